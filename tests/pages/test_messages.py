"""The office sees what left the house in its own area, and decides what no machine may decide."""

import pytest
from django.utils.timezone import now

from huisheng.echo.models import Message, Reading
from huisheng.echo.notices.models import State
from huisheng.echo.readings.services import open_speaker


@pytest.fixture
def stuck(street) -> Message:
    message = Message.objects.exclude(channel__in=("app", "call")).filter(speaker__phone__gt="").first()
    Message.objects.filter(pk=message.pk).update(state=State.UNSURE, error="发送时中断，不知道发没发出")
    message.refresh_from_db()
    return message


def test_the_office_reads_every_message_but_no_phone_in_full(street, stuck, client):
    client.force_login(street.guo)
    page = client.get("/messages/?tab=decide").content.decode()
    assert stuck.words in page
    assert stuck.speaker.phone not in page
    assert "再发" in page


def test_a_human_sends_it_again_or_lets_it_be_once(street, stuck, client):
    client.force_login(street.guo)
    assert client.post(f"/messages/{stuck.pk}/resend/").status_code == 302
    stuck.refresh_from_db()
    assert stuck.state == State.WAITING
    assert client.post(f"/messages/{stuck.pk}/let-be/").status_code == 409


def test_whoever_has_no_office_sees_no_message(street, stuck, client):
    assert client.get("/messages/").status_code == 302
    client.force_login(street.zhou)
    assert client.get("/messages/").status_code == 403
    assert client.post(f"/messages/{stuck.pk}/resend/").status_code == 403


def test_the_list_asks_as_much_for_one_message_as_for_many(street, client, django_assert_max_num_queries):
    client.force_login(street.guo)
    with django_assert_max_num_queries(6):
        assert len(client.get("/messages/").context["rows"]) > 3


def test_older_messages_are_a_page_further_and_nonsense_is_the_first_page(street, client):
    client.force_login(street.guo)
    first = client.get("/messages/")
    older = client.get("/messages/" + first.context["earlier"])
    assert older.context["rows"][0].pk < first.context["rows"][-1].pk
    for nonsense in ("x", "-1", "9" * 30, "²"):
        assert client.get("/messages/", {"before": nonsense, "tab": "x"}).status_code == 200


def test_I6_every_reading_stands_on_the_page_of_readings_with_its_purpose(street, client):
    speaker = Message.objects.exclude(speaker=None).first().speaker
    open_speaker(speaker, by=street.lin, hat="社区经办人", purpose="回电话问门牌", at=now())
    client.force_login(street.guo)
    page = client.get("/readings/").content.decode()
    assert "回电话问门牌" in page
    assert Reading.objects.count() == 1
    client.force_login(street.lin)
    assert client.get("/readings/").status_code == 403
