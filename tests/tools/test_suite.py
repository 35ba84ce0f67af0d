"""The words at the end of a run of the tests, and the parts that a machine cannot run."""

from tools import suite, system


def test_errors_count_as_failed_and_a_lost_report_too(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="7" errors="1" failures="2" skipped="1"/></testsuites>')
    assert suite.told(suite.counts_in(report)) == "3 passed, 3 failed, 1 skipped"
    assert suite.told(suite.counts_in(tmp_path / "none.xml")) == "0 passed, 1 failed, 0 skipped"


def test_a_part_is_left_out_with_its_reason_when_the_machine_lacks_its_program(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    absent = ["postgresql", system.HEADLESS]
    assert suite.why_not("postgres", absent) == "PostgreSQL is not installed"
    assert suite.why_not("journeys", absent) == "Chromium is not installed"
    assert suite.why_not("sqlite", absent) == ""
    whole = tmp_path / "chromium"
    whole.touch(mode=0o755)
    assert suite.why_not("journeys", absent) == ""


def test_a_postgresql_that_the_caller_names_is_used_instead_of_an_installed_one(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me@db/huisheng")
    assert suite.why_not("postgres", ["postgresql"]) == ""
