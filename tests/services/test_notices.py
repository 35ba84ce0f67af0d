"""Everybody is told once, by the channel they chose, at a decent hour, and nothing of the matter leaves the house."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from huisheng.collect.concerns import services as concerns
from huisheng.echo.models import Line, Message
from huisheng.echo.notices import channels, delivery
from huisheng.echo.notices.channels import NotSentError, NotSureError, ShownOnThePage
from huisheng.echo.notices.models import State
from huisheng.echo.notices.rules import LEASE, Channel, group_words
from huisheng.echo.notices.services import let_be, resend, told
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said
from huisheng.people.models import Person
from huisheng.square.management.commands.tick import tick
from tests.invariants import world as worlds
from tests.invariants.world import MONDAY, World
from tests.scratch import READY, python, scratch, together

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORDS = "三楼楼道灯不亮"


@pytest.fixture
def world(db) -> World:
    return worlds.build(MONDAY - timedelta(days=30))


def speak(world: World, at: datetime = MONDAY, words: str = WORDS, **said) -> Message:
    """Somebody speaks; the one message that has to be sent or made."""
    concern = concerns.raise_(
        words,
        place=world.homes[0],
        category=world.categories[1],
        said=Said(**said),
        channel="page",
        by=None,
        at=at,
    )
    return Message.objects.exclude(channel=Channel.APP).get(speaker=concern.speaker)


def deliver(at: datetime, adapter: object = None) -> dict:
    return delivery.deliver(now=lambda: at, adapters=lambda channel: adapter or ShownOnThePage())


class Gateway:
    """Answers in turn with what it was given; None is a success."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers, self.sent = list(answers), []

    def send(self, message: Message) -> None:
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        self.sent.append(message.key)


def test_one_event_is_one_message_per_person_and_channel(world):
    speak(world, phone="13812340431")
    line = Line.objects.get(did="raised")
    assert sorted(line.messages.filter(person=None).values_list("channel", flat=True)) == ["app", "sms"]
    assert line.messages.filter(person__isnull=False).count() == 1


def test_what_is_on_the_page_is_told_the_moment_it_is_written(world):
    speak(world, phone="13812340431")
    assert set(Message.objects.filter(channel=Channel.APP).values_list("state", "done_at")) == {
        ("sent", MONDAY)
    }


@pytest.mark.parametrize(
    ("hour", "told_at"), [(20, (23, 20)), (21, (24, 8)), (23, (24, 8)), (7, (23, 8)), (8, (23, 8))]
)
def test_quiet_hours_are_held_from_nine_to_eight(world, hour, told_at):
    at = datetime(2026, 11, 23, hour, tzinfo=SHANGHAI)
    message = speak(world, at, phone="13812340431")
    due = message.not_before.astimezone(SHANGHAI)
    assert (due.day, due.hour) == told_at
    assert deliver(due - timedelta(seconds=1)) == {}
    assert deliver(due) == {State.SENT: 1}


def test_danger_does_not_wait_for_the_morning_and_the_group_hears_of_it(world):
    night = datetime(2026, 11, 23, 23, tzinfo=SHANGHAI)
    concern = worlds.concerns.raise_(
        "电箱漏电冒火花", place=world.homes[0], category=world.categories[0], said=Said(phone="13812340431"),
        channel="page", by=None, at=night,
    )  # fmt: skip
    assert deliver(night) == {State.SENT: 2}
    group = Message.objects.get(channel=Channel.WECOM)
    assert concern.speaker.spoken in group.words
    assert "电箱" not in group.words
    assert "1381" not in group.words


def test_an_elder_gets_a_call_task_and_no_machine_makes_it(world):
    call = speak(world, phone="13812340431", is_elder=True)
    assert (call.channel, call.state, call.caller) == ("call", "waiting", world.people[2])
    assert deliver(MONDAY + timedelta(days=9)) == {}
    assert told(call.speaker, by=world.people[4], at=MONDAY) == 1
    assert told(call.speaker, by=world.people[4], at=MONDAY) == 0
    call.refresh_from_db()
    assert (call.state, call.caller) == ("sent", world.people[4])


def test_the_calls_to_be_made_go_with_the_matter_to_its_new_holder(world):
    call = speak(world, phone="13812340431", is_elder=True)
    clerk = world.people[4].posts.get()
    concerns.dispatch(call.line.voice.concern, to=clerk, by=None, at=MONDAY)
    assert set(Message.objects.filter(channel=Channel.CALL).values_list("caller", flat=True)) == {
        clerk.person_id
    }


def test_with_no_gateway_at_all_everything_is_shown_on_the_page(world):
    speak(world, timezone.now() - timedelta(days=2), phone="13812340431")
    call_command("deliver", verbosity=0)
    assert list(Message.objects.filter(channel=Channel.SMS).values_list("state", "shown")) == [("sent", True)]


def test_an_sms_carries_the_number_the_next_date_a_phone_and_nothing_else(world, settings, monkeypatch):
    settings.SMS_GATEWAY, settings.SMS_TOKEN = "https://sms.example/send", "secret"
    asked = []
    monkeypatch.setattr(httpx, "post", lambda url, **more: asked.append((url, more)) or answer(200))
    message = speak(world, phone="13812340431")
    assert delivery.deliver(now=lambda: MONDAY) == {State.SENT: 1}
    ((url, more),) = asked
    assert url == "https://sms.example/send"
    assert more["json"] == {
        "id": str(message.key), "to": "13812340431", "template": "progress",
        "params": {"number": message.speaker.spoken, "next": "2026-11-23", "phone": ""},
    }  # fmt: skip
    assert more["timeout"] == channels.TIMEOUT
    assert WORDS not in str(more)


def answer(status: int, body: object = None) -> httpx.Response:
    return httpx.Response(status, json=body or {}, request=httpx.Request("POST", "https://x.example"))


@pytest.mark.parametrize(
    ("went", "state"),
    [
        (httpx.ConnectError("refused"), State.WAITING),
        (httpx.ReadTimeout("no answer"), State.UNSURE),
        (answer(500), State.WAITING),
        (answer(200), State.SENT),
    ],
)
def test_what_surely_did_not_go_is_tried_again_and_what_may_have_gone_is_not(
    world, settings, monkeypatch, went, state
):
    settings.SMS_GATEWAY = "https://sms.example/send"

    def post(url: str, **more: object) -> httpx.Response:
        if isinstance(went, Exception):
            raise went
        return went

    monkeypatch.setattr(httpx, "post", post)
    message = speak(world, phone="13812340431")
    assert delivery.deliver(now=lambda: MONDAY) == {state: 1}
    message.refresh_from_db()
    assert message.state == state


def test_the_robot_that_says_no_in_a_friendly_answer_has_not_told_anybody(settings, monkeypatch):
    settings.WECOM_WEBHOOK = "https://wecom.example/hook"
    monkeypatch.setattr(
        httpx, "post", lambda url, **more: answer(200, {"errcode": 45009, "errmsg": "too often"})
    )
    with pytest.raises(NotSentError, match="too often"):
        channels.adapter_for("wecom").send(Message(channel="wecom", words="x"))


def test_a_letter_goes_to_who_asked_for_letters(world, settings):
    settings.EMAIL_HOST = "mail.example"
    speak(world, email="neighbour@example.org", told_by="email")
    assert delivery.deliver(now=lambda: MONDAY) == {State.SENT: 1}
    (letter,) = mail.outbox
    assert letter.to == ["neighbour@example.org"]
    assert WORDS not in letter.body + letter.subject


def test_four_failures_are_spaced_out_and_the_fifth_is_the_end(world):
    message, at, gateway = speak(world, phone="13812340431"), MONDAY, Gateway(*[NotSentError("busy")] * 5)
    for minutes in (1, 5, 25, 125):
        assert deliver(at, gateway) == {State.WAITING: 1}
        message.refresh_from_db()
        assert message.not_before == at + timedelta(minutes=minutes)
        at = message.not_before
    assert deliver(at, gateway) == {State.DEAD: 1}
    message.refresh_from_db()
    assert (message.state, message.error) == ("dead", "busy")


def test_a_sender_that_crashed_leaves_a_message_that_only_a_human_may_send_again(world):
    message = speak(world, phone="13812340431")
    assert delivery.claim(at=MONDAY).pk == message.pk
    assert deliver(MONDAY + LEASE / 2) == {}
    assert deliver(MONDAY + LEASE * 2) == {State.UNSURE: 1}
    assert deliver(MONDAY + LEASE * 9) == {}
    resend(message, by=world.people[4], at=MONDAY + LEASE * 9)
    gateway = Gateway()
    assert deliver(MONDAY + LEASE * 9, gateway) == {State.SENT: 1}
    assert gateway.sent == [message.key]


def test_a_human_may_let_it_be_and_nobody_decides_twice(world):
    message = speak(world, phone="13812340431")
    deliver(MONDAY, Gateway(NotSureError("no answer")))
    let_be(message, by=world.people[4], at=MONDAY)
    with pytest.raises(Refused, match="不用再决定"):
        let_be(message, by=world.people[4], at=MONDAY)
    assert deliver(MONDAY + timedelta(days=9)) == {}


def test_what_is_sent_late_by_a_slow_sender_is_known_to_be_sent(world):
    message = speak(world, phone="13812340431")
    claimed = delivery.claim(at=MONDAY)
    deliver(MONDAY + LEASE * 2)
    delivery.send(claimed, adapter=ShownOnThePage(), now=lambda: MONDAY + LEASE * 2)
    message.refresh_from_db()
    assert message.state == State.SENT


def test_a_clock_that_ran_out_is_told_once_to_the_holder_and_the_desk_above(world):
    call = speak(world, phone="13812340431", is_elder=True)
    concern = call.line.voice.concern
    concerns.contact(concern, by=world.people[0], at=MONDAY, says="打过电话。")
    late = concern.due_at + timedelta(minutes=1)
    assert tick(at=late)["提醒过期 %(n)d 件"] == 1
    assert not any(tick(at=late + timedelta(minutes=1)).values())
    line = Line.objects.get(voice=concern.voice, did="noted")
    assert "办好的期限过了" in line.inner
    assert not line.messages.filter(speaker__isnull=False)
    staff = line.messages.filter(person__isnull=False)
    assert set(staff.values_list("person__name", flat=True)) == {"居民2", "居民4"}
    assert line.messages.get(channel=Channel.WECOM).words == group_words(
        number=concern.speaker.spoken, did="noted", next_at=concern.due_at.astimezone(SHANGHAI)
    )


def test_a_reminder_leaves_open_forms_valid(world):
    concern = speak(world, phone="13812340431").line.voice.concern
    seen = concern.version
    tick(at=concern.due_at)
    concerns.contact(concern, by=Person.objects.first(), at=concern.due_at, says="打过电话。", seen=seen)


RAISE = """
import django; django.setup()
from django.utils import timezone
from datetime import timedelta
from huisheng.echo.models import Message
from tests.invariants import world as worlds
w = worlds.build(timezone.now() - timedelta(days=30))
for n in range(40):
    worlds.speak(w, 1, timezone.now())
Message.objects.filter(state="waiting").update(not_before=timezone.now())
"""
SEND = f"""
import django; django.setup()
from huisheng.echo.notices.delivery import deliver
class Gateway:
    def send(self, message):
        print(message.key, flush=True)
{READY}deliver(adapters=lambda channel: Gateway())
"""


def test_two_senders_at_once_never_send_one_message_twice(tmp_path):
    with scratch(tmp_path) as env:
        python("-c", RAISE, env=env)
        sent = [key for said in together(SEND, *"123", env=env) for key in said.split()]
        assert len(sent) == len(set(sent)) == 80  # each an SMS and a word to the group
