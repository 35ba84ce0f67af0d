"""Say it, over HTTP: from the label to the receipt."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils.timezone import now

from bench.inside import statements
from huisheng.collect.models import Concern
from huisheng.echo.models import Line, Message
from huisheng.territory.posts.services import amend
from tests.pages.resident import PHONE, at_the_door, newest, send, words

pytestmark = pytest.mark.django_db


def test_a_label_fills_the_place_in(street):
    page = at_the_door(street).get("/say/")
    assert page.status_code == 200
    assert "听雨苑 3栋" in words(page)


def test_a_label_that_was_replaced_asks_for_the_place(street):
    answer = Client().get("/q/0000000000/", follow=True)
    assert answer.status_code == 200
    assert "这个二维码已经换过了" in words(answer)


def test_without_a_label_a_place_is_two_taps_away(street):
    client = Client()
    assert client.get("/say/", follow=True).redirect_chain[-1][0].startswith("/where/")
    assert "听雨苑" in words(client.get(f"/where/{street.lianchi.token}/?next=/say/"))
    assert "3栋" in words(client.get(f"/where/{street.tingyu.token}/?next=/say/"))
    chosen = client.get(f"/where/{street.tingyu3.token}/?here=1&next=/say/")
    assert chosen.url == "/say/"
    assert "听雨苑 3栋" in words(client.get("/say/"))


def test_a_lane_and_a_square_can_be_chosen_without_a_building(street):
    client = Client()
    client.get(f"/where/{street.luxi.token}/?here=1&next=/say/")
    send(client, street, place=street.luxi.token, words="麓溪巷有个坑")
    assert newest().place == street.luxi


@pytest.mark.parametrize("door", ["2单元301", "2-301", "２单元 301室"])
def test_a_door_is_understood_however_it_is_typed(street, door):
    client = Client()
    answer = client.get(f"/where/{street.tingyu3.token}/", {"door": door, "next": "/say/"})
    assert answer.status_code == 302
    assert "听雨苑 3栋 2单元 301" in words(client.get("/say/"))


def test_a_door_that_is_not_there_is_said_so(street):
    answer = Client().get(f"/where/{street.tingyu3.token}/", {"door": "9单元999", "next": "/say/"})
    assert answer.status_code == 409
    assert "9单元999" in words(answer)


def test_nobody_is_sent_to_another_site(street):
    chosen = Client().get(f"/where/{street.luxi.token}/?here=1&next=https://example.com/")
    assert chosen.url == "/say/"


def test_M20_words_become_a_receipt_with_the_holders_name_at_once(street):
    client = at_the_door(street)
    page = words(client.get(send(client, street).url))
    concern = newest()
    assert concern.holder.person.name in page
    for part in concern.speaker.spoken.split("-"):
        assert f"<span>{part}</span>" in page


def test_M20_a_typed_phone_call_and_a_QR_report_sit_in_one_list_with_different_channels(street):
    send(at_the_door(street), street)
    clerk = Client()
    clerk.force_login(street.lin)
    clerk.get(f"/where/{street.tingyu3.token}/?here=1&next=/say/")
    answer = send(
        clerk, street, **{"channel": "phone", "via": "", "name": "李先生", "for": "staff", "once": "b"}
    )
    assert answer.status_code == 302
    two = Concern.objects.order_by("-pk")[:2]
    assert [one.channel for one in two] == ["phone", "qr"]
    assert [one.street_id for one in two] == [street.street.pk] * 2
    assert two[0].speaker.filed_by == street.lin
    assert two[0].speaker.person is None


def test_M05_a_linked_member_files_for_linked_homes_only(street):
    member = Client()
    street.xie.login = "xie"
    member.force_login(street.xie)
    home = street.xie.links.first().home
    member.get(f"/where/{home.token}/?here=1&next=/say/")
    answer = send(member, street, **{"place": home.token, "channel": "member", "for": "staff"})
    assert answer.status_code == 302
    assert newest().channel == "member"
    elsewhere = send(
        member, street, **{"place": street.hefeng1.token, "channel": "member", "once": "c", "for": "staff"}
    )
    assert elsewhere.status_code == 302
    assert newest().channel == "qr"


def test_M23_a_neighbour_files_for_an_elder_in_five_fields_and_the_elder_is_called(street):
    client = at_the_door(street)
    page = client.get("/say/?for=neighbour")
    asked = [field.name for field in page.context["form"].visible_fields()]
    assert len(asked) - asked.count("photos") <= 5, "a photo goes with the words and is never asked for"
    told = {"for": "neighbour", "name": "王奶奶", "phone": "073184560431", "is_elder": "on", "agreed": "on"}
    assert send(client, street, **told).status_code == 302
    concern = newest()
    first = Line.objects.get(voice=concern.voice, did="raised")
    assert concern.speaker.is_elder
    assert first.hat == "邻居代说"
    channels = set(
        Message.objects.filter(line=first, speaker=concern.speaker).values_list("channel", flat=True)
    )
    assert channels == {"app", "call"}


def test_nobody_speaks_for_a_neighbour_who_was_not_asked(street):
    answer = send(at_the_door(street), street, **{"for": "neighbour", "name": "王奶奶"})
    assert answer.status_code == 422
    assert "请先问过本人" in words(answer)


def test_changing_for_whom_keeps_what_was_typed(street):
    answer = send(at_the_door(street), street, switch="neighbour")
    assert answer.status_code == 200
    assert "三楼楼道灯不亮" in words(answer)
    assert answer.context["mode"] == "neighbour"


def test_an_emergency_shows_the_number_before_anything_is_filed(street):
    client, before = at_the_door(street), Concern.objects.count()
    answer = send(client, street, words="楼下著火了，好多煙")
    assert 'href="tel:119"' in words(answer)
    assert "楼下著火了，好多煙" in words(answer)
    assert Concern.objects.count() == before
    assert send(client, street, words="楼下著火了，好多煙", calm="called").status_code == 302
    assert newest().clock_id == "P0"


def test_a_double_tap_is_one_concern(street):
    client, before = at_the_door(street), Concern.objects.count()
    assert send(client, street).url == send(client, street).url
    assert Concern.objects.count() == before + 1


def test_other_words_from_the_same_page_are_another_concern(street):
    client, before = at_the_door(street), Concern.objects.count()
    send(client, street)
    send(client, street, words="二楼的水管也漏")
    assert Concern.objects.count() == before + 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"words": ""}, "请写一句话"),
        ({"words": "。。。!!"}, "请写一句话"),
        ({"words": "灯" * 10_000}, "写得太长了"),
        ({"phone": "12"}, "电话号码看起来不对"),
        ({"place": ""}, "请选一个地方"),
        ({"place": "nowhere"}, "请选一个地方"),
    ],
)
def test_what_cannot_be_taken_is_told_in_a_sentence_and_kept(street, typed, told):
    before = Concern.objects.count()
    answer = send(at_the_door(street), street, **({"name": "李小姐"} | typed))
    assert answer.status_code == 422
    assert told in words(answer)
    assert "李小姐" in words(answer)
    assert (typed.get("words", "三楼楼道灯不亮")) in words(answer)
    assert Concern.objects.count() == before


def test_a_closed_place_is_told_in_a_sentence(street):
    street.tingyu3.__class__.objects.filter(pk=street.tingyu3.pk).update(closed_on="2026-01-01")
    answer = send(at_the_door(street), street)
    assert answer.status_code == 422
    assert "已经停用" in words(answer)


@pytest.mark.parametrize(
    "said", ["樓道燈壞了，晚上看不見", "🙏 灯不亮 😀", "灯\u200b不亮\n\n<b>真的</b>", "灯" * 5000]
)
def test_words_of_any_script_are_taken_as_they_are(street, said):
    assert send(at_the_door(street), street, words=said).status_code == 302
    assert Line.objects.get(voice=newest().voice, did="raised").says == said


def test_traditional_words_find_their_kind(street):
    send(at_the_door(street), street, words="樓道燈壞了")
    assert newest().category.code == "C2"


def test_who_leaves_no_phone_gets_a_code_on_the_receipt(street):
    client = at_the_door(street)
    page = words(client.get(send(client, street, phone="").url))
    assert newest().speaker.code in page
    assert "没有留电话" in page


def test_who_leaves_no_name_stays_unnamed_and_flagged(street):
    send(at_the_door(street), street, name="李小姐", anonymous="on")
    speaker = newest().speaker
    assert (speaker.name, speaker.anonymous) == ("", True)


def test_a_receipt_is_shown_to_nobody_else(street):
    client = at_the_door(street)
    url = send(client, street).url
    assert Client().get(url).url == "/my/"
    other = Client()
    other.force_login(street.tan)
    assert other.get(url).url == "/my/"


def test_the_kind_that_was_guessed_can_be_put_right(street):
    client = at_the_door(street)
    url = send(client, street).url
    client.post(f"{url}kind/", {"category": "C5"})
    assert newest().category.code == "C5"
    assert "水电气网" in words(client.get(url))


def test_raising_takes_twelve_queries_at_most(street):
    client, known = at_the_door(street), SimpleNamespace(tingyu3=street.tingyu3)
    with statements() as seen:
        assert send(client, known).status_code == 302
    assert len(seen) <= 12
    assert newest().speaker.phone == PHONE


def test_a_logged_in_residents_matter_is_their_own(street):
    client = Client()
    client.force_login(street.he)
    page = client.get("/say/", follow=True)
    assert street.he.name in words(page)
    send(client, street, phone="")
    assert newest().speaker.person == street.he
    assert newest().speaker.filed_by is None


def test_R13_4_a_receipt_of_whose_holder_shows_no_phone_has_the_communitys(street):
    client = at_the_door(street)
    number = send(client, street).url.split("/")[-2]
    holder = newest().holder
    amend(holder, ends=None, phone=holder.phone, public=False, by=None, at=now())
    for url in (f"/said/{number}/", f"/my/{number}/"):
        page = words(client.get(url))
        assert holder.phone not in page
        assert 'href="tel:073155501201"' in page


def test_what_was_understood_is_read_back_and_put_right_in_ones_own_words(street):
    client = at_the_door(street)
    url = send(client, street).url
    assert "我们听到的，对不对？" in words(client.get(url))
    assert client.post(f"{url}right/", {"words": " "}).status_code == 409
    client.post(f"{url}right/", {"words": "是四楼，不是三楼"})
    line = newest().voice.lines.latest("pk")
    assert (line.says, line.hat) == ("更正：是四楼，不是三楼", "本人")
    assert Message.objects.filter(line=line, person=newest().holder.person).exists()


def test_a_stranger_puts_nothing_right(street):
    url = send(at_the_door(street), street).url
    before = newest().voice.lines.count()
    Client().post(f"{url}right/", {"words": "别修了"})
    assert newest().voice.lines.count() == before


def test_a_correction_that_cannot_be_taken_comes_back_with_the_reason_and_what_was_typed(street):
    client = at_the_door(street)
    send(client, street)
    url = f"/said/{newest().speaker.number}/right/"
    for typed, code in (("是", 409), ("是四楼，" * 600, 422)):
        answer = client.post(url, {"words": typed})
        assert answer.status_code == code
        assert "写过的都还在" in words(answer)
        assert typed in words(answer)
    assert client.post(url, {"words": "是四楼。"}).status_code == 302
