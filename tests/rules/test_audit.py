"""The chain of the security log, without a database (RULES R16)."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import pytest

from huisheng.echo.audit import rules
from huisheng.echo.audit.rules import BEGINNING, Entry, anchor_line, anchors_in, broken

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))


@dataclass
class Log:
    entries: list[tuple[Entry, str]]


@pytest.fixture
def log() -> Log:
    entries, before = [], BEGINNING
    for number in range(1, 6):
        entry = Entry(number, MONDAY, "login", 7, None, "", "", "", before)
        before = entry.fingerprint()
        entries.append((entry, before))
    return Log(entries)


def sentences(log: Log, anchors: dict[int, str] | None = None) -> list[str]:
    return [str(one) for one in broken(log.entries, anchors)]


def test_an_untouched_log_holds(log):
    assert sentences(log, {3: log.entries[2][1], 5: log.entries[4][1]}) == []


def test_the_same_moment_has_the_same_fingerprint_in_every_time_zone(log):
    entry = log.entries[0][0]
    assert entry._replace(at=entry.at.astimezone()).fingerprint() == entry.fingerprint()


@pytest.mark.parametrize(
    ("field", "value"), [("did", "logout"), ("by", 8), ("whose", 9), ("about", "x"), ("why", "x"), ("path", "/1/")]
)  # fmt: skip
def test_a_changed_entry_is_named(log, field, value):
    entry, kept = log.entries[2]
    log.entries[2] = (entry._replace(**{field: value}), kept)
    assert sentences(log) == ["第 3 条被改过。"]


def test_an_entry_changed_together_with_its_fingerprint_breaks_the_next(log):
    changed = log.entries[2][0]._replace(by=8)
    log.entries[2] = (changed, changed.fingerprint())
    assert sentences(log) == ["第 4 条接不上前一条。"]


def test_an_entry_taken_out_of_the_middle_is_named(log):
    del log.entries[2]
    assert sentences(log)[0] == "第 3 条不见了，下一条是第 4 条。"


def test_entries_missing_at_the_end_are_found_by_the_anchor(log):
    anchors = {5: log.entries[4][1]}
    del log.entries[3:]
    assert sentences(log) == []
    assert sentences(log, anchors) == ["第 5 条不见了：当时记下过它的指纹，现在日志到第 3 条为止。"]


def test_a_log_written_anew_from_the_beginning_does_not_fit_the_anchor(log):
    anchors = {5: "ab" * 32}
    assert sentences(log, anchors) == ["第 5 条和当时记下的指纹不一样。"]


def test_an_anchor_is_read_as_it_was_written_and_other_lines_are_passed_over(log):
    line = anchor_line(5, log.entries[4][1], MONDAY)
    assert line.startswith("2026-03-02 5 ")
    assert anchors_in(["", "# a note", line + "\n"]) == {5: log.entries[4][1]}


def test_every_word_fits_its_column():
    assert all(len(did) <= 24 for did in rules.DID_NAMES)
