"""Many say the same: one work item, and everybody's own verdict. And what a verdict does."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from huisheng.collect.catalogue.services import guess, leaves
from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Category, Concern
from huisheng.echo.models import Message
from huisheng.echo.refusals import Refused
from huisheng.echo.voices.services import Said
from huisheng.square.doctor.telling import everyone_who_spoke_is_told
from huisheng.territory.posts.services import end

REPORT = concerns.Report(
    found="工地凌晨两点还在打桩，没有夜间施工证明",
    done="城管和住建到场叫停，工地写了承诺，以后晚上十点收工",
    who="社区和城管",
)


def say(street, words="夜里打桩睡不着", place="luxi", category="B1", said=None):
    leaf = Category.objects.select_related("clock", "receiver").get(code=category)
    said = said or Said(phone="13812340431")
    return concerns.raise_(
        words, place=street[place], category=leaf, said=said, channel="page", by=None, at=now()
    )


def finish(concern, by):
    concerns.contact(concern, by=by, at=now(), says="去看过了。")
    concerns.finish(concern, report=REPORT, by=by, at=now())


def test_M35_merging_12_noise_reports_gives_one_work_item_and_12_separate_verdicts(street):
    lead, *others = [say(street) for _ in range(12)]
    clocks = {one.pk: (one.contact_due, one.fix_due) for one in others}
    for one in others:
        concerns.join(one, lead=lead, by=street.lin, at=now())
    ours = Concern.objects.filter(pk__in=[lead.pk, *clocks])
    assert ours.filter(lead=None).count() == 1
    finish(lead, street.lin)
    assert ours.filter(stage="done").count() == 12
    for n, one in enumerate(ours.order_by("id")):
        assert clocks.get(one.pk, (one.contact_due, one.fix_due)) == (one.contact_due, one.fix_due)
        concerns.judge(one, solved="no" if n == 5 else "yes", rating="", words="", at=now())
    assert ours.filter(stage="settled", solved="yes").count() == 11
    again = ours.get(solved="no")
    assert (again.stage, again.lead, again.reopened) == ("working", None, 1)


def test_M35_everyone_who_joined_hears_the_lead_once_each(street):
    lead, other = say(street), say(street)
    concerns.join(other, lead=lead, by=street.lin, at=now())
    line = concerns.contact(lead, by=street.lin, at=now(), says="已经在联系工地。")
    told = Message.objects.filter(line=line, speaker__isnull=False, channel="app")
    assert {message.speaker_id for message in told} == {lead.speaker_id, other.speaker_id}
    assert told.count() == 2


def test_whoever_spoke_twice_on_one_matter_gets_one_message_and_sees_it_behind_both_numbers(street):
    lead = say(street, said=Said(phone="13812340431"))
    again = say(street, said=Said(phone="13812340431"))
    neighbour = say(street, said=Said(phone="13900008800"))
    for one in (again, neighbour):
        concerns.join(one, lead=lead, by=street.lin, at=now())
    line = concerns.contact(lead, by=street.lin, at=now(), says="已经在联系工地。")
    sent = Message.objects.filter(line=line, channel="sms").values_list("speaker__phone", flat=True)
    assert sorted(sent) == ["13812340431", "13900008800"]
    assert Message.objects.filter(line=line, channel="app", speaker__isnull=False).count() == 3
    assert everyone_who_spoke_is_told(now()).wrong == []


def test_M35_a_join_can_be_undone_and_the_clocks_are_as_they_were(street):
    lead, other = say(street), say(street)
    clocks = (other.contact_due, other.fix_due)
    concerns.join(other, lead=lead, by=street.lin, at=now())
    concerns.part(other, by=street.lin, at=now(), why="说的是另一个工地")
    lead.refresh_from_db()
    other.refresh_from_db()
    assert (other.contact_due, other.fix_due) == clocks
    assert (other.lead, lead.has_followers) == (None, False)


def test_M35_nothing_is_joined_across_streets_to_itself_or_in_a_chain(street):
    lead, other, third = say(street), say(street), say(street)
    with pytest.raises(Refused):
        concerns.join(lead, lead=lead, by=street.lin, at=now())
    concerns.join(other, lead=lead, by=street.lin, at=now())
    with pytest.raises(Refused, match="主件"):
        concerns.join(third, lead=other, by=street.lin, at=now())
    with pytest.raises(Refused, match="反过来并"):
        concerns.join(lead, lead=third, by=street.lin, at=now())


def test_M34_an_unsatisfied_verdict_opens_it_again_with_a_new_clock(street):
    concern = say(street)
    finish(concern, street.lin)
    before = concern.fix_due
    concerns.judge(concern, solved="no", rating="not", words="昨晚又打桩", at=now() + timedelta(days=3))
    assert (concern.stage, concern.reopened) == ("working", 1)
    assert concern.fix_due > before
    assert "昨晚又打桩" in concern.voice.lines.order_by("id").last().says


def test_M34_done_and_not_content_with_it_opens_it_again_too(street):
    concern = say(street)
    finish(concern, street.lin)
    concerns.judge(concern, solved="yes", rating="not", at=now())
    assert (concern.stage, concern.reopened) == ("working", 1)
    assert "不满意" in concern.voice.lines.order_by("id").last().says
    assert street.lin in {
        message.person for message in concern.voice.lines.order_by("id").last().messages.all()
    }


def test_M23_the_call_about_a_settled_matter_is_made_though_whoever_had_to_make_it_has_left(street):
    elder = Said(name="王桂香", phone="073184560431", is_elder=True, told_by="call")
    concern = say(street, "楼道堆满纸箱", place="tingyu3", category="D6", said=elder)
    finish(concern, street.zhou)
    concerns.judge(concern, solved="yes", at=now())
    calls = Message.objects.filter(speaker=concern.speaker, channel="call", state="waiting")
    assert {call.caller for call in calls} == {street.zhou}
    end(street.zhou_post, by=street.lin, at=now(), why="搬家了")
    assert {call.caller for call in calls.all()} == {street.liu}


def test_M34_a_letter_of_thanks_is_a_line_after_it_is_settled(street):
    concern = say(street)
    finish(concern, street.lin)
    concerns.judge(concern, solved="yes", rating="very", at=now())
    concerns.thank(concern, at=now(), words="孩子睡了一个整觉，谢谢。")
    assert concern.voice.lines.order_by("id").last().did == "thanked"


def test_R2_8_the_handler_does_not_ask_about_the_own_work(street):
    concern = say(street)
    finish(concern, street.lin)
    with pytest.raises(Refused, match="没有经办的人"):
        concerns.judge(concern, solved="yes", at=now(), asked_by=street.lin)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("电梯又停在三楼", "C1"),
        ("楼上漏水", "C3"),
        ("广场舞太吵", "B3"),
        ("孩子入学划片", "G1"),
        ("谢谢大家", "Z9"),
    ],
)
def test_M32_words_find_their_leaf(street, words, code):
    found = guess(leaves(), words)
    assert found is not None
    assert found.code == code


def test_M32_the_starting_tree_has_at_most_sixty_leaves_and_each_names_its_clock(street):
    everything = list(leaves())
    assert 30 <= len(everything) <= 60
    assert all(leaf.clock and leaf.receiver for leaf in everything)
