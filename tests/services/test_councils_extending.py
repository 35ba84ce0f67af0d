"""M40, R2.6: where the street allows it, a tabled matter's day moves to some working days after the session, once."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.collect.concerns import services as concerns
from huisheng.deliberate.councils import services
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from huisheng.echo.workdays.rules import add_working_days
from huisheng.echo.workdays.services import calendar
from tests.meeting import AT, EVENING, by, lines, planned, said, tabled

UNTIL = EVENING + timedelta(days=60)


def allowed(street, days=5):
    session = planned(street)
    services.allow_extension(session.council, days=days, at=AT, **by(street))
    return session


def test_R2_a_tabled_matter_keeps_its_day_unless_the_street_chose_otherwise(street):
    matter = said(street)
    due = matter.fix_due
    tabled(street, planned(street), matter)
    matter.refresh_from_db()
    assert (matter.fix_due, matter.extensions) == (due, 0)


def test_R2_where_the_street_allows_it_the_day_moves_with_one_line_that_says_why(street):
    matter, session = said(street), allowed(street, days=20)
    n, heard = len(lines(matter)), Message.objects.filter(speaker=matter.speaker, channel="app")
    before = heard.count()
    tabled(street, session, matter)
    matter.refresh_from_db()
    assert matter.fix_due == add_working_days(session.starts, 20, calendar())
    assert matter.extensions == 1
    told = lines(matter)[n:]
    assert len(told) == 1
    day = localtime(matter.fix_due)
    assert told[0].startswith(f"延到 {day.month} 月 {day.day} 日：上了")
    assert "听雨苑红网格议事厅的议程" in told[0]
    assert heard.count() == before + 1


def test_R2_what_was_extended_before_only_hears_that_it_is_tabled(street):
    matter, session = said(street), allowed(street, days=20)
    concerns.extend(matter, until=matter.fix_due + timedelta(days=1), why="等材料到货", by=street.lin, at=AT)
    matter.refresh_from_db()
    due = matter.fix_due
    tabled(street, session, matter)
    matter.refresh_from_db()
    assert (matter.fix_due, matter.extensions) == (due, 1)
    assert lines(matter)[-1].startswith("上了")


def test_R2_a_day_that_is_later_anyway_stays(street):
    matter, session = said(street), allowed(street, days=1)
    concerns_due = type(matter).objects.filter(pk=matter.pk)
    concerns_due.update(fix_due=UNTIL)
    tabled(street, session, matter)
    matter.refresh_from_db()
    assert (matter.fix_due, matter.extensions) == (UNTIL, 0)


def test_R2_some_days_at_most_and_no_news_is_refused(street):
    session = allowed(street)
    for days, why in ((21, "0 到 20"), (-1, "0 到 20"), (5, "本来就是这样")):
        with pytest.raises(Refused, match=why):
            services.allow_extension(session.council, days=days, at=AT, **by(street))


def test_R2_only_the_street_chooses_it_on_the_councils_page(street, client):
    council = planned(street).council
    there = f"/council/{council.pk}/clock/"
    client.force_login(street.lin)
    assert client.post(there, {"days": "5"}).status_code == 403
    client.force_login(street.guo)
    assert client.post(there, {"days": "5"}).status_code == 302
    assert "限期延到开会后 5 个工作日" in client.get(f"/council/{council.pk}/").content.decode()
