"""GeoReport's own rules: 90 days, lists, pages, and XML that no words can break. No database."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from huisheng.square.open311 import rules
from huisheng.square.open311.wire import as_xml

NOW = datetime(2026, 5, 20, 8, tzinfo=UTC)
DAYS = timedelta(days=90)


@pytest.mark.parametrize(
    ("since", "until", "wanted"),
    [
        (None, None, (NOW - DAYS, NOW)),
        (NOW - 2 * DAYS, None, (NOW - 2 * DAYS, NOW - DAYS)),
        (NOW - timedelta(1), None, (NOW - timedelta(1), NOW)),
        (None, NOW - DAYS, (NOW - 2 * DAYS, NOW - DAYS)),
        (NOW - DAYS, NOW, (NOW - DAYS, NOW)),
    ],
)
def test_what_was_asked_for_without_days_is_ninety_of_them(since, until, wanted):
    found = rules.window(since, until, at=NOW)
    assert (found.since, found.until) == wanted


@pytest.mark.parametrize("until", [NOW + DAYS + timedelta(seconds=1), NOW - timedelta(1)])
def test_more_than_ninety_days_or_an_end_before_its_beginning_is_refused(until):
    with pytest.raises(rules.WrongError) as told:
        rules.window(NOW, until, at=NOW)
    assert told.value.errors[0].code == 400


def test_what_is_not_a_number_is_no_request():
    assert rules.ids_in("12, x,,7,9999999999999999999,٣") == [12, 7]


def test_a_status_is_open_closed_or_both():
    assert rules.statuses_in("") == rules.statuses_in("open,closed") == {"open", "closed"}
    with pytest.raises(rules.WrongError):
        rules.statuses_in("open,lost")


def test_a_page_may_be_written_as_json_writes_whole_numbers():
    assert [rules.number_in(text, name="page", usual=1, most=1000) for text in ("", "54", "54.0")] == [
        1,
        54,
        54,
    ]


@pytest.mark.parametrize("text", ["0", "-1", "1001", "x", "1.5", "٣"])
def test_a_page_is_a_whole_number(text):
    with pytest.raises(rules.WrongError):
        rules.number_in(text, name="page", usual=1, most=1000)


def test_no_words_break_the_xml():
    words = 'a & b < c ]]> "d" \x0b \x00 \ufffe 灯'
    read = ElementTree.fromstring(
        as_xml("service_requests", [{"description": words, "lat": None, "open": True}])
    )
    one = read.find("request")
    assert one is not None
    assert one.findtext("description") == 'a & b < c ]]> "d"    灯'
    assert (one.findtext("lat"), one.findtext("open")) == ("", "true")
