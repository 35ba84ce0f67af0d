"""R13.7 for who has a receipt and no account: a copy, a correction and a deletion, after four digits or at the counter."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils.timezone import localtime

from huisheng.collect.concerns.services import join, withdraw
from huisheng.collect.sensitive import services as sensitive
from huisheng.deliberate.models import RollObjection
from huisheng.echo.models import AuditEntry, DataRequest, Message, Proof, Reading, Speaker
from huisheng.echo.photos.services import keep
from huisheng.echo.readings.rules import TRIES_A_NUMBER
from huisheng.echo.rights import proofs
from huisheng.echo.rights.rules import CODE_LASTS, PROVEN_FOR
from huisheng.echo.tables import read_table
from huisheng.square.doctor.closing import requests_about_data_are_answered
from huisheng.square.doctor.telling import everyone_who_spoke_is_told
from huisheng.square.rights import spoken
from huisheng.square.rights.collecting import held_on
from tests.pages.resident import PHONE, at_the_door, newest, send, words
from tests.pages.test_neighbours import say_at
from tests.services.test_rights import logged_in

DATA = "/my/data/"


def said(street, text="三楼楼道灯不亮", **more):
    """Somebody said it from this telephone and still has the page open."""
    client = at_the_door(street)
    send(client, street, **{"words": text, "name": "何女士", "once": text} | more)
    return client, newest()


def ask_code(client, speaker):
    assert client.post(DATA + "code/").status_code == 302
    return Proof.objects.filter(speaker=speaker).latest("pk")


def prove(client, speaker):
    waiting = ask_code(client, speaker)
    answer = client.post(DATA + "proving/", {"code": waiting.waiting.code})
    assert answer.url == DATA, words(answer)
    return waiting


def copy(client, form="json"):
    return client.post(DATA + "export/", {"form": form})


@pytest.fixture
def spoke(street):
    return said(street)


def test_a_number_and_four_digits_open_no_copy_before_the_telephone_is_proved(spoke):
    client, _matter = spoke
    assert copy(client).url == DATA + "proving/"
    assert PHONE not in words(client.get(DATA)) + words(client.get(DATA + "contact/"))


def test_a_proved_telephone_takes_along_what_it_said_and_nobody_elses(street, spoke):
    client, matter = spoke
    said(street, "水管漏了", phone="13899990000")
    said(street, "也是这个电话，另一个人", name="李先生")
    prove(client, matter.speaker)
    held = json.loads(copy(client).content)
    assert [row["电话"] for row in held["说话的人"]] == [PHONE]
    assert {row["编号"] for row in held["经过"]} == {matter.speaker.spoken}
    assert not any("漏" in row["经过"] or "另一个" in row["经过"] for row in held["经过"])
    assert AuditEntry.objects.filter(did="exported", by=None, why=f"speaker {matter.speaker_id}").count() == 1
    sheet = read_table(BytesIO(copy(client, "xlsx").content), "mine.xlsx")
    assert {row["哪一类"] for row in sheet} >= {"说话的人", "经过"}


def test_the_code_goes_by_sms_to_that_telephone_alone_and_is_forgotten(spoke):
    client, matter = spoke
    one = ask_code(client, matter.speaker)
    sms = Message.objects.get(speaker=one.waiting, channel="sms")
    assert one.waiting.code in sms.words
    assert sms.speaker.phone == PHONE
    again = ask_code(client, matter.speaker)
    assert proofs.waiting_for(one.pk, at=localtime()) is None, "the digits before are worth nothing"
    client.post(DATA + "proving/", {"code": again.waiting.code})
    both = Speaker.objects.filter(pk__in=[one.waiting_id, again.waiting_id])
    assert list(both.values_list("phone", "code")) == [("", "")] * 2
    assert not Message.objects.filter(speaker__in=both).exclude(words="").exists()


def test_wrong_digits_and_too_many_messages_are_locked(spoke):
    client, matter = spoke
    one = ask_code(client, matter.speaker)
    wrong = f"{(int(one.waiting.code) + 1) % 10_000:04d}"
    for _try in range(TRIES_A_NUMBER):
        assert "对不上" in words(client.post(DATA + "proving/", {"code": wrong}))
    assert "试得太多了" in words(client.post(DATA + "proving/", {"code": one.waiting.code}))
    for _try in range(TRIES_A_NUMBER):
        client.post(DATA + "code/")
    assert Message.objects.filter(line__did="code_sent").count() <= 2 * TRIES_A_NUMBER
    assert client.post(DATA + "code/").status_code == 409


def test_a_proof_is_worth_nothing_later_elsewhere_or_for_another(street, spoke):
    client, matter = spoke
    one = prove(client, matter.speaker)
    at = localtime()
    assert proofs.standing(one.pk, at=at)
    assert proofs.standing(one.pk, at=at + PROVEN_FOR) is None
    other, _theirs = said(street, "别家的", phone="13899990000")
    other.cookies["proof"] = client.cookies["proof"].value
    assert copy(other).status_code == 302
    late = proofs.send(matter.speaker, at=at - CODE_LASTS)
    assert proofs.waiting_for(late.pk, at=at) is None
    assert proofs.forget_unproved(at=at + CODE_LASTS) == 1


def test_a_name_with_the_receipt_another_telephone_after_the_old_one_was_proved(spoke):
    client, matter = spoke
    there, typed = DATA + "contact/", {"name": "何老师", "phone": "13900001111", "told_by": "call"}
    assert client.post(there, typed).status_code == 302
    speaker = Speaker.objects.get(pk=matter.speaker_id)
    assert (speaker.name, speaker.phone, speaker.told_by) == ("何老师", PHONE, "call")
    prove(client, speaker)
    client.post(there, typed)
    speaker.refresh_from_db()
    assert speaker.phone == "13900001111"
    assert DataRequest.objects.filter(speaker=speaker, right="correct", done=True).count() == 2
    assert AuditEntry.objects.filter(did="personal_corrected", about=f"speaker {speaker.pk}").count() == 2
    assert not any("没有按本人" in one for one in everyone_who_spoke_is_told(localtime()).wrong)
    assert "没有留邮箱" in words(client.post(there, typed | {"told_by": "email"}))


def test_deleted_at_once_when_nothing_is_open_and_asked_for_where_something_is(street, spoke):
    client, matter = spoke
    waiting = client.post(DATA, {"right": "delete", "words": ""})
    assert waiting.url == DATA
    assert DataRequest.objects.get(right="delete").speaker == matter.speaker
    DataRequest.objects.all().delete()
    withdraw(matter, at=localtime(), words="不用了")
    assert client.post(DATA, {"right": "delete", "words": ""}).url == DATA + "proving/"
    prove(client, matter.speaker)
    lines = matter.voice.lines.count()
    assert client.post(DATA, {"right": "delete", "words": ""}).url == "/"
    speaker = Speaker.objects.get(pk=matter.speaker_id)
    assert (speaker.name, speaker.phone, speaker.anonymous) == ("", "", True)
    assert matter.voice.lines.count() == lines
    assert AuditEntry.objects.filter(did="personal_removed", about=f"speaker {speaker.pk}").exists()


def test_a_clerk_who_checked_the_person_gives_a_copy_and_takes_them_out(street, spoke):
    _client, matter = spoke
    clerk, there = logged_in(street.lin), "/data-requests/counter/"
    number = matter.speaker.number
    assert "怎样核实" in words(clerk.post(there, {"number": number, "how": "看"}))
    opened = clerk.post(there, {"number": number, "how": "看了身份证"}).url
    assert Reading.objects.filter(
        speaker=matter.speaker, by=street.lin, purpose__contains="看了身份证"
    ).exists()
    assert PHONE in words(clerk.get(opened))
    assert json.loads(clerk.post(opened + "export/", {"form": "json"}).content)["说话的人"]
    assert clerk.post(opened + "removing/").status_code == 409
    withdraw(matter, at=localtime(), words="不用了")
    assert clerk.post(opened + "removing/").status_code == 200
    assert Speaker.objects.get(pk=matter.speaker_id).phone == ""
    assert (
        AuditEntry.objects.filter(
            by=street.lin, did__in=["own_proven", "exported", "personal_removed"]
        ).count()
        == 3
    )


def test_no_clerk_of_another_place_and_no_other_clerk_goes_on_with_it(street, spoke):
    _client, matter = spoke
    typed = {"number": matter.speaker.number, "how": "看了身份证"}
    assert logged_in(street.yi).post("/data-requests/counter/", typed).status_code == 409
    opened = logged_in(street.lin).post("/data-requests/counter/", typed).url
    assert logged_in(street.guo).get(opened).status_code == 404
    assert Client().get(opened).status_code == 302


def test_what_was_said_with_an_account_asks_for_the_login(street):
    own = Speaker.objects.filter(person=street.he).exclude(phone="").first()
    assert "登录" in str(spoken.rules.why_not_prove_spoken(phone=True, account=True))
    assert list(spoken.own_of(own)) == [own]


@pytest.fixture
def sealed(street, spoke):
    """Something sensitive lies sealed beside the matter."""
    _client, matter = spoke
    words = "坐轮椅，下不了楼"
    sensitive.write(matter, words=words, agreed=True, how="phone", by=street.lin, at=localtime())
    return words


def test_what_lies_sealed_about_me_is_in_my_copy_and_the_opening_is_on_record(spoke, sealed):
    client, matter = spoke
    prove(client, matter.speaker)
    held = json.loads(copy(client).content)
    assert [row["内容"] for row in held["敏感情况"]] == [sealed]
    reading = Reading.objects.get(speaker=matter.speaker, what="own copy")
    assert reading.by is None
    assert AuditEntry.objects.filter(did="personal_opened", about=f"reading {reading.pk}").exists()


def test_a_copy_of_a_joined_matter_has_ones_own_words_and_nothing_that_a_neighbour_wrote(street):
    lead = say_at(street.tingyu3, "楼道灯不亮，我家301，电话13899990000", name="林秀兰")
    client, own = said(street, "四楼的灯也不亮，我家402")
    join(own, lead=lead, by=street.lin, at=localtime())
    prove(client, own.speaker)
    held = copy(client).json()
    assert "四楼的灯也不亮，我家402" in {row["经过"] for row in held["经过"]}
    everything = json.dumps(held, ensure_ascii=False)
    for other in ("13899990000", "我家301", "林秀兰", lead.speaker.number, lead.speaker.spoken):
        assert other not in everything


def test_photos_and_recordings_come_along_as_files(street):
    line = Speaker.objects.filter(person=street.he).first().concern.voice.lines.earliest("at")
    photo = keep(line, picture=b"a picture", words="楼道", by=street.he, at=localtime())
    with ZipFile(BytesIO(logged_in(street.he).post(DATA + "export/").content)) as bundle:
        held = json.loads(bundle.read("data.json"))
        assert held["照片"][0]["file"] == f"{photo.name}.jpg"
        assert bundle.read(f"files/{photo.name}.jpg") == b"a picture"


def test_what_an_owner_wrote_about_the_roll_is_in_their_copy(street):
    one = RollObjection.objects.first()
    assert any(one.words in row.values() for row in held_on(one.by)["对名册的意见"])


def test_what_was_deleted_says_when_in_place_of_the_words(spoke, sealed):
    client, matter = spoke
    sensitive.drop_(sensitive.standing(matter), by=None, at=localtime())
    prove(client, matter.speaker)
    assert "删掉了" in json.loads(copy(client).content)["敏感情况"][0]["内容"]


def test_readings_of_ones_own_stand_on_the_page_of_readings(street, spoke, sealed):
    client, matter = spoke
    prove(client, matter.speaker)
    copy(client)
    assert "给本人的那一份" in words(logged_in(street.guo).get("/readings/"))


def test_what_is_due_stands_on_the_day_of_who_answers_and_the_doctor_names_what_is_overdue(street, spoke):
    client, matter = spoke
    client.post(DATA, {"right": "explain", "words": "谁看过我的电话"})
    asked, clerk = DataRequest.objects.get(speaker=matter.speaker), logged_in(street.lin)
    there = f"/data-requests/{asked.pk}/"
    assert there not in words(clerk.get("/today/"))
    DataRequest.objects.filter(pk=asked.pk).update(due_on=localtime().date())
    assert there in words(clerk.get("/today/"))
    assert there not in words(logged_in(street.yi).get("/today/"))
    assert requests_about_data_are_answered(localtime()).worries == []
    later = localtime() + timedelta(days=2)
    assert str(asked.pk) in requests_about_data_are_answered(later).worries[0]
