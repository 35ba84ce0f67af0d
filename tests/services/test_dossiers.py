"""M47: several meetings and matters are one affair of the street, read on one page."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.deliberate.councils import services as councils
from huisheng.deliberate.dossiers import services, shown
from huisheng.deliberate.promises import services as promises
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from tests.meeting import AT, EVENING, agree, by, council_at, council_of, lines, opened, said, seated, tabled
from tests.services.pointing import place_of
from tests.services.test_promises import DAY


def begun(street, **changed):
    given = {
        "place": street.tingyu,
        "title": "北门整治",
        "words": "人走得通。",
        "owner": street.lin,
    } | changed
    return services.open_(at=AT, **given, **by(street))


def held(street, council, n):
    """A session of this council with one decision and its promise."""
    session = councils.plan(council, starts=EVENING + timedelta(minutes=n), at=AT, **by(street))
    item = tabled(street, session, title=f"第{n}回议的事")
    session = opened(street, session)
    seated(street, session)
    councils.begin(item, by=street.lin, at=EVENING)
    item.refresh_from_db()
    decided = agree(street, item, resolution=f"定了第{n}条。")
    promises.promise(decided, words=f"做第{n}件", owner=street.property, due=DAY, at=EVENING, **by(street))
    return session


def four(street, dossier):
    council = council_of(street)
    sessions = [held(street, council, n) for n in (3, 1, 4, 2)]
    for session in sessions:
        services.add_session(dossier, session, at=EVENING, **by(street))
    return sessions


def test_M47_a_dossier_page_shows_4_meetings_with_decisions_in_order(street, client):
    dossier = begun(street)
    four(street, dossier)
    rows = shown.meetings_of(dossier)
    assert [row["items"][0]["resolution"] for row in rows] == [f"定了第{n}条。" for n in (1, 2, 3, 4)]
    assert [one["words"] for row in rows for one in row["items"][0]["promises"]] == [
        f"做第{n}件" for n in (1, 2, 3, 4)
    ]
    page = client.get(f"/dossiers/{dossier.token}/").content.decode()
    places = [page.index(f"定了第{n}条。") for n in (1, 2, 3, 4)]
    assert places == sorted(places)
    assert "听雨苑物业服务中心" in page
    assert street.lin.name not in page


def test_M47_who_spoke_hears_that_a_matter_belongs_to_it_and_its_holder_stays(street):
    dossier, matter = begun(street), said(street)
    holder, due, heard = (
        matter.holder_id,
        matter.due_at,
        Message.objects.filter(speaker=matter.speaker, channel="app"),
    )
    n = heard.count()
    services.add_matter(dossier, matter, at=AT, **by(street))
    assert lines(matter)[-1].startswith("归到专项“北门整治”里一起办")
    assert heard.count() == n + 1
    matter.refresh_from_db()
    assert (matter.holder_id, matter.due_at) == (holder, due)


def test_M47_a_joined_matter_belongs_as_the_one_it_follows_and_only_once(street):
    dossier, one, lead = begun(street), said(street, n=1), said(street, n=2)
    concerns.join(one, lead=lead, by=street.lin, at=AT)
    one.refresh_from_db()
    assert services.add_matter(dossier, one, at=AT, **by(street)).voice_id == lead.voice_id
    with pytest.raises(Refused, match="已经在里面了"):
        services.add_matter(dossier, lead, at=AT, **by(street))


def test_M47_a_meeting_is_bound_once_and_another_streets_never(street):
    dossier = begun(street)
    (session,) = [four(street, dossier)[0]]
    with pytest.raises(Refused, match="这次会已经在里面了"):
        services.add_session(dossier, session, at=AT, **by(street))
    elsewhere = councils.plan(
        council_at(street, place_of(street, "莲塘街道")), starts=EVENING, at=AT, **by(street)
    )
    with pytest.raises(Refused, match="别的街道"):
        services.add_session(dossier, elsewhere, at=AT, **by(street))


def test_M47_it_ends_with_what_came_of_it_and_is_not_changed_afterwards(street):
    dossier, matter = begun(street), said(street)
    with pytest.raises(Refused, match="请写办成了什么样"):
        services.end(dossier, words="好", at=AT, **by(street))
    services.end(dossier, words="路口通了，摊子进了线。", at=AT, **by(street))
    for verb in (
        lambda: services.add_matter(dossier, matter, at=AT, **by(street)),
        lambda: services.end(dossier, words="路口通了，摊子进了线。", at=AT, **by(street)),
        lambda: services.change(dossier, title="北门", words="改了", owner=street.lin, at=AT, **by(street)),
    ):
        with pytest.raises(Refused, match="已经收尾了"):
            verb()


@pytest.mark.parametrize(("wrong", "why"), [({"title": " "}, "叫什么"), ({"words": ""}, "要办成什么样"),
                                            ({"title": "长" * 81}, "写得太长")])  # fmt: skip
def test_M47_it_has_a_name_and_says_what_it_is_to_come_to(street, wrong, why):
    with pytest.raises(Refused, match=why):
        begun(street, **wrong)


def test_M47_what_was_bound_by_mistake_is_taken_out_and_what_was_said_stays(street):
    dossier, matter = begun(street), said(street)
    row = services.add_matter(dossier, matter, at=AT, **by(street))
    n = len(lines(matter))
    services.take_out(row, at=now(), **by(street))
    assert not shown.matters_of(dossier)
    assert len(lines(matter)) == n
