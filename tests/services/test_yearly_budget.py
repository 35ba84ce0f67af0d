"""M51, M67 in the database: a shortlist becomes a budget, residents choose once each, anybody counts again."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import localtime

from huisheng.deliberate.budgets import services as budgets
from huisheng.deliberate.budgets.services.counting import rows_of
from huisheng.deliberate.models import Budget, BudgetBallot, BudgetResult, BudgetVoter
from huisheng.echo.models import Line, Reading
from huisheng.echo.refusals import Refused
from huisheng.square.doctor.voting import every_budget_is_what_its_ballots_add_up_to

NOW = localtime()


@pytest.fixture
def draft(street):
    """A budget of 听雨苑 that is not announced yet."""
    opens = NOW + timedelta(days=3)
    return budgets.plan(
        place=street.tingyu, year=NOW.year, title="试一试", fen=100_000, source="street", rule="equal-shares", utility="cost",
        completion="none", opens=opens, closes=opens + timedelta(days=5), by=street.lin, at=NOW,
    )  # fmt: skip


def voted(budget, numbers, n=0, *, at=None):
    voter = budget.voters.order_by("pk")[n]
    return budgets.cast(budget, voter=voter, chosen=numbers, at=at or budget.opens + timedelta(hours=1 + n))


def ready(street, draft, *, again="last"):
    """Two projects, three residents, announced."""
    Budget.objects.filter(pk=draft.pk).update(again=again)
    for title, fen in (("灯", 60_000), ("椅子", 30_000)):
        budgets.add(draft, title=title, where="北门", fen=fen, by=street.lin, at=NOW)
    budgets.put_on_roll(draft, [("甲", ""), ("乙", ""), ("丙", "")], by=street.lin, at=NOW)
    budgets.announce(draft, by=street.lin, at=NOW)
    return Budget.objects.get(pk=draft.pk)


def test_M51_one_press_takes_the_shortlist_over_and_each_author_reads_it(street):
    taken = [project for project in street.budget_open.projects.all() if project.item]
    assert [one.title for one in taken] == ["十二个单元口装扶手和防滑条", "换一座滑梯", "架空层添桌椅"]
    assert [one.fen for one in taken] == [1_860_000, 2_400_000, 900_000]
    for project in taken:
        for answer in project.item.answers.all():
            for proposal in (answer.proposal, *answer.proposal.merged.all()):
                line = Line.objects.get(voice=proposal.voice, did="budgeted")
                assert f"第 {project.number} 项" in line.says
    with pytest.raises(Refused, match="还没进预算"):
        budgets.take_over(draft_of(street), street.call_over, by=street.lin, at=NOW)


def draft_of(street):
    opens = NOW + timedelta(days=3)
    return budgets.plan(
        place=street.tingyu, year=NOW.year, title="又一个", fen=1, source="street", rule="greedy", utility="cost",
        completion="none", opens=opens, closes=opens + timedelta(days=5), by=street.lin, at=NOW,
    )  # fmt: skip


def test_M51_the_matter_is_picked_by_the_words_and_the_residents_do_not_vote_on_it(street):
    lawn = street.budget_open.projects.get(title__contains="停车位")
    assert (lawn.matter, lawn.sign) == (8, "绿地改成")
    voter = street.budget_open.voters.order_by("-pk").first()
    with pytest.raises(Refused, match="不在这次的名单上"):
        budgets.cast(street.budget_open, voter=voter, chosen=[lawn.number], at=NOW)


def test_M51_an_owners_vote_is_opened_with_the_article_and_the_threshold_and_adopts_it(street):
    lawn = street.budget_open.projects.get(title__contains="停车位")
    with pytest.raises(Refused, match="先开业主表决"):
        budgets.adopt(lawn, by=street.lin, at=NOW)
    opens = NOW + timedelta(days=17)
    vote = budgets.to_owners(
        lawn, street.assembly, roll=street.roll, title="绿地", profile="national-2021", posted_at_place="门口", opens=opens,
        closes=opens + timedelta(days=9), counters=[street.lin, street.chen], by=street.lin, at=NOW,
    )  # fmt: skip
    question = vote.questions.get()
    assert (question.matter, "48,000 元" in question.text) == ("8", True)
    lawn.refresh_from_db()
    assert lawn.vote == vote
    with pytest.raises(Refused, match="已经开了"):
        budgets.to_owners(lawn, street.assembly, by=street.lin, at=NOW)
    with pytest.raises(Refused, match="还没有结果"):
        budgets.adopt(lawn, by=street.lin, at=NOW)


def test_M51_a_project_goes_on_only_when_its_owners_vote_passed(street):
    lawn = street.budget_open.projects.get(title__contains="停车位")
    lawn.vote = street.vote_over
    lawn.save()
    verdict = street.vote_over.verdict
    failed = [{"passed": False}, {"passed": True}]
    type(verdict).objects.filter(pk=verdict.pk).update(results=json.dumps(failed))
    with pytest.raises(Refused, match="没有通过"):
        budgets.adopt(lawn, by=street.lin, at=NOW)
    type(verdict).objects.filter(pk=verdict.pk).update(results=json.dumps(failed[::-1]))
    assert budgets.adopt(lawn, by=street.lin, at=NOW).chosen
    with pytest.raises(Refused, match="已经有结果"):
        budgets.adopt(lawn, by=street.lin, at=NOW)


def test_I5_one_person_has_one_ballot_and_the_last_one_counts(street, draft):
    budget = ready(street, draft)
    voted(budget, [1], at=budget.opens + timedelta(hours=1))
    voted(budget, [2], at=budget.opens + timedelta(hours=2))
    voted(budget, [1, 2], n=1)
    assert budget.ballots.count() == 3
    budgets.finish(budget, by=street.lin, at=budget.closes + timedelta(hours=1))
    text = Budget.objects.get(pk=budget.pk).result.file
    assert "num_votes;2" in text
    first = budget.voters.order_by("pk")[0].code
    assert f"{first};2\n" in text


def test_I5_where_it_cannot_be_changed_the_second_is_refused(street, draft):
    budget = ready(street, draft, again="first")
    voted(budget, [1])
    with pytest.raises(Refused, match="交了不能改"):
        voted(budget, [2])


def test_I5_nobody_outside_the_roll_or_the_window_votes(street, draft):
    budget = ready(street, draft)
    for wrong in (None, street.budget_open.voters.first()):
        with pytest.raises(Refused, match="名册上没有"):
            budgets.cast(budget, voter=wrong, chosen=[1], at=budget.opens + timedelta(hours=1))
    for at, word in (
        (budget.opens - timedelta(hours=1), "还没有开始"),
        (budget.closes + timedelta(hours=1), "截止"),
    ):
        with pytest.raises(Refused, match=word):
            voted(budget, [1], at=at)
    for later in (
        lambda: budgets.put_on_roll(budget, [("丁", "")], by=None, at=NOW),
        lambda: budgets.residents_on_roll(budget, by=None, at=NOW),
    ):
        with pytest.raises(Refused, match="不再变"):
            later()


def test_I5_a_ballot_is_never_changed_and_a_changed_chain_is_not_counted(street, draft):
    budget = ready(street, draft)
    voted(budget, [1])
    voted(budget, [2], n=1)
    ballot = BudgetBallot.objects.filter(budget=budget).first()
    for change in (ballot.save, ballot.delete, BudgetBallot.objects.all().delete):
        with pytest.raises(TypeError, match="ballot"):
            change()
    assert budgets.chain_broken(budget) == ""
    BudgetBallot._base_manager.filter(pk=ballot.pk)._raw_delete(BudgetBallot.objects.db)
    assert "中间少了票" in budgets.chain_broken(budget)
    with pytest.raises(Refused, match="不能计票"):
        budgets.finish(budget, by=street.lin, at=budget.closes + timedelta(hours=1))


def test_I5_no_result_before_closing_and_none_without_a_ballot(street, draft):
    budget = ready(street, draft)
    with pytest.raises(Refused, match="还没有截止"):
        budgets.finish(budget, by=street.lin, at=budget.opens + timedelta(hours=1))
    with pytest.raises(Refused, match="一张票也没有"):
        budgets.finish(budget, by=street.lin, at=budget.closes + timedelta(hours=1))


def test_nobody_voted_so_there_is_more_time_instead_of_a_result(street, draft):
    budget = ready(street, draft)
    late = budget.closes + timedelta(hours=1)
    budgets.extend(budget, closes=late + timedelta(days=7), why="选票发晚了。", by=street.lin, at=late)
    assert "选票发晚了" in budget.voice.lines.latest("pk").says
    assert voted(Budget.objects.get(pk=budget.pk), [1], at=late + timedelta(days=1))


def test_the_residents_roll_is_not_the_owners(street):
    """A tenant votes on the residents' roll; the login finds them, the slip finds whoever holds it."""
    known = {voter.person for voter in street.budget_open.voters.exclude(person=None)}
    assert street.he in known
    voter = budgets.voter_of(street.budget_open, person=street.he)
    assert budgets.voter_of(street.budget_open, slip=voter.slip.lower()) == voter
    assert budgets.voter_of(street.budget_open, person=street.guo) is None


def test_a_telephone_on_the_list_joins_a_login_and_nobody_is_on_it_twice(street, draft):
    people = [("3栋 何婉宁", "13800000412"), ("3栋 何婉宁 又一行", "13800000412"), ("3栋 某人", "")]
    assert budgets.put_on_roll(draft, people, by=street.lin, at=NOW) == 2
    assert budgets.put_on_roll(draft, people, by=street.lin, at=NOW) == 0
    before = draft.voters.count()
    budgets.residents_on_roll(draft, by=street.lin, at=NOW)
    assert BudgetVoter.objects.filter(budget=draft, person=street.he).count() == 1
    assert draft.voters.count() >= before


def test_I6_slips_are_printed_on_record_and_not_after_closing(street):
    before = Reading.objects.filter(what="slips").count()
    several = budgets.slips(street.budget_open, by=street.lin, at=NOW)
    assert len(several) == street.budget_open.voters.count()
    assert Reading.objects.filter(what="slips").count() == before + 1
    with pytest.raises(Refused, match="截止"):
        budgets.slips(street.budget_over, by=street.lin, at=NOW)


def test_M67_the_command_computes_the_same_from_the_published_file(street, tmp_path, capsys):
    budget = street.budget_over
    path = tmp_path / "budget.pb"
    path.write_text(budget.result.file, encoding="utf-8")
    call_command(
        "budget",
        str(path),
        "--rule",
        budget.rule,
        "--utility",
        budget.utility,
        "--completion",
        budget.completion,
        "--json",
    )
    told = json.loads(capsys.readouterr().out)
    assert [int(one) for one in told["selected"]] == json.loads(budget.result.selected)
    assert told["notes"] == []
    chosen = set(budget.projects.filter(chosen=True).values_list("number", flat=True))
    assert chosen == set(json.loads(budget.result.selected))


def test_the_published_file_names_nobody(street):
    text = street.budget_over.result.file
    for voter in street.budget_over.voters.all()[:40]:
        assert voter.who not in text
        assert voter.slip not in text


def test_M67_the_result_is_told_to_the_authors(street):
    budget = street.budget_open
    at = budget.closes + timedelta(hours=1)
    budgets.finish(budget, by=street.lin, at=at)
    for project in budget.projects.exclude(item=None):
        for answer in project.item.answers.all():
            said = Line.objects.get(voice=answer.proposal.voice, did="voted").says
            assert ("选上了" in said) == project.chosen
    assert len(rows_of(budget)) == budget.ballots.count()


def test_a_removed_project_tells_its_authors_why(street):
    draft = draft_of(street)
    item = street.budget_open.projects.exclude(item=None).first().item
    street.budget_open.projects.filter(item=item).delete()
    project = budgets.add(draft, title=item.title, where="这里", fen=100, item=item, by=street.lin, at=NOW)
    with pytest.raises(Refused, match="为什么"):
        budgets.remove(project, why="", by=street.lin, at=NOW)
    budgets.remove(project, why="今年物业已经装好了。", by=street.lin, at=NOW)
    says = Line.objects.filter(voice=item.answers.first().proposal.voice, did="removed").get().says
    assert "物业已经装好" in says


def test_I5_the_doctor_sees_a_missing_ballot_and_a_changed_result(street):
    assert every_budget_is_what_its_ballots_add_up_to(NOW).wrong == []
    ballot = street.budget_open.ballots.order_by("seq").first()
    BudgetBallot._base_manager.filter(pk=ballot.pk)._raw_delete(BudgetBallot.objects.db)
    result = street.budget_over.result
    BudgetResult.objects.filter(pk=result.pk).update(file=result.file.replace(";1,3\n", ";1\n", 1))
    assert len(every_budget_is_what_its_ballots_add_up_to(NOW).wrong) == 2
