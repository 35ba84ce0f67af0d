"""M29, M33: forty proposals become six items, and each author hears where theirs went, once a step."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from huisheng.collect.calls import services as calls
from huisheng.collect.models import Proposal, ProposalAnswer, Shortlisted, Support
from huisheng.echo.models import Line, Message
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said

NOW = localtime()
AFTER = NOW + timedelta(days=8)


@pytest.fixture
def call(street):
    return opened(street)


def opened(street, kind="proposals"):
    return calls.open_(
        kind=kind, place=street.tingyu, title="先办哪几样", body="公共收益结余六万。", publisher="社区", phone="0731-5550 1201",
        opens=NOW.date(), closes=(NOW + timedelta(days=7)).date(), by=street.lin, at=NOW,
    )  # fmt: skip


def proposed(call, words="装扶手", n=0, **more):
    return calls.propose(call, words=words, said=Said(phone=f"138{n:08d}"), by=None, at=NOW, **more)


def told(proposal):
    """What an author was told on the page."""
    found = Message.objects.filter(speaker=proposal.speaker, channel="app").order_by("pk")
    return list(found.values_list("line__did", flat=True))


def test_M29_forty_proposals_become_six_items_and_each_author_sees_where_theirs_went(street, call):
    forty = [proposed(call, f"主意{n}", n) for n in range(40)]
    by = {"by": street.lin, "at": AFTER}
    for lead in range(6):
        calls.merge(forty[lead], forty[6 + lead * 5 : 11 + lead * 5], why="", **by)
    for n in range(6):
        calls.shortlist(call, [forty[n]], title=f"第{n}样", cost=Decimal(1000 * n), **by)
    for one in forty[36:]:
        calls.answer(one, fate="not_listed", words="要动承重墙，做不了。", **by)
    calls.close(call, says="交业主大会。", **by)
    assert Shortlisted.objects.filter(call=call).count() == 6
    for one in Proposal.objects.filter(call=call).select_related("into", "answer", "voice"):
        last = one.voice.lines.latest("pk").says
        assert "列进清单" in last or "没有列入" in last
    assert told(forty[0]) == ["proposed", "merged", "listed"]
    assert told(forty[6]) == ["proposed", "merged", "listed"]
    assert told(forty[39]) == ["proposed", "answered"]
    twice = Counter(
        Message.objects.filter(speaker__proposal__call=call).values_list("line", "speaker", "channel")
    )
    assert set(twice.values()) == {1}


def test_M33_a_draft_closes_only_when_each_opinion_has_its_answer(street):
    draft = opened(street, "draft")
    one, two = proposed(draft, "太贵", 1), proposed(draft, "太早", 2)
    calls.answer(one, fate="accepted", words="降到两块。", by=street.lin, at=NOW)
    with pytest.raises(Refused, match="没有答复：第 2 条"):
        calls.close(draft, says="定了。", by=street.lin, at=AFTER)
    calls.answer(two, fate="refused", words="早上七点是法定的。", by=street.lin, at=AFTER)
    calls.close(draft, says="定了。", by=street.lin, at=AFTER)
    assert told(one) == told(two) == ["proposed", "answered"]
    with pytest.raises(Refused, match="截止"):
        proposed(draft, "晚了", 3)


def test_M29_support_counts_a_person_once_by_telephone_or_account_also_across_what_was_merged(street, call):
    one, two = proposed(call, "装扶手", 1), proposed(call, "装把手", 2)
    calls.support(one, person=None, phone="13812340431", at=NOW)
    with pytest.raises(Refused, match="已经支持过"):
        calls.support(one, person=None, phone="138 1234 0431", at=NOW)
    with pytest.raises(Refused, match="电话"):
        calls.support(one, person=None, phone="", at=NOW)
    calls.support(two, person=street.he, phone="", at=NOW)
    with pytest.raises(Refused, match="已经支持过"):
        calls.support(two, person=None, phone=street.he.phone, at=NOW)
    calls.merge(one, [two], why="", by=street.lin, at=NOW)
    with pytest.raises(Refused, match="已经支持过"):
        calls.support(one, person=street.he, phone="", at=NOW)
    assert calls.people_for(calls.leads_of(call)) == {one.pk: (4, 1)}


def test_who_supports_what_is_kept_as_a_digest_that_differs_from_call_to_call(street, call):
    other = opened(street)
    marks = {calls.mark(each, person=None, phone="13812340431") for each in (call, other)}
    assert len(marks) == 2
    assert not any("0431" in mark for mark in marks)


def test_M29_merging_is_refused_in_chains_and_after_an_answer(street, call):
    one, two, three = (proposed(call, f"主意{n}", n) for n in range(3))
    calls.merge(one, [two], why="", by=street.lin, at=NOW)
    for into, others in ((three, [one]), (three, [two]), (two, [three]), (one, [one])):
        with pytest.raises(Refused):
            calls.merge(into, others, why="", by=street.lin, at=NOW)
    calls.answer(three, fate="not_listed", words="钱不够这样办。", by=street.lin, at=AFTER)
    with pytest.raises(Refused, match="已经答复"):
        calls.merge(one, [three], why="", by=street.lin, at=AFTER)


def test_a_merged_one_is_parted_again_with_a_reason_and_told(street, call):
    one, two = proposed(call, "装扶手", 1), proposed(call, "装门", 2)
    calls.merge(one, [two], why="", by=street.lin, at=NOW)
    calls.part(two, why="说的是门。", by=street.lin, at=NOW)
    assert told(two) == ["proposed", "merged", "parted"]
    with pytest.raises(Refused, match="没有并"):
        calls.part(two, why="再来一次", by=street.lin, at=NOW)


def test_M29_a_feasibility_note_reaches_everybody_whose_idea_it_is(street, call):
    one, two = proposed(call, "装扶手", 1), proposed(call, "扶手", 2)
    calls.merge(one, [two], why="", by=street.lin, at=NOW)
    calls.note(one, verdict="can", words="三天装完。", who="物业", cost=Decimal("900"), by=street.lin, at=NOW)
    assert told(two)[-1] == told(one)[-1] == "assessed"


def test_an_answer_to_several_is_given_to_all_or_to_none(street, call):
    one, two = proposed(call, "一", 1), proposed(call, "二", 2)
    calls.answer(two, fate="not_listed", words="别处已经在办。", by=street.lin, at=AFTER)
    with pytest.raises(Refused):
        calls.each(
            calls.answer, [one, two], fate="not_listed", words="钱不够这样办。", by=street.lin, at=AFTER
        )
    assert not ProposalAnswer.objects.filter(proposal=one).exists()


def test_M29_nobody_is_listed_twice_and_nothing_before_the_last_day(street, call):
    one = proposed(call)
    with pytest.raises(Refused, match="截止"):
        calls.shortlist(call, [one], title="扶手", by=street.lin, at=NOW)
    calls.shortlist(call, [one], title="扶手", by=street.lin, at=AFTER)
    with pytest.raises(Refused, match="已经答复过"):
        calls.shortlist(call, [one], title="扶手", by=street.lin, at=AFTER)


def test_whoever_waits_hears_of_a_withdrawal_once(street, call):
    one, two = proposed(call, "一", 1), proposed(call, "二", 2)
    calls.merge(one, [two], why="", by=street.lin, at=NOW)
    calls.withdraw(call, why="钱另有用处。", by=street.lin, at=NOW)
    assert told(one) == told(two) == ["proposed", "merged", "withdrawn"]


def test_the_same_form_sent_twice_is_one_proposal(call):
    first, again = proposed(call, once="tap"), proposed(call, once="tap")
    assert first.pk == again.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(proposal=first, mark=first.supports.get().mark, at=NOW)


def test_similar_ones_are_suggested_and_others_not(call):
    proposed(call, "单元门口装扶手，老人上台阶稳当", 1)
    proposed(call, "门口台阶装个扶手", 2)
    proposed(call, "换一座滑梯", 3)
    alike = calls.alike_in(call, calls.leads_of(call))
    assert alike == {1: [2], 2: [1], 3: []}


def test_every_line_of_the_story_s_calls_is_readable(street):
    assert Shortlisted.objects.filter(call=street.call_over).count() == 3
    assert not Line.objects.filter(voice__proposal__isnull=False, says="").exists()
