"""A last word that comes twice, or when the matter has moved on: told why, and nothing typed is lost."""

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import services
from tests.pages.resident import words

pytestmark = pytest.mark.django_db
REPORT = services.Report(
    found="灯座锈坏了，线头也松了。",
    done="换了一套灯座和感应灯，试了三遍都亮",
    who="陈师傅",
    following="一个月后再看",
)


def done(concern):
    holder = concern.holder.person
    services.contact(concern, by=holder, at=now(), says="打过电话，明早去看。")
    services.finish(concern, report=REPORT, by=holder, at=now())


def test_not_done_pressed_twice_is_heard_once(filed):
    client, concern = filed
    done(concern)
    for typed in ({"solved": "no"}, {"solved": "no"}):
        assert client.post(f"/my/{concern.speaker.number}/verdict/", typed).status_code == 302
    concern.refresh_from_db()
    assert concern.reopened == 1
    more = client.post(f"/my/{concern.speaker.number}/verdict/", {"solved": "no", "words": "四楼也不亮"})
    assert more.status_code == 409
    assert "四楼也不亮" in words(more), "other words are not swallowed"


def test_a_letter_to_a_matter_that_is_not_settled_any_more_comes_back_with_the_reason(filed):
    client, concern = filed
    answer = client.post(f"/my/{concern.speaker.number}/thank/", {"words": "谢谢陈师傅"})
    assert answer.status_code == 409
    assert "不能这样做" in words(answer)
    assert "谢谢陈师傅" in words(answer)
