"""Today: only what is due, and each item closes with one sentence or one press."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from huisheng.alliance.models import OutsideBody
from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern
from huisheng.echo.models import Message, Reading
from huisheng.echo.voices.services import Said

TODAY = "/today/"


def say(street, words="楼道堆满纸箱", place="tingyu3", category="D6", said=None, at=None):
    leaf = Category.objects.select_related("clock", "receiver").get(code=category)
    said = said or Said(name="王桂香", phone="073184560431")
    return concerns.raise_(
        words, place=street[place], category=leaf, said=said, channel="page", by=None, at=at or now()
    )


@pytest.fixture
def head(client, street):
    client.force_login(street.zhou)
    return client


def shown(response, group):
    return [item["concern"].pk for item in response.context[group]]


def test_M164_a_neighbour_head_sees_new_requests_visits_due_and_notices_of_the_own_posts_only(head, street):
    mine, elsewhere = say(street), say(street, place="xincun")
    page = head.get(TODAY)
    assert mine.pk in shown(page, "new")
    assert elsewhere.pk not in shown(page, "new")
    assert mine.voice_id in [message.line.voice_id for message in page.context["notices"]]
    assert page.context["ending"] == []


def test_what_is_not_due_today_is_not_shown(head, street):
    concern = say(street)
    before = shown(head.get(TODAY), "ends")
    concerns.contact(concern, by=street.zhou, at=now(), says="打过电话。")
    Concern.objects.filter(pk=concern.pk).update(due_at=now() + timedelta(days=3))
    page = head.get(TODAY)
    assert concern.pk not in shown(page, "new")
    assert shown(page, "ends") == before
    Concern.objects.filter(pk=concern.pk).update(due_at=now() - timedelta(hours=1))
    assert concern.pk in shown(head.get(TODAY), "ends")


def test_one_sentence_closes_a_new_one_and_comes_back_to_today(head, street):
    concern = say(street)
    sent = {"says": "敲过门，今晚清走。", "seen": concern.version, "back": TODAY}
    answer = head.post(f"/matter/{concern.speaker.number}/visit/", sent)
    assert answer.url == TODAY
    assert concern.pk not in shown(head.get(TODAY), "new")


def test_M23_calls_are_gathered_by_who_is_called_and_one_press_closes_them_all(head, street):
    concern = say(street, said=Said(name="王桂香", phone="073184560431", is_elder=True, told_by="call"))
    concerns.contact(concern, by=street.zhou, at=now(), says="明天来清。")
    Message.objects.filter(speaker=concern.speaker).update(not_before=now() - timedelta(minutes=1))
    calls = [one for one in head.get(TODAY).context["calls"] if one.speaker == concern.speaker]
    assert len(calls) == 1
    assert len(calls[0].messages) == 2
    number = concern.speaker.number
    assert "073184560431" not in head.get(TODAY).content.decode()
    opened = head.post(f"/today/call/{number}/").content.decode()
    assert "073184560431" in opened
    assert "明天来清。" in opened
    assert Reading.objects.filter(speaker=concern.speaker, by=street.zhou).count() == 1
    head.post(f"/today/told/{number}/")
    assert not Message.objects.filter(speaker=concern.speaker, channel="call", state="waiting").exists()
    assert head.post(f"/today/told/{number}/").status_code == 404


def test_nobody_opens_the_phone_of_a_call_that_is_not_theirs(client, street):
    concern = say(street, said=Said(phone="073184560431", is_elder=True, told_by="call"))
    Message.objects.filter(speaker=concern.speaker).update(not_before=now() - timedelta(minutes=1))
    client.force_login(street.kang)
    assert client.post(f"/today/call/{concern.speaker.number}/").status_code == 404


def done(street, concern, by):
    concerns.contact(concern, by=by, at=now(), says="打过电话。")
    report = concerns.Report(
        found="三楼到四楼的楼梯拐角堆了两户人家的纸箱和旧柜子",
        done="和两户一起搬走了，柜子送到回收站",
        who="邻长",
    )
    concerns.finish(concern, report=report, by=by, at=now())
    Concern.objects.filter(pk=concern.pk).update(due_at=now() - timedelta(minutes=1))


def test_R2_8_call_backs_are_shown_to_others_than_the_handler(client, street):
    concern = say(street)
    done(street, concern, street.zhou)
    client.force_login(street.zhou)
    assert concern.pk not in shown(client.get(TODAY), "backs")
    client.force_login(street.lin)
    assert concern.pk in shown(client.get(TODAY), "backs")
    client.post(f"/matter/{concern.speaker.number}/call_back/", {"solved": "yes", "back": TODAY})
    assert concern.pk not in shown(client.get(TODAY), "backs")


def test_an_answer_that_a_body_owes_is_chased_with_its_phone(client, street):
    concern = say(street, category="A3", place="luxi")
    body = OutsideBody.objects.filter(path="").first()
    body.phone = "073100000000"
    body.save()
    concerns.contact(concern, by=concern.holder.person, at=now(), says="打过电话。")
    concerns.refer(
        concern, body=body, asks="请装红绿灯", expected=now() + timedelta(days=1), by=street.lin, at=now()
    )
    Concern.objects.filter(pk=concern.pk).update(due_at=now() - timedelta(hours=1))
    concern.refresh_from_db()
    client.force_login(concern.holder.person)
    page = client.get(TODAY)
    assert concern.pk in shown(page, "chase")
    assert "tel:073100000000" in page.content.decode()


def test_M17_a_term_ending_in_30_days_is_on_the_list_of_who_fills_posts(client, street):
    client.force_login(street.lin)
    ending = client.get(TODAY).context["ending"]
    assert any(post.person == street.mo for post in ending)


def test_M05_a_linked_member_sees_what_linked_homes_said(client, street):
    home = street.xie.links.first().home
    leaf = Category.objects.select_related("clock", "receiver").get(code="C2")
    concern = concerns.raise_(
        "灯不亮", place=home, category=leaf, said=Said(), channel="page", by=None, at=now()
    )
    client.force_login(street.xie)
    page = client.get(TODAY)
    assert concern.pk in shown(page, "new")
    assert page.context["backs"] == []


def test_what_was_told_three_days_ago_is_no_news(head, street):
    old, new = say(street, at=now() - timedelta(days=3)), say(street, words="灯坏了")
    told = [message.line.voice_id for message in head.get(TODAY).context["notices"]]
    assert new.voice_id in told
    assert old.voice_id not in told


@pytest.mark.parametrize("who", ["zhou", "xie", "chen", "lin", "guo"])
def test_the_page_costs_at_most_twelve_queries_two_more_for_the_desk_and_four_more_for_the_office(
    client, street, who, connection_queries
):
    client.force_login(street[who])
    most = 12 + 2 * (who in ("chen", "lin", "guo")) + 4 * (who in ("lin", "guo"))
    assert connection_queries(lambda: client.get(TODAY)) <= most


def test_one_and_three_new_ones_cost_the_same(head, street, connection_queries):
    say(street)
    one = connection_queries(lambda: head.get(TODAY))
    say(street)
    say(street)
    assert connection_queries(lambda: head.get(TODAY)) == one


def test_a_resident_without_a_post_has_no_today(client, street):
    client.force_login(street.he)
    assert client.get(TODAY).status_code == 403
