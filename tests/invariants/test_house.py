"""I1-I4, I6 and the figures hold whatever is done, in whatever order, by whomever (HOUSE.md)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from huisheng.collect.concerns.stages import LEADS_TO, Act, Stage
from huisheng.collect.models import Concern
from huisheng.echo.notices.services import told
from huisheng.echo.readings.services import open_speaker
from huisheng.echo.refusals import Refused
from huisheng.square.doctor.examination import RECORDS, examine
from huisheng.square.doctor.territory import every_home_has_a_contact, every_path_follows_its_parent
from huisheng.square.management.commands.tick import tick
from huisheng.territory.posts.services import end
from tests.invariants import world as worlds
from tests.invariants.world import COSIGN, MONDAY, VERBS, World

LAND = (every_home_has_a_contact, every_path_follows_its_parent)
EACH_STEP = [check for check in RECORDS if check not in LAND]
ANY = st.integers(0, 10**6)
FEW = st.integers(0, 11)


class House(RuleBasedStateMachine):
    """Acts in any order. A refusal is an answer too; after each step the doctor finds nothing."""

    empty: World

    @initialize(first=ANY)
    def begin(self, first: int) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now, self.land_changed = MONDAY, True
        self.world = replace(self.empty, raised=[])
        worlds.speak(self.world, first, self.now)

    def attempt(self, verb, *args, **kwargs) -> None:
        try:
            verb(*args, **kwargs)
        except Refused:
            return

    def one(self, pick: int) -> Concern:
        return self.world.raised[pick % len(self.world.raised)]

    def somebody(self, pick: int):
        return self.world.people[pick % len(self.world.people)]

    @rule(n=ANY)
    def somebody_speaks(self, n: int) -> None:
        self.attempt(worlds.speak, self.world, n, self.now)

    @rule(pick=FEW, n=ANY)
    def a_neighbour_says_me_too(self, pick: int, n: int) -> None:
        self.attempt(COSIGN, self.world, self.one(pick), None, self.now, n)

    @rule(pick=FEW, who=FEW, n=ANY, data=st.data())
    def the_next_step(self, pick: int, who: int, n: int, data: st.DataObject) -> None:
        """An act that the table allows where the concern stands (other rules may still refuse it)."""
        stands = Concern.objects.values_list("stage", flat=True).get(pk=self.one(pick).pk)
        act = data.draw(st.sampled_from(sorted(LEADS_TO[Stage(stands)])))
        self.attempt(VERBS[act], self.world, self.one(pick), self.somebody(who), self.now, n)

    the_step_after = the_next_step
    and_the_one_after_that = the_next_step

    @rule(pick=FEW, act=st.sampled_from(sorted(VERBS)), who=FEW, n=ANY)
    def any_act_at_any_time(self, pick: int, act: Act, who: int, n: int) -> None:
        self.attempt(VERBS[act], self.world, self.one(pick), self.somebody(who), self.now, n)

    @rule(pick=FEW, who=FEW)
    def done_and_judged(self, pick: int, who: int) -> None:
        for act in (Act.CONTACTED, Act.FINISHED, Act.CONFIRMED):
            self.attempt(VERBS[act], self.world, self.one(pick), self.somebody(who), self.now, who)

    @rule(hours=st.sampled_from([1, 5, 24, 72, 24 * 8, 24 * 200]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        tick(at=self.now)
        assert not any(tick(at=self.now).values())
        self.land_changed = True

    @rule(pick=FEW)
    def a_post_ends(self, pick: int) -> None:
        posts = self.world.posts()
        if len(posts) < 8:
            return
        self.attempt(end, posts[pick % len(posts)], by=None, at=self.now, why="搬走了")
        self.land_changed = True

    @rule(
        pick=FEW, kind=st.sampled_from(["neighbour_head", "clerk", "officer"]), days=st.sampled_from([0, 3])
    )
    def a_post_is_filled(self, pick: int, kind: str, days: int) -> None:
        building = self.world.buildings[pick % 2]
        place = {"neighbour_head": building, "clerk": building.community, "officer": building.street}[kind]
        ends = (self.now + timedelta(days=days)).date() if days else None
        self.attempt(worlds.post, self.somebody(pick), kind, place, self.now, ends=ends)
        self.land_changed = True

    @rule(pick=FEW, who=FEW, purpose=st.sampled_from(["", "回电话问情况"]))
    def somebody_reads_the_phone_and_calls(self, pick: int, who: int, purpose: str) -> None:
        speaker = self.one(pick).speaker
        self.attempt(
            open_speaker, speaker, by=self.somebody(who), hat="社区经办人", purpose=purpose, at=self.now
        )
        told(speaker, by=self.somebody(who), at=self.now)

    @invariant()
    def the_doctor_finds_nothing(self) -> None:
        """Asked now and then and at the end: what is broken stays broken."""
        self.steps = getattr(self, "steps", 0) + 1
        if self.steps % 6 == 0:
            self.ask_the_doctor()

    def ask_the_doctor(self) -> None:
        checks = RECORDS if self.land_changed else EACH_STEP
        self.land_changed = False
        wrong = [words for checked in examine(at=self.now, checks=checks) for words in checked.wrong]
        assert not [words for words in wrong if "还没发" not in words], "\n".join(wrong)

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            try:
                self.ask_the_doctor()
            finally:
                transaction.set_rollback(True)
                self.undo.__exit__(None, None, None)


@pytest.mark.django_db
def test_I1_to_I4_and_the_figures_hold_whatever_is_done_in_any_order():
    assert set(VERBS) == {act for acts in LEADS_TO.values() for act in acts}
    House.empty = worlds.build(MONDAY - timedelta(days=30))
    run_state_machine_as_test(
        House,
        settings=settings(
            max_examples=worlds.EXAMPLES,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate],
            report_multiple_bugs=False,
        ),
    )
    assert not Concern.objects.exists()
