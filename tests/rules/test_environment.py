"""What the environment says: one sentence when it cannot be meant. No database."""

import pytest

from huisheng.echo import environment


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUISHENG_HTTPS", "1                # behind a proxy"),
        ("HUISHENG_SEAL_KEYS", "1:abc= # openssl rand"),
        ("DATABASE_URL", "postgres://hs:x@127.0.0.1/street # ours"),
    ],
)
def test_a_comment_behind_a_value_which_systemd_would_take_as_its_part_stops_the_server(name, value):
    with pytest.raises(SystemExit, match=f"{name} has a comment"):
        environment.look_over({name: value})


def test_a_comment_sign_within_a_word_and_the_settings_of_others_are_nobodys_business():
    environment.look_over({"HUISHENG_SECRET": "a#b", "PS1": "root #", "HUISHENG_HTTPS": "1"})


@pytest.mark.parametrize(("value", "on"), [("", False), ("0", False), ("1", True)])
def test_a_switch_is_on_or_off(monkeypatch, value, on):
    monkeypatch.setenv("HUISHENG_HTTPS", value)
    assert environment.switched_on("HUISHENG_HTTPS") is on


@pytest.mark.parametrize("value", ["true", "yes", "1 "])
def test_a_switch_that_is_neither_is_not_taken_for_off(monkeypatch, value):
    monkeypatch.setenv("HUISHENG_HTTPS", value)
    with pytest.raises(SystemExit, match="HUISHENG_HTTPS must be 1 or 0"):
        environment.switched_on("HUISHENG_HTTPS")


def test_a_number_is_one(monkeypatch):
    monkeypatch.setenv("HUISHENG_IDLE", "")
    assert environment.number("HUISHENG_IDLE", 120) == 120
    monkeypatch.setenv("HUISHENG_IDLE", "two hours")
    with pytest.raises(SystemExit, match="HUISHENG_IDLE must be a whole number, not two hours"):
        environment.number("HUISHENG_IDLE", 120)


def test_roles_are_known_ones_so_that_no_second_lock_is_left_out_by_a_mistyped_word(monkeypatch):
    monkeypatch.setenv("HUISHENG_MFA", "officer, clerk")
    assert environment.several("HUISHENG_MFA", ["clerk", "officer"]) == {"officer", "clerk"}
    monkeypatch.setenv("HUISHENG_MFA", "officers")
    with pytest.raises(SystemExit, match="HUISHENG_MFA knows clerk, officer, not officers"):
        environment.several("HUISHENG_MFA", ["clerk", "officer"])


@pytest.mark.parametrize(
    "value", ["nonsense", "mysql://a/b", "postgres://", "postgres://a:geheim@h:port/x", "sqlite"]
)
def test_a_database_that_is_none_of_ours_is_refused_without_its_words(monkeypatch, value):
    monkeypatch.setenv("DATABASE_URL", value)
    with pytest.raises(SystemExit) as stopped:
        environment.database("sqlite:////x")
    assert str(stopped.value).startswith("DATABASE_URL must look like")
    assert "geheim" not in str(stopped.value)


def test_an_empty_database_url_is_none_given(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "")
    assert environment.database("sqlite:////own.sqlite3")["NAME"] == "/own.sqlite3"


@pytest.mark.parametrize("value", ["abc", "1:abc", "1:not base64!", ""])
def test_seal_keys_are_looked_at_before_anything_is_sealed(value):
    with pytest.raises(SystemExit) as stopped:
        environment.seal_keys(value)
    assert "HUISHENG_SEAL_KEYS must be" in str(stopped.value)
