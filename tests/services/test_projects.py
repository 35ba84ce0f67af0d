"""M67 in the database: what was chosen is built, each step a Line that residents and authors read."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from huisheng.deliberate.budgets import services as budgets
from huisheng.echo.models import Line
from huisheng.echo.refusals import Refused
from huisheng.resolve.models import Project
from huisheng.resolve.projects import services as projects
from huisheng.territory.posts.services import end

NOW = localtime()


def test_M67_two_projects_of_last_year_show_stage_build_90_percent(street):
    """MECHANISMS M67: two 2024 projects show stage “build, 90%”."""
    begun, waiting = projects.board(street.lianchi, NOW.year - 1)
    assert [(one.title, one.stage, one.percent) for one in begun if one.stage == "build"] == [
        ("路灯更新", "build", 90), ("游乐场翻新", "build", 90),
    ]  # fmt: skip
    assert waiting == []


def test_M67_what_was_chosen_becomes_work_with_an_owner_at_once(street):
    chosen = set(street.budget_over.projects.filter(chosen=True).values_list("title", flat=True))
    works = Project.objects.filter(chosen__budget=street.budget_over)
    assert {one.title for one in works} == chosen
    assert all(one.owner for one in works)
    assert {one.fen for one in works} == set(
        street.budget_over.projects.filter(chosen=True).values_list("fen", flat=True)
    )


def test_M67_what_waits_for_its_vote_stands_on_the_board_too(street):
    _begun, waiting = projects.board(street.lianchi, NOW.year)
    assert {one.number for one in waiting} == set(
        street.budget_open.projects.values_list("number", flat=True)
    )
    assert projects.years_of(street.lianchi) == [NOW.year, NOW.year - 1]


def test_M67_each_change_is_a_line_that_the_authors_read(street):
    budgets.finish(street.budget_open, by=street.lin, at=street.budget_open.closes + timedelta(hours=1))
    work = Project.objects.filter(chosen__item__isnull=False, chosen__budget=street.budget_open).first()
    before = work.voice.lines.count()
    projects.move(work, to="buy", percent=10, says="三家来量过了。", by=street.lin, at=NOW)
    assert work.voice.lines.count() == before + 1
    says = work.voice.lines.latest("pk").says
    assert says == "采购，10%：三家来量过了。"
    for answer in work.chosen.item.answers.all():
        assert says in Line.objects.filter(voice=answer.proposal.voice).latest("pk").says


def test_M67_the_road_is_walked_to_the_warranty_and_back_to_the_building_when_it_does_not_hold(street):
    tap = street.tap_project
    assert (tap.stage, tap.spent, bool(tap.warranty_until)) == ("warranty", 468_000, True)
    assert set(tap.milestones.exclude(reached_at=None).values_list("stage", flat=True)) == {
        "design",
        "build",
        "accept",
    }
    projects.move(tap, to="build", percent=50, says="接头漏水，重新装。", by=street.lin, at=NOW)
    assert set(tap.milestones.exclude(reached_at=None).values_list("stage", flat=True)) == {"design"}
    with pytest.raises(Refused, match="才能验收"):
        projects.move(tap, to="accept", percent=60, says="看过了没问题。", by=street.lin, at=NOW)


def test_M67_the_owner_changes_with_a_reason_and_a_vacant_post_hands_on_by_itself(street):
    lamps = street.lamps
    with pytest.raises(Refused, match="为什么换人"):
        projects.hand(lamps, to=street.lin_post, why="", by=street.lin, at=NOW)
    end(street.liu_post, by=street.lin, at=NOW, why="搬走了")
    lamps.refresh_from_db()
    assert lamps.post != street.liu_post
    assert lamps.post.ended_at is None
    assert "卸任" in lamps.voice.lines.latest("pk").says


def test_M67_dates_are_moved_with_a_reason(street):
    later = {"build": NOW.date() + timedelta(days=60)}
    with pytest.raises(Refused, match="为什么改日子"):
        projects.set_dates(street.lamps, later, by=street.lin, at=NOW)
    projects.set_dates(street.lamps, later, why="配件要等一个月。", by=street.lin, at=NOW)
    assert street.lamps.milestones.get(stage="build").due == later["build"]
    assert "配件要等一个月" in street.lamps.voice.lines.latest("pk").says
