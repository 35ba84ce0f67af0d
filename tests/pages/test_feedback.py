"""R1.4: what somebody thinks of this system has a holder, a clock and a public answer."""

from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Concern
from tests.pages.resident import words

HERE = "/feedback/"
SAID = {"words": "首页按钮看不清，何婉宁提的，电话 13800000412", "phone": "13800000412", "name": "何婉宁"}


def test_R1_4_it_goes_to_the_street_with_a_receipt_and_a_holder(client, street):
    assert client.get("/").content.decode().count(HERE) == 1, "on every page's foot"
    answer = client.post(HERE, SAID | {"place": street.street.token})
    assert answer.status_code == 302
    concern = Concern.objects.latest("pk")
    assert (concern.channel, concern.place, concern.community) == ("system", street.street, None)
    assert concern.holder.person == street.guo
    assert concern.contact_due
    assert "按钮看不清" in words(client.get(f"/said/{concern.speaker.number}/"))
    client.force_login(street.guo)
    assert "对这个系统的意见" in words(client.get(f"/matter/{concern.speaker.number}/"))


def test_R1_4_the_answer_is_read_by_everybody_without_a_name(client, street):
    client.post(HERE, SAID | {"place": street.street.token})
    concern = Concern.objects.latest("pk")
    assert "按钮看不清" not in words(client.get(HERE)), "not before it is answered"
    concerns.contact(concern, says="打过电话，问清楚是哪一页。", by=street.guo, at=now())
    done = concerns.Report(
        found="按钮的字小",
        done="首页的按钮放大了一号，长辈版再大两号，颜色也深了一些，老人戴着花镜试过，都说看得清了。",
        who="街道办公室",
    )
    concerns.finish(concern, report=done, by=street.guo, at=now())
    page = words(client.get(HERE))
    assert "放大了一号" in page
    assert "何婉宁" not in page
    assert "13800000412" not in page
    assert client.get(f"/voices/{concern.pk}/").status_code == 404, "no matter of the neighbours"


def test_an_empty_sentence_is_asked_for_and_what_was_typed_stays(client, street):
    answer = client.post(HERE, SAID | {"place": street.street.token, "words": ""})
    assert answer.status_code == 422
    assert "13800000412" in words(answer)
