"""Councils as residents, the chair, the scribe and an invited body see them."""

from datetime import timedelta
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from huisheng.deliberate.councils import services
from huisheng.deliberate.councils.models import Attendee, CouncilSession, Item, ItemStep
from huisheng.deliberate.models import Promise
from tests.meeting import AT, EVENING, by, council_of, met, tabled


def url(name, *args):
    return reverse(f"deliberate:{name}", args=args)


def queries(client, page):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def more_items(session, n):
    start = session.items.count()
    rows = [
        Item(session=session, order=start + i + 1, title=f"第{start + i + 1}件事", words="说明。", source="hand", tabled_at=AT)
        for i in range(n)
    ]  # fmt: skip
    made = Item.objects.bulk_create(rows)
    steps = ("topic", "parties", "notify", "deliberate")
    ItemStep.objects.bulk_create(ItemStep(item=one, step=step, at=AT) for one in made for step in steps)


def more_people(session, n):
    start = session.attendees.count()
    Attendee.objects.bulk_create(
        Attendee(
            session=session, name=f"来的{start + i}", key=f"来的{start + i}", role="residents", came_at=AT
        )
        for i in range(n)
    )


def test_a_resident_reads_the_agenda_before_and_what_was_decided_after(street, client):
    before = client.get(url("session", street.coming_session.token)).content.decode()
    assert "消防通道怎么让出来" in before
    assert "六面外墙看过一遍" in before
    after = client.get(url("session", street.held_session.token)).content.decode()
    assert "往里挪到围墙边" in after
    assert "物业公司" in after
    assert "谭小舟" not in after + before


def test_M40_a_missed_month_is_shown_to_everybody(street, client):
    page = client.get(url("council", street.council.token)).content.decode()
    assert "没有开" in page


def test_the_feed_follows_what_was_moved_and_cancelled(street, client):
    session = street.coming_session
    services.cancel(session, why="停电", at=now(), **by(street))
    text = client.get(url("council_dates", street.council.token)).content.decode()
    assert text.count("BEGIN:VEVENT") == 3
    assert "STATUS:CANCELLED" in text


def test_the_minutes_print_as_docx_and_pdf(street, client):
    word = client.get(url("minutes_docx", street.held_session.token))
    assert word.content[:2] == b"PK"
    assert client.get(url("minutes_pdf", street.held_session.token)).content[:4] == b"%PDF"
    paper = client.get(url("minutes", street.held_session.token)).content.decode()
    assert "多拉 20 米线" in paper
    assert client.get(url("minutes", street.coming_session.token)).status_code == 404


def test_M45_a_body_answers_by_its_link_once_and_a_forwarded_one_says_whose_it_is(street, client):
    page, items = url("invited", street.invitation.token), street.coming_session.items.order_by("order")
    first = items[0].pk
    typed = {
        "coming": "yes",
        "who": "投诉科",
        "tail": "0000",
        f"promise_{first}": "夜里来看三次",
        f"due_{first}": f"{now() + timedelta(days=20):%Y-%m-%d}",
    }
    refused = client.post(page, typed)
    assert refused.status_code == 409
    assert "这个链接是发给" in refused.content.decode()
    assert "夜里来看三次" in refused.content.decode()
    assert client.post(page, typed | {"tail": "0004"}).status_code == 200
    assert items[0].offers.get().words == "夜里来看三次"
    assert client.get(page).status_code == 410


def test_two_scribes_at_once_the_second_keeps_what_was_typed_and_reads_the_first(street, client):
    _session, item = met(street)
    client.force_login(street.lin)
    seen = {"seen": item.version, "accountable": "", "outcome": ""}
    assert client.post(url("item_draft", item.pk), seen | {"resolution": "十点停工"}).status_code == 302
    late = client.post(url("item_draft", item.pk), seen | {"resolution": "九点停工"})
    words = late.content.decode()
    assert late.status_code == 409
    for part in ("刚刚改过这一项", "九点停工", "十点停工"):
        assert part in words
    again = {
        "resolution": "九点半停工",
        "seen": item.version + 1,
        "accountable": "property",
        "outcome": "agreed",
        "none_needed": "店家当场就改了",
    }
    assert client.post(url("item_outcome", item.pk), again).status_code == 302
    item.refresh_from_db()
    assert (item.outcome, item.resolution) == ("agreed", "九点半停工")


def test_the_meeting_says_who_is_missing_and_refuses_to_decide(street, client):
    session, item = met(street, but=("物业公司",))
    client.force_login(street.chen)
    assert "物业公司没有到场" in client.get(url("meeting", session.pk)).content.decode()
    typed = {"resolution": "十点停工", "seen": item.version, "accountable": "property", "outcome": "agreed"}
    assert client.post(url("item_outcome", item.pk), typed).status_code == 409


def test_a_whole_session_by_its_pages(street, client):
    session = services.plan(council_of(street), starts=EVENING, at=AT, **by(street))
    client.force_login(street.lin)
    client.post(url("item_new", session.pk), {"title": "装一盏灯", "words": "路口太黑。"})
    item = session.items.get()
    client.post(
        url("item_parties", item.pk), {"parties": [one.pk for one in services.seats(session.council)]}
    )
    client.post(url("meeting_notice", session.pk))
    client.post(url("meeting_checklist", session.pk), {"line": ["0", "1", "2", "3"]})
    client.post(url("meeting_opening", session.pk))
    for party in services.seats(session.council):
        client.post(
            url("arrival", session.pk), {"party": party.pk, "role": "other", "names": f"{party.name}甲"}
        )
    client.post(url("item_word", item.pk), {"who": "居民", "words": "孩子放学怕。"})
    outcome = {"resolution": "装。", "outcome": "agreed", "accountable": "property", "seen": 0,
               "first": "装一盏", "owner": f"body-{street.property.pk}", "due": f"{EVENING:%Y-%m-%d}"}  # fmt: skip
    client.post(url("item_outcome", item.pk), outcome)
    assert client.post(url("meeting_closing", session.pk)).status_code == 302
    session.refresh_from_db()
    assert session.state == "closed"
    assert "由<b>物业公司</b>负责" in client.get(url("session", session.token)).content.decode()


@pytest.mark.parametrize("page", ["meeting", "people", "session", "council", "council_edit"])
def test_pages_ask_as_much_of_one_row_as_of_three(street, client, page):
    session, _item = met(street)
    tabled_once = {
        "session": session.token,
        "council": session.council.token,
        "council_edit": session.council_id,
    }
    at = url(page, tabled_once.get(page, session.pk))
    client.force_login(street.lin)
    client.get(at)
    one = queries(client, at)
    more_items(session, 2)
    more_people(session, 2)
    CouncilSession.objects.create(
        council=session.council, number=50, starts=AT + timedelta(days=50), where="亭子"
    )
    assert queries(client, at) == one


def test_preparing_asks_as_much_of_one_item_as_of_three(street, client):
    session = services.plan(council_of(street), starts=EVENING, at=AT, **by(street))
    tabled(street, session)
    client.force_login(street.lin)
    client.get(url("meeting", session.pk))
    one = queries(client, url("meeting", session.pk))
    more_items(session, 2)
    assert queries(client, url("meeting", session.pk)) == one


@pytest.mark.parametrize("page", ["meeting", "people", "session", "minutes"])
def test_five_hundred_people_and_150_items_stay_quick(street, client, page):
    session, _item = met(street)
    more_items(session, 149)
    more_people(session, 497)
    at = url(page, session.pk if page in ("meeting", "people") else session.token)
    client.force_login(street.lin)
    client.get(at)
    spent = min(_cpu(client, at) for _ in range(3))
    assert spent < 0.25, f"{page}: {spent * 1000:.0f} ms"


def test_three_hundred_promises_stay_quick_for_residents(street, client):
    session, item = met(street)
    more_items(session, 149)
    items = list(session.items.all())
    Item.objects.filter(session=session).update(
        outcome="agreed", resolution="定下来每周看一次。", accountable="property", accountable_name="物业公司", decided_at=AT
    )  # fmt: skip
    Promise.objects.bulk_create(
        Promise(item=one, words=f"第{n}件", due=AT.date(), body=street.property, at=AT)
        for one in items
        for n in (1, 2)
    )
    at = url("session", session.token)
    assert queries(client, at) <= 14
    spent = min(_cpu(client, at) for _ in range(3))
    assert spent < 0.25, f"{spent * 1000:.0f} ms"


def _cpu(client, at):
    began = process_time()
    assert client.get(at).status_code == 200
    return process_time() - began
