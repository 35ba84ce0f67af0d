"""When the environment counts as there, and when it is installed anew."""

import pytest

from tools import boot


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """`installed("dev")` pretends that the last installation was of this kind, from today's lock file."""
    stamp = tmp_path / ".installed"
    monkeypatch.setattr(boot, "STAMP", str(stamp))
    return lambda kind, lock="": stamp.write_text(f"{kind} {lock or boot.lock_fingerprint()}\n")


def test_nothing_installed_yet_is_not_there(installed):
    assert not boot.installed("run")


def test_what_tests_need_includes_what_a_server_needs_and_not_the_other_way(installed):
    installed("dev")
    assert boot.installed("run")
    installed("run")
    assert not boot.installed("dev")


def test_another_lock_file_means_installing_again(installed):
    installed("dev", lock="older")
    assert not boot.installed("dev")


def test_a_python_that_is_too_old_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setattr(boot.sys, "version_info", (3, 10, 4))
    monkeypatch.setattr(boot.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"Huisheng needs Python 3\.11 or newer; this is Python"):
        boot.ensure_python()
