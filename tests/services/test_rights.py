"""R13.7: what is held on me, a copy to take along, deletion, and a person who answers by a day of the law."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils.timezone import localtime, now

from huisheng.collect.models import Concern, Proposal, TalkPoint
from huisheng.deliberate.models import ArticleComment, NoticeObjection
from huisheng.echo.models import AuditEntry, Consent, DataRequest, Speaker
from huisheng.echo.refusals import Refused
from huisheng.echo.rights import services as rights
from huisheng.echo.workdays.rules import working_days_between
from huisheng.echo.workdays.services import calendar
from huisheng.people.models import Person
from huisheng.square.rights import collecting, services
from huisheng.territory.models import Residence
from tests.pages.resident import words


def logged_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_every_row_about_me_is_in_my_copy_and_nothing_secret_is(street):
    answer = logged_in(street.zhou).post("/my/data/export/")
    with ZipFile(BytesIO(answer.content)) as bundle:
        assert sorted(bundle.namelist()) == ["data.json", "index.html"]
        held = json.loads(bundle.read("data.json"))
        page = bundle.read("index.html").decode()
    assert held["账号"][0]["电话"] == street.zhou.phone
    assert len(held["任职"]) == street.zhou.posts.count()
    assert len(held["同意"]) == Consent.objects.filter(person=street.zhou).count() > 0
    assert street.zhou.password not in page + json.dumps(held)
    assert street.lin.name not in page, "nobody else is in it by name"


def test_what_a_resident_said_is_in_the_copy_with_its_course(street):
    said = Speaker.objects.filter(person=street.he).select_related("voice").first()
    held = collecting.held_on(street.he)
    assert any(row["编号"] == said.spoken for row in held["经过"])


def test_a_copy_is_only_for_who_is_logged_in(street):
    assert Client().post("/my/data/export/").status_code == 302


def test_deleting_waits_while_a_matter_is_open_or_a_post_is_held(street):
    assert "卸任" in services.why_not_delete(street.zhou)
    own = Concern.objects.filter(
        is_open=True, speaker__person__posts=None, speaker__person__isnull=False
    ).first()
    assert "没有办结" in services.why_not_delete(own.speaker.person)
    with pytest.raises(Refused):
        services.delete(own.speaker.person, at=now())


def test_deleted_at_once_name_telephone_home_and_login_are_gone_and_the_course_stays(street):
    gone = Person.objects.create(name="欧阳澄", login="cheng", phone="13900005555")
    Residence.objects.create(person=gone, home=street.he_home, since=now().date())
    closed = Concern.objects.filter(closed_as="confirmed", lead=None).earliest("pk")
    Speaker.objects.filter(pk=closed.speaker_id).update(person=gone, name="欧阳澄", phone="13900005555")
    lines = closed.voice.lines.count()
    client = logged_in(gone)
    assert client.post("/my/data/", {"right": "delete", "words": ""}).status_code == 302
    gone.refresh_from_db()
    closed.speaker.refresh_from_db()
    assert (gone.name, gone.login, gone.phone, gone.is_active) == ("已注销", None, "", False)
    assert (closed.speaker.person, closed.speaker.phone) == (None, "")
    assert closed.voice.lines.count() == lines
    assert not Residence.objects.filter(person=gone).exists()
    assert AuditEntry.objects.filter(did="personal_removed", whose=gone).exists()


@pytest.mark.parametrize("table", [Proposal, TalkPoint, NoticeObjection, ArticleComment])
def test_deleted_from_what_they_wrote_elsewhere_too_the_opinion_stays(street, table):
    gone = Person.objects.create(name="欧阳清澄", login="qing", phone="13900005555")
    one = table.objects.exclude(speaker=None).first()
    Speaker.objects.filter(pk=one.speaker_id).update(person=gone, name=gone.name, phone=gone.phone)
    table.objects.filter(pk=one.pk).update(words="欧阳清澄说，路灯要亮，电话13900005555")
    services.delete(gone, at=now())
    one.refresh_from_db()
    assert one.words == "**说，路灯要亮，电话**"
    assert (one.speaker.person, one.speaker.name) == (None, "")


def test_what_cannot_be_done_at_once_is_answered_by_a_person_within_fifteen_working_days(street):
    client = logged_in(street.he)
    assert client.post("/my/data/", {"right": "correct", "words": ""}).status_code == 409
    assert client.post("/my/data/", {"right": "correct", "words": "电话换了，请改"}).status_code == 302
    one = DataRequest.objects.get()
    due = localtime(one.at).replace(year=one.due_on.year, month=one.due_on.month, day=one.due_on.day)
    assert working_days_between(one.at, due, calendar()) == 15
    assert client.post("/my/data/", {"right": "correct", "words": "电话换了，请改"}).status_code == 409
    office = logged_in(street.lin)
    assert "电话换了" in words(office.get("/data-requests/"))
    there = f"/data-requests/{one.pk}/"
    assert office.post(there, {"done": "no", "words": "不行"}).status_code == 409
    assert office.post(there, {"done": "yes", "words": "改好了，您看看。"}).status_code == 302
    assert "改好了，您看看。" in words(client.get("/my/data/"))


def test_an_office_of_another_community_does_not_see_it(street):
    rights.ask_for("explain", words="谁看过我的电话", at=now(), path=street.he_home.path, person=street.he)
    one = DataRequest.objects.get()
    elsewhere = logged_in(street.yi)
    assert "谁看过我的电话" not in words(elsewhere.get("/data-requests/"))
    assert elsewhere.get(f"/data-requests/{one.pk}/").status_code == 404


def test_my_page_takes_a_consent_back_with_one_press_and_nobody_elses(street):
    mine = Consent.objects.filter(person=street.zhou, purpose="post_public").earliest("pk")
    assert logged_in(street.mo).post(f"/my/data/consents/{mine.pk}/").status_code == 404
    assert logged_in(street.zhou).post(f"/my/data/consents/{mine.pk}/").status_code == 302
    mine.refresh_from_db()
    assert mine.ended_by == street.zhou


def test_a_stranger_is_told_how_to_be_known(street):
    assert "先让我们知道您是谁" in words(Client().get("/my/data/"))
    assert Client().post("/my/data/", {"right": "copy"}).status_code == 409
    assert Client().post("/my/data/consents/1/").status_code == 404
