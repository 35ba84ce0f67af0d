"""My matter: looked up by number and four digits, one timeline, and the last word."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from huisheng.collect.concerns import services
from huisheng.collect.models import Concern, Letter, Verdict
from huisheng.echo.models import Line, Message, Speaker
from huisheng.echo.voices.services import Said
from tests.pages.resident import TAIL, at_the_door, newest, send, words

pytestmark = pytest.mark.django_db
REPORT = services.Report(
    found="灯座锈坏了，线头也松了。",
    done="换了一套灯座和感应灯，试了三遍都亮",
    who="陈师傅",
    following="一个月后再看",
)


def look_up(client, number, tail=TAIL):
    return client.post("/my/", {"number": number, "tail": tail})


def handled(concern):
    services.contact(
        concern, by=concern.holder.person, at=now(), says="打过电话，明早去看。", hat="听雨苑 3栋 邻长"
    )
    services.finish(concern, report=REPORT, by=concern.holder.person, at=now())
    return concern


def test_M22_the_timeline_opens_by_number_and_phone_tail_without_login(filed):
    _, concern = filed
    other = Client()
    answer = look_up(other, concern.speaker.spoken)
    assert answer.url == f"/my/{concern.speaker.number}/"
    page = words(other.get(answer.url))
    assert "三楼楼道灯不亮" in page
    assert concern.holder.person.name in page


@pytest.mark.parametrize("tail", ["０４３１", " 0431 ", "13812340431"])
def test_the_tail_is_understood_however_it_is_typed(filed, tail):
    assert look_up(Client(), filed[1].speaker.spoken.replace("-", " "), tail).status_code == 302


def test_a_matter_without_a_phone_opens_by_its_code(street):
    client = at_the_door(street)
    send(client, street, phone="")
    speaker = newest().speaker
    assert look_up(Client(), speaker.number, speaker.code).status_code == 302
    assert look_up(Client(), speaker.number, "").status_code == 422


def test_a_wrong_number_and_a_wrong_tail_get_the_same_answer(filed):
    wrong_tail = look_up(Client(), filed[1].speaker.number, "9999")
    wrong_number = look_up(Client(), "2600000000", TAIL)
    assert wrong_tail.status_code == wrong_number.status_code == 422
    errors = [answer.context["form"].errors.as_json() for answer in (wrong_tail, wrong_number)]
    assert errors[0] == errors[1]


def test_a_wrong_number_and_a_wrong_tail_take_the_same_queries(filed):
    counts = []
    for address, number in (("192.0.2.1", filed[1].speaker.number), ("192.0.2.2", "2600000000")):
        with CaptureQueriesContext(connection) as seen:
            look_up(Client(REMOTE_ADDR=address), number, "9999")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_tail_guessed_twenty_times_is_locked_and_told_how_to_go_on(filed, street):
    client = at_the_door(street)
    answers = [look_up(client, filed[1].speaker.number, f"{guess:04d}") for guess in range(20)]
    assert {answer.status_code for answer in answers} == {422}
    right = look_up(client, filed[1].speaker.number)
    assert right.status_code == 422
    assert "以后再试" in words(right)
    assert "tel:" in words(right)


def test_nobody_opens_a_matter_by_its_address_alone(filed):
    number = filed[1].speaker.number
    for path in (f"/my/{number}/", f"/my/{number}/verdict/", f"/my/{number}/withdraw/"):
        answer = Client().get(path) if path.endswith(f"{number}/") else Client().post(path, {"solved": "yes"})
        assert answer.url == "/my/"
    assert not Verdict.objects.filter(concern=filed[1]).exists()


def test_a_forged_cookie_opens_nothing(filed):
    client = Client()
    client.cookies["mine"] = f'["{filed[1].speaker.number}"]'
    assert client.get(f"/my/{filed[1].speaker.number}/").url == "/my/"


def test_the_page_says_what_is_next_and_by_when(filed):
    client, concern = filed
    page = words(client.get(f"/my/{concern.speaker.number}/"))
    who = f"{concern.holder.kind.name}{concern.holder.person.name}"
    assert re.search(who + r"会在\S+（\d+ 月 \d+ 日）\S*前联系您。", page)


def test_internal_notes_are_not_on_the_page(filed):
    client, concern = filed
    services.note(concern, by=concern.holder.person, at=now(), inner="物业说没有预算")
    assert "没有预算" not in words(client.get(f"/my/{concern.speaker.number}/"))


def test_M34_done_and_content_is_one_tap(filed):
    client, concern = filed
    handled(concern)
    url = f"/my/{concern.speaker.number}/"
    assert "办好了吗" in words(client.get(url))
    assert client.post(f"{url}verdict/", {"solved": "yes", "rating": "very"}).url == url
    concern.refresh_from_db()
    assert (concern.stage, concern.solved, concern.rating) == ("settled", "yes", "very")


def test_a_double_tap_is_one_verdict(filed):
    client, concern = filed
    handled(concern)
    for _ in range(2):
        answer = client.post(f"/my/{concern.speaker.number}/verdict/", {"solved": "yes"})
        assert answer.status_code == 302
    assert Verdict.objects.filter(concern=concern).count() == 1


def test_M34_not_done_puts_it_back_on_the_clock(filed):
    client, concern = filed
    handled(concern)
    client.post(f"/my/{concern.speaker.number}/verdict/", {"solved": "no", "words": "还是不亮"})
    concern.refresh_from_db()
    assert (concern.stage, concern.reopened) == ("working", 1)
    assert "还是不亮" in words(client.get(f"/my/{concern.speaker.number}/"))


def test_a_verdict_too_early_is_refused_with_the_rules_sentence_and_kept(filed):
    client, concern = filed
    answer = client.post(f"/my/{concern.speaker.number}/verdict/", {"solved": "yes", "words": "早就好了"})
    assert answer.status_code == 409
    assert "不能这样做" in words(answer)
    assert "早就好了" in words(answer)


def test_it_is_still_broken_reopens_what_was_settled(filed):
    client, concern = filed
    services.judge(handled(concern), solved="yes", at=now())
    assert client.post(f"/my/{concern.speaker.number}/reopen/", {"words": "又不亮了"}).status_code == 302
    concern.refresh_from_db()
    assert concern.stage == "working"


def test_a_letter_of_thanks_is_kept_with_the_consent(filed):
    client, concern = filed
    services.judge(handled(concern), solved="yes", at=now())
    there, typed = (
        f"/my/{concern.speaker.number}/thank/",
        {"words": "谢谢陈师傅，晚上不怕了。", "public": "on"},
    )
    assert "大家会读到的是这样" in words(client.post(there, typed)), "first as neighbours will read it"
    assert not Letter.objects.filter(concern=concern).exists()
    client.post(there, typed | {"previewed": "1"})
    letter = Letter.objects.get(concern=concern)
    assert letter.line.says == "谢谢陈师傅，晚上不怕了。"
    assert (letter.public, letter.public_at) == (True, letter.line.at)


def test_M34_only_with_consent_do_neighbours_read_the_letter_and_it_can_be_taken_back(filed):
    client, concern = filed
    services.judge(handled(concern), solved="yes", at=now())
    url = f"/my/{concern.speaker.number}/"
    client.post(f"{url}thank/", {"words": "谢谢，我住2单元301，电话13812340431。"})
    assert "谢谢" not in words(client.get("/public/"))
    client.post(f"{url}letter/", {"public": "on"})
    page = words(client.get("/public/"))
    assert "谢谢，我住**，电话**。" in page
    assert "不再公开" in words(client.get(url))
    client.post(f"{url}letter/", {})
    assert "谢谢" not in words(client.get("/public/"))
    assert "谢谢" in words(client.get(url))


def test_nobody_else_decides_about_a_letter(filed):
    client, concern = filed
    services.judge(handled(concern), solved="yes", at=now())
    services.thank(concern, at=now(), words="晚上不怕了。")
    assert Client().post(f"/my/{concern.speaker.number}/letter/", {"public": "on"}).url == "/my/"
    assert not Letter.objects.get(concern=concern).public


def test_an_empty_letter_is_told_so(filed):
    client, concern = filed
    services.judge(handled(concern), solved="yes", at=now())
    assert client.post(f"/my/{concern.speaker.number}/thank/", {"words": " "}).status_code == 409


def test_what_is_no_longer_needed_can_be_withdrawn(filed):
    client, concern = filed
    client.post(f"/my/{concern.speaker.number}/withdraw/", {})
    concern.refresh_from_db()
    assert concern.closed_as == "withdrawn"


def test_who_does_not_accept_the_exit_says_why(filed):
    client, concern = filed
    services.exit_(
        concern,
        kind="not_ours",
        says="请到区里的窗口去问，电话在社区门口。",
        by=concern.holder.person,
        at=now(),
    )
    url = f"/my/{concern.speaker.number}/object/"
    refused = client.post(url, {"words": "不"})
    assert refused.status_code == 409
    assert "请写一句为什么不同意" in words(refused)
    assert client.post(url, {"words": "区里说归街道管"}).status_code == 302
    concern.refresh_from_db()
    assert concern.stage == "heard"


def test_M35_joined_neighbours_read_the_leads_lines_but_not_each_other(filed, street):
    client, concern = filed
    lead = services.raise_(
        "楼道灯全坏了，我是李桂兰", place=street.wang_home, category=concern.category,
        said=Said(name="李桂兰", phone="13911112222"), channel="page", by=None, at=now() - timedelta(hours=1),
    )  # fmt: skip
    services.join(concern, lead=lead, by=street.lin, at=now())
    services.contact(lead, by=lead.holder.person, at=now(), says="已经联系李桂兰，13911112222,今晚换灯。")
    page = words(client.get(f"/my/{concern.speaker.number}/"))
    assert "今晚换灯" in page
    assert "2 位邻居说过" in page
    for private in ("李桂兰", "13911112222", "楼道灯全坏了", "2单元 301"):
        assert private not in page


def test_a_logged_in_resident_finds_their_matters(street):
    client = Client()
    client.force_login(street.he)
    own = Concern.objects.filter(speaker__person=street.he).first()
    page = words(client.get("/my/"))
    assert own.voice.title in page
    assert client.get(f"/my/{own.speaker.number}/").status_code == 200


def test_the_list_of_my_matters_takes_as_many_queries_for_one_as_for_three(street):
    client = Client()
    client.force_login(street.he)
    counts = []
    for text in ("第一件灯不亮", "第二件灯不亮", "第三件灯不亮"):
        send(client, street, words=text, phone="")
        with CaptureQueriesContext(connection) as seen:
            client.get("/my/")
        counts.append(len(seen))
    assert counts[0] == counts[2]


def test_my_matter_takes_eight_queries_at_most_and_no_more_for_more_lines(
    filed, django_assert_max_num_queries
):
    client, concern = filed
    counts = []
    for times in range(3):
        with django_assert_max_num_queries(8) as seen:
            client.get(f"/my/{concern.speaker.number}/")
        counts.append(len(seen))
        services.contact(concern, by=concern.holder.person, at=now(), says=f"第 {times} 次联系。")
    assert counts[0] == counts[2]


def test_every_act_of_the_resident_is_told_to_the_holder(filed):
    client, concern = filed
    client.post(f"/my/{concern.speaker.number}/withdraw/", {"words": "自己修好了"})
    line = Line.objects.get(voice=concern.voice, did="withdrawn")
    assert Message.objects.filter(line=line, person=concern.holder.person).count() == 1
    assert Speaker.objects.filter(voice=concern.voice).count() == 1
