"""Contact, visit, return, pause, extend: the clocks run on, and every step is a line a resident can read."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import localdate, now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.concerns.acts import acts_for
from huisheng.collect.models import Category, Concern, PauseReason
from huisheng.echo.models import Line
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said
from huisheng.territory.models import Appointment
from huisheng.territory.posts.services import hats_of, posts_over

SHANGHAI = ZoneInfo("Asia/Shanghai")
MINUTE = timedelta(minutes=1)


def say(street, words="三楼楼道灯不亮", place="tingyu3", category="C2", channel="page", by=None, at=None):
    leaf = Category.objects.select_related("clock", "receiver").get(code=category)
    said = Said(phone="13812340431")
    return concerns.raise_(
        words, place=street[place], category=leaf, said=said, channel=channel, by=by, at=at or now()
    )


def last(concern):
    return concern.voice.lines.order_by("id").last()


def test_M04_a_leak_at_20_00_shows_the_call_at_20_05_and_the_visit_at_20_25_and_the_clock_is_met(street):
    evening = datetime(2026, 11, 18, 20, 0, tzinfo=SHANGHAI)
    leak = say(street, "家里漏水，地板泡了", category="C3", at=evening)
    assert leak.urgent
    assert leak.contact_due == evening + 30 * MINUTE
    concerns.contact(leak, by=street.zhou, at=evening + 5 * MINUTE, says="打过电话，正在过去。")
    concerns.visit(leak, by=street.zhou, at=evening + 25 * MINUTE, says="到了，先关了水阀。")
    leak.refresh_from_db()
    assert (leak.contacted_at, leak.visited_at) == (evening + 5 * MINUTE, evening + 25 * MINUTE)
    assert leak.contacted_at <= leak.contact_due
    assert [line.did for line in leak.voice.lines.order_by("id")] == ["raised", "contacted", "visited"]


def test_M06_from_an_estate_with_a_branch_it_lands_with_the_branch_without_one_with_the_community(street):
    with_branch = say(street, place="tingyu")
    without = say(street, place="luxi")
    assert (with_branch.holder.kind.code, with_branch.holder.person) == ("secretary", street.chen)
    assert (without.holder.kind.code, without.holder.person) == ("clerk", street.lin)


def test_M09_the_same_login_acts_in_both_posts_and_the_line_shows_which_hat(street):
    hats = [hat for hat in hats_of(street.chen, on=localdate()) if hat.title]
    assert hats
    concern = say(street, place="tingyu")
    concerns.contact(concern, by=street.chen, at=now(), says="打过电话。", hat=hats[0].title)
    assert last(concern).hat == hats[0].title


def test_M20_a_call_typed_by_a_clerk_and_a_QR_report_of_the_same_hour_sit_in_one_list(street):
    hour = now()
    call = say(street, channel="phone", by=street.lin, at=hour)
    scanned = say(street, channel="qr", at=hour + MINUTE)
    listed = Concern.objects.filter(raised_at__gte=hour, community=street.lianchi).order_by("raised_at")
    assert [(one.pk, one.channel) for one in listed] == [(call.pk, "phone"), (scanned.pk, "qr")]
    assert call.speaker.filed_by == street.lin
    assert scanned.speaker.filed_by is None


def test_M21_said_on_friday_16_30_contact_is_due_that_day_and_holidays_are_skipped_for_the_fix(street):
    holiday_eve = datetime(2026, 9, 30, 16, 30, tzinfo=SHANGHAI)
    before_holiday = say(street, at=holiday_eve)
    assert before_holiday.contact_due.astimezone(SHANGHAI).date() == holiday_eve.date()
    fix = before_holiday.fix_due.astimezone(SHANGHAI).date()
    assert (fix.year, fix.month) == (2026, 10)
    assert fix.day >= 9
    on_friday = say(street, at=datetime(2026, 11, 20, 16, 30, tzinfo=SHANGHAI))
    assert on_friday.contact_due.astimezone(SHANGHAI).date() == datetime(2026, 11, 20).date()
    assert on_friday.fix_due.astimezone(SHANGHAI).date() == datetime(2026, 11, 25).date()


def test_M21_a_pause_has_a_reason_the_resident_reads_and_the_fix_is_due_as_much_later(street):
    at = datetime(2026, 11, 16, 10, 0, tzinfo=SHANGHAI)
    concern = say(street, at=at)
    concerns.contact(concern, by=street.chen, at=at, says="打过电话。")
    promised = concern.fix_due
    weather = PauseReason.objects.get(pk="weather")
    until = at + timedelta(days=2)
    concerns.pause(concern, reason=weather, until=until, by=street.chen, at=at, says="下雨不能登高。")
    assert "天气不允许施工" in last(concern).says
    assert concern.due_at == until
    concerns.resume(concern, by=street.chen, at=until)
    assert concern.fix_due > promised


def test_M21_no_pause_is_longer_than_its_reason_allows(street):
    concern = say(street)
    concerns.contact(concern, by=street.chen, at=now(), says="打过电话。")
    weather = PauseReason.objects.get(pk="weather")
    with pytest.raises(Refused, match="最多停 5 个工作日"):
        concerns.pause(
            concern, reason=weather, until=now() + timedelta(days=40), by=street.chen, at=now(), says="下雨。"
        )


def test_M21_an_extension_needs_a_reason_and_there_are_two_at_most(street):
    concern = say(street)
    with pytest.raises(Refused, match="延期的原因"):
        concerns.extend(concern, until=concern.fix_due + timedelta(days=2), by=street.chen, at=now(), why=" ")
    for times in (1, 2):
        until = concern.fix_due + timedelta(days=2)
        concerns.extend(concern, until=until, by=street.chen, at=now(), why="灯管要从外地调")
        assert (concern.fix_due, concern.extensions) == (until, times)
    with pytest.raises(Refused, match="已经延过 2 次"):
        concerns.extend(
            concern, until=concern.fix_due + timedelta(days=2), by=street.chen, at=now(), why="还要再等"
        )


WITHOUT_WORDS = {
    "contact": lambda one, street: concerns.contact(one, by=street.chen, at=now(), says=" "),
    "visit": lambda one, street: concerns.visit(one, by=street.chen, at=now(), says=""),
    "return": lambda one, street: concerns.return_(one, by=street.chen, at=now(), why=""),
    "exit": lambda one, street: concerns.exit_(one, kind="not_ours", says="", by=street.chen, at=now()),
    "part": lambda one, street: concerns.part(one, by=street.chen, at=now(), why=""),
}


@pytest.mark.parametrize("name", WITHOUT_WORDS)
def test_M22_no_request_moves_state_with_an_empty_public_line(street, name):
    concern = say(street)
    lines = concern.voice.lines.count()
    with pytest.raises(Refused):
        WITHOUT_WORDS[name](concern, street)
    concern.refresh_from_db()
    assert (concern.stage, concern.voice.lines.count()) == ("heard", lines)


def test_M22_every_line_of_the_whole_street_is_readable_or_an_internal_note(street):
    assert not Line.objects.filter(says="").exclude(did="noted").exists()


def test_M60_returned_once_with_the_reason_and_the_clock_is_never_lost(street):
    concern = say(street, "楼道堆满纸箱", category="D6")
    assert concern.holder.person == street.zhou
    clocks = (concern.contact_due, concern.fix_due, concern.due_at)
    concerns.return_(concern, by=street.zhou, at=now(), why="纸箱是沿街店铺的，不在楼里")
    assert concern.holder.person == street.lin
    assert (concern.contact_due, concern.fix_due, concern.due_at) == clocks
    assert "纸箱是沿街店铺的" in last(concern).says
    assert concern.returned_at is not None
    with pytest.raises(Refused, match="已经退回过一次"):
        concerns.return_(concern, by=street.lin, at=now(), why="我们也不想办")


def test_M60_the_desk_hands_on_what_was_returned_and_only_to_posts_over_the_place(street):
    concern = say(street, "楼道堆满纸箱", category="D6")
    over = {post.person.name: post for post in posts_over(concern.path, on=localdate())}
    concerns.dispatch(concern, to=over[street.chen.name], by=street.lin, at=now())
    assert concern.holder.person == street.chen
    elsewhere = next(p for p in posts_over(street.xincun.path, on=localdate()) if p.person == street.ruan)
    with pytest.raises(Refused, match="不管这一片"):
        concerns.dispatch(concern, to=elsewhere, by=street.lin, at=now())


def test_of_two_clerks_at_once_the_second_reads_why_and_nothing_is_done_twice(street):
    concern = say(street)
    seen = concern.version
    first, second = Concern.objects.get(pk=concern.pk), Concern.objects.get(pk=concern.pk)
    concerns.contact(first, by=street.chen, at=now(), says="打过电话。", seen=seen)
    with pytest.raises(Refused, match="别人已经动过这件事了"):
        concerns.contact(second, by=street.lin, at=now(), says="也打过电话。", seen=seen)
    assert concern.voice.lines.filter(did="contacted").count() == 1


def test_a_receipt_number_that_is_taken_is_drawn_again(street, monkeypatch):
    taken = street.lamp.speaker.number
    drawn = iter([taken, taken, "2600000001"])
    monkeypatch.setattr("huisheng.echo.voices.rules.new_number", lambda year: next(drawn))
    leaf = Category.objects.select_related("clock", "receiver").get(code="C2")
    fresh = concerns.raise_(
        "又一盏灯不亮",
        place=street.tingyu3,
        category=leaf,
        said=Said(phone="13812340431"),
        channel="page",
        by=None,
        at=now(),
    )
    assert fresh.speaker.number == "2600000001"


def test_a_date_with_a_slip_in_the_year_is_refused_before_it_hides_the_matter(street):
    concern, at = say(street), now()
    concerns.contact(concern, by=street.zhou, at=at, says="打过电话。")
    slip = at.replace(year=2062)
    with pytest.raises(Refused, match="看看年份"):
        concerns.extend(concern, until=slip, by=street.zhou, at=at, why="等材料到货")
    with pytest.raises(Refused, match="看看年份"):
        concerns.refer(
            concern, body=street.lighting, asks="请来看看路灯。", expected=slip, by=street.zhou, at=at
        )


def test_the_button_of_a_joined_matter_says_what_the_service_would_say(street):
    lead, same = say(street), say(street, "楼道灯还是不亮")
    concerns.join(same, lead=lead, by=street.lin, at=now())
    offers = acts_for(same, hats_of(street.lin, on=localdate()), street.lin, own=False)
    finish = next(offer for offer in offers if offer.button.name == "finish")
    assert finish.why == "已经并到一起办，由主件一起说办好。"


def test_what_reached_a_post_in_the_moment_in_which_it_ended_goes_up_once(street):
    leaf = say(street, category="C3")
    post = leaf.holder
    Appointment.objects.filter(pk=post.pk).update(ended_at=now())
    assert concerns.hand_on_strays(at=now()) >= 1
    leaf.refresh_from_db()
    assert leaf.holder_id != post.pk
    assert leaf.holder.ended_at is None
    assert f"{post.person.name}卸任，现在由" in last(leaf).says
    assert concerns.hand_on_strays(at=now()) == 0
