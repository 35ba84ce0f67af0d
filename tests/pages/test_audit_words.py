"""Every entry of the security log is a sentence, in Chinese and in English, with a way to what it is about."""

import re

import pytest
from django.utils.timezone import localtime
from django.utils.translation import override

from huisheng.collect.models import ClockPolicy
from huisheng.echo.audit.rules import DID_NAMES, written
from huisheng.echo.audit.services import keep
from huisheng.echo.readings.services import open_several, open_speaker
from huisheng.square.safety.changed import changes_told
from huisheng.square.safety.sentences import READ_NAMES, SENTENCES_NAMES
from huisheng.square.tokens import services as tokens
from huisheng.square.webhooks import services as webhooks
from huisheng.territory.models import Appointment

NOW = localtime()
CODE = re.compile(r"\b[a-z]+_[a-z_]+\b|\b(speaker|reading|request|webhook|token|delivery|table|post|note) \d")


def read(street, client, *, language="zh-hans", **asked):
    client.force_login(street.guo)
    client.cookies["django_language"] = language
    return client.get("/audit/", asked).context["rows"]


def test_every_kind_has_a_sentence():
    assert set(SENTENCES_NAMES) == set(DID_NAMES)


def abouts(street):
    """One entry of each kind, `about` as the program writes it."""
    post = Appointment.objects.filter(person=street.zhou).first()
    speaker = street.lamp.speaker
    webhook, _secret = webhooks.subscribe(
        street.street, name="市平台", url="https://example.org/in", words=False, by=street.guo, at=NOW
    )
    token, _secret = tokens.make(street.guo, name="报表", days=30, at=NOW)
    by, path = street.guo, street.street.path
    yield "post_given", f"{post.kind.code} {post.pk}", "邻长"
    yield "kind_changed", "kind neighbour_head", "邻长"
    yield "setting_changed", f"clock {ClockPolicy.objects.first().pk}", "时限"
    yield "setting_changed", f"category {street.lamp.category.code}", street.lamp.category.name
    yield "setting_changed", f"brand {street.lianchi.pk}", "品牌"
    yield "setting_changed", f"profile {street.lianchi.pk}", "概况"
    yield "setting_changed", f"triage {street.street.pk}", "自动归类的开关"
    yield "setting_changed", "calendar 2026", "2026 年的工作日历"
    yield "setting_changed", "law 99999", "已经不在了"
    yield "person_registered", "", street.zhou.name
    yield "imported", "divisions", "行政区划"
    yield "personal_corrected", "name phone", "电话"
    yield "personal_corrected", f"speaker {speaker.pk}", speaker.spoken
    yield "personal_removed", "", "个人信息"
    yield "consent_given", f"post_public post:{post.pk}", "让居民直接找到您"
    yield "consent_withdrawn", "sensitive note:999", "照顾到健康"
    yield "own_proven", f"speaker {speaker.pk}", speaker.spoken
    yield "exported", "own copy", "给本人的那一份"
    yield "exported", "desk named", "办件清单"
    yield "imported", "table posts", "岗位和人员"
    yield "keys_rotated", "261122-2", "261122-2"
    yield "retention", "matters 12", "居民说的事，12 条"
    yield "token_made", f"token {token.pk}", "报表"
    yield "webhook_made", f"webhook {webhook.pk}", "市平台"
    yield "webhook_ended", "webhook 99999", "已经不在了"
    yield "login_failed", "second", "第二道锁"
    yield "password_set", "first_clerk", "第一位工作人员"
    for what in READ_NAMES:
        if "%" in READ_NAMES[what]:
            done = open_speaker(speaker, by=by, hat="", purpose="回电话问情况", at=NOW, what=what)
        else:
            done = open_several(what=what, by=by, hat="", path=path, purpose="回电话问情况", at=NOW)
        yield "personal_opened", f"reading {done.pk}", "回电话问情况"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_entry_shows_a_code_of_the_program(street, client, language):
    several = list(abouts(street))
    for did, about, _words in several:
        keep(did, by=street.guo, whose=street.zhou, at=NOW, about=about, path=street.street.path)
    rows = {(row.entry.did, row.entry.about): row for row in read(street, client, language=language)}
    for did, about, words in several:
        row = rows[did, about]
        assert not CODE.search(row.words), row.words
        if language == "zh-hans":
            assert words in row.words
            assert row.words.endswith("。")
        else:
            assert row.words.endswith("."), row.words


def test_every_entry_of_the_story_is_read_without_codes(street, client):
    rows = read(street, client)
    assert rows
    assert [row.words for row in rows if CODE.search(row.words)] == []


def test_a_reading_leads_to_the_matter_and_a_webhook_to_its_page(street, client):
    lamp = street.lamp
    open_speaker(lamp.speaker, by=street.lin, hat="", purpose="回电话", at=NOW)
    assert f"/matter/{lamp.speaker.number}/" in read(street, client, did="personal_opened")[0].url
    webhook, _secret = webhooks.subscribe(
        street.street, name="市平台", url="https://example.org/in", words=False, by=street.guo, at=NOW
    )
    url = read(street, client, did="webhook_made")[0].url
    assert url == f"/webhooks/{webhook.pk}/"
    assert client.get(url).status_code == 200


def test_every_way_on_opens(street, client):
    for did, about, _words in list(abouts(street)):
        keep(did, by=street.guo, whose=street.zhou, at=NOW, about=about, path=street.street.path)
    urls = {row.url for row in read(street, client) if row.url}
    assert len(urls) > 5
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_somebody_elses_token_has_no_way_on(street, client):
    tokens.make(street.lin, name="报表", days=30, at=NOW)
    assert read(street, client, did="token_made")[0].url == ""


def test_what_lies_in_another_street_is_not_named(street, client):
    number = f"speaker {street.lamp.speaker.pk}"
    keep("own_proven", by=street.guo, at=NOW, about=number, path="/another/")
    (row,) = read(street, client, did="own_proven")
    assert street.lamp.speaker.spoken not in row.words
    assert row.url == ""


def test_three_entries_ask_as_much_as_one(street, client, connection_queries):
    client.force_login(street.guo)
    open_speaker(street.lamp.speaker, by=street.lin, hat="", purpose="回电话", at=NOW)
    one = connection_queries(lambda: client.get("/audit/", {"did": "personal_opened"}))
    for _ in range(2):
        open_speaker(street.lamp.speaker, by=street.lin, hat="", purpose="回电话", at=NOW)
    assert connection_queries(lambda: client.get("/audit/", {"did": "personal_opened"})) == one


CHANGED = {
    "category": ("name", "a", "b"),
    "clock": ("fix_unit", "hours", "calendar_days"),
    "pause": ("most_days", "3", "5"),
    "kind": ("is_contact", "0", "1"),
    "brand": ("hue", "", "plum"),
    "calendar": ("2026-10-10", "", "1"),
    "profile": ("residents", "", "4321 2026-11-01"),
    "triage": ("automatic", "0", "1"),
    "law": ("quorum", "2/3", ">1/2"),
    "unknown": ("left_over", "", ""),
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", CHANGED)
def test_what_a_setting_was_and_is_stands_in_the_reader_s_words(kind, language):
    with override(language):
        words = changes_told(kind, written([CHANGED[kind]] * 9))
    assert kind == "unknown" or not CODE.search(words), words
    assert "→" in words or kind == "unknown"
    assert language == "zh-hans" or not re.search("[\u4e00-\u9fff]", words), words
