"""The words at the end of a run of the tests, and the parts that a machine cannot run."""

from tools import suite, system


def test_errors_count_as_failed_and_a_lost_report_too(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="7" errors="1" failures="2" skipped="1"/></testsuites>')
    assert suite.told(suite.counts_in(report)) == "3 passed, 3 failed, 1 skipped"
    assert suite.told(suite.counts_in(tmp_path / "none.xml")) == "0 passed, 1 failed, 0 skipped"


def test_a_journey_that_failed_once_is_named_and_one_that_fails_twice_fails(monkeypatch, tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="2" failures="1"><testcase classname="tests.journeys.test_a" name="test_x">'
        '<failure/></testcase><testcase classname="tests.journeys.test_a" name="test_y"/></testsuite></testsuites>'
    )
    assert suite.failed_in(report) == ["tests/journeys/test_a.py::test_x"]
    for second, words in ((0, "2 passed, 0 failed"), (1, "1 passed, 1 failed")):
        result = suite.Result("journeys", 1, suite.counts_in(report), 1)
        monkeypatch.setattr(suite, "pytest", lambda *_, second=second: second)
        suite.again(result, suite.failed_in(report), {})
        assert result.exit_code == second
        assert words in result.line()
        assert ("only the second time: tests/journeys/test_a.py::test_x" in result.line()) is (second == 0)


def test_a_part_is_left_out_with_its_reason_when_the_machine_lacks_its_program(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    absent = ["postgresql", system.HEADLESS]
    assert suite.why_not("postgres", absent) == "PostgreSQL is not installed"
    assert suite.why_not("journeys", absent) == "Chromium is not installed"
    assert suite.why_not("sqlite", absent) == ""


def test_any_chromium_will_do_and_the_one_without_windows_is_taken_first(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert system.HEADLESS in system.missing()
    for name in ("chromium", system.HEADLESS):
        (tmp_path / name).touch(mode=0o755)
        assert system.browser() == str(tmp_path / name)
        assert system.HEADLESS not in system.missing()


def test_a_postgresql_that_the_caller_names_is_used_instead_of_an_installed_one(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://me@db/huisheng")
    assert suite.why_not("postgres", ["postgresql"]) == ""
