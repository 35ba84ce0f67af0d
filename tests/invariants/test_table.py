"""Whatever a council does in whatever order: no item without a fate, no promise without owner and day, no decision
without a quorum, nobody told twice or never, nothing promised that is nobody's."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Concern
from huisheng.deliberate.councils import services as councils
from huisheng.deliberate.councils.rules import DECISIONS
from huisheng.deliberate.councils.services.kinds import blueprints
from huisheng.deliberate.models import Absence, Attendee, CouncilSession, Item, Promise
from huisheng.deliberate.promises import services as promises
from huisheng.echo.refusals import Refused
from huisheng.resolve.models import Task
from huisheng.resolve.tasks import services as tasks
from huisheng.resolve.tasks.rules import OPEN
from huisheng.resolve.tasks.services import Outcome
from huisheng.square.doctor.examination import RECORDS, examine
from huisheng.square.doctor.territory import every_home_has_a_contact, every_path_follows_its_parent
from huisheng.territory.posts.services import end
from tests.invariants import world as worlds
from tests.invariants.world import MONDAY

LAND = (every_home_has_a_contact, every_path_follows_its_parent)
EACH_STEP = [check for check in RECORDS if check not in LAND]
OUTCOMES = ("agreed", "agreed", "agreed", "escalated", "explained", "put_off", "")
DAYS = (3, 40, 0, 3, 12, None, -1)
FIRST, WHY_NONE = ("", "装围挡", "装围挡"), ("", "当场就改好了")
ACTS_ON_A_TASK = ("finish", "accept", "finish", "return", "hand", "finish", "move")
DONE = Outcome(words="做完了，两边都看过，没有意见。", who="物业陈师傅", outputs=[("灯", 2, "盏")])


class Table:
    """Acts in any order; a refusal is an answer too."""

    def __init__(self) -> None:
        self.now, self.world = MONDAY, worlds.build(MONDAY - timedelta(days=30))
        self.by = {"by": self.world.people[4], "hat": "社区经办人"}
        estate = self.world.homes[0].area
        council = councils.found(
            blueprints(None).get(code="red-grid"), place=estate, name="议事厅", where="亭子", chair=self.world.people[2],
            starts=MONDAY, at=MONDAY - timedelta(days=9), **self.by,
        )  # fmt: skip
        self.council = council
        for n in range(2):
            councils.plan(council, starts=MONDAY + timedelta(days=1 + n), at=self.now, **self.by)
        for n in range(3):
            worlds.speak(self.world, n * 4, self.now)
        self.meet()

    def meet(self) -> None:
        """Two topics of the three matters on the first table, everybody told and there: the rules go on from here."""
        first, by = self.session(0), self.by["by"]
        for several in (self.world.raised[:2], self.world.raised[2:]):
            title = f"{len(several)}件事"
            item = self.attempt(
                councils.table, first, title=title, words="看材料", concerns=several, **self.by
            )
            self.attempt(councils.set_parties, item, councils.seats(self.council), by=by)
        self.attempt(councils.notify, first, **self.by)
        councils.tick(first, list(range(20)))
        self.attempt(councils.open_, first, **self.by)
        for party in councils.seats(self.council):
            self.attempt(councils.arrive, first, names=f"{party.name}来的", role="", party=party, by=by)

    def attempt(self, verb, *args, **kwargs):
        self.now += timedelta(minutes=1)
        try:
            return verb(*args, at=self.now, **kwargs)
        except Refused:
            return None

    def pick(self, rows, n):
        known = list(rows.order_by("pk"))
        return known[n % len(known)] if known else None

    def session(self, n):
        return CouncilSession.objects.select_related("council__blueprint").order_by("pk")[n % 2]

    def somebody_tables_something(self, n, m) -> None:
        chosen = self.world.raised[m % 4 :]
        session, title = self.session(n), f"第{n}件事"
        item = self.attempt(councils.table, session, title=title, words="看材料", concerns=chosen, **self.by)
        if item:
            self.attempt(councils.set_parties, item, councils.seats(self.council), by=self.by["by"])

    def two_matters_are_joined(self, n, m) -> None:
        one, lead = (Concern.objects.order_by("pk")[pk % 3] for pk in (n, n + 1))
        self.attempt(concerns.join, one, lead=lead, **self.by)

    def a_session_is_notified_and_opened(self, n, m) -> None:
        session = self.session(n)
        self.attempt(councils.notify, session, **self.by)
        councils_tick = CouncilSession.objects.get(pk=session.pk)
        if not councils_tick.closed_at:
            councils.tick(councils_tick, list(range(20)))
        self.attempt(councils.open_, session, **self.by)

    def all_but_one_party_arrives(self, n, m) -> None:
        session = self.session(n)
        for k, party in enumerate(councils.seats(self.council)):
            if k != m:
                names, by = f"{party.name}来的{n}", self.by["by"]
                self.attempt(councils.arrive, session, names=names, role="", party=party, by=by)

    def somebody_leaves(self, n, m) -> None:
        if one := self.pick(Attendee.objects.all(), n):
            self.attempt(councils.leave, one, **self.by)

    def complete(self, session) -> bool:
        """The quorum counted by hand: every required party has somebody who came and did not leave."""
        gone = set(Absence.objects.filter(back_at=None).values_list("attendee", flat=True))
        here = {one.party_id for one in session.attendees.all() if one.pk not in gone}
        return all(party.pk in here for party in self.council.parties.filter(required=True))

    def an_item_is_talked_about_and_decided(self, n, m) -> None:
        outcome = OUTCOMES[m % len(OUTCOMES)]
        item = self.pick(
            Item.objects.filter(outcome="").select_related("session__council").order_by("session__starts"), n
        )
        if item is None:
            return
        self.attempt(councils.begin, item, by=self.by["by"])
        complete, first, none_needed = self.complete(item.session), FIRST[(n + m) % 3], WHY_NONE[n % 2]
        decided = self.attempt(
            promises.conclude, item, outcome=outcome, resolution="先试一个月", accountable="property",
            first=first, owner=self.world.body if first else None, none_needed=none_needed,
            due=self.now.date() + timedelta(days=5) if first else None, **self.by,
        )  # fmt: skip
        assert complete or not (decided and outcome in DECISIONS), "decided without a quorum"
        if decided and outcome == "agreed":
            assert decided.promises.exists() != bool(decided.no_promise), "agreed, and nobody does anything"

    def somebody_promises(self, n, m) -> None:
        who, days = m, DAYS[(n + m) % len(DAYS)]
        decided = Item.objects.filter(outcome__in=DECISIONS)
        item = self.pick(decided, n) if n < 6 and decided else self.pick(Item.objects.all(), n)
        assert item is not None
        posts = self.world.posts()
        owner = None if who == 9 else self.world.body if who == 8 else posts[who % len(posts)]
        due = None if days is None else self.now.date() + timedelta(days=days)
        made = self.attempt(promises.promise, item, words="装围挡", owner=owner, due=due, **self.by)
        assert not (made and (owner is None or due is None or item.outcome not in ("agreed", "escalated")))

    def a_task_goes_on(self, n, m) -> None:
        act = ACTS_ON_A_TASK[m % len(ACTS_ON_A_TASK)]
        task = self.pick(Task.objects.filter(stage__in=OPEN), n)
        if task is None:
            return
        posts = self.world.posts()
        if act == "accept":
            self.attempt(tasks.accept, task, **self.by)
        elif act == "return":
            self.attempt(tasks.return_, task, why="做不了，没有工具", **self.by)
        elif act == "move":
            self.attempt(
                tasks.move, task, due=self.now.date() + timedelta(days=n - 1), why="等材料到货", **self.by
            )
        elif act == "hand":
            self.attempt(tasks.hand_over, task, to=posts[n % len(posts)], **self.by)
        else:
            self.finish(task)

    def finish(self, task: Task) -> None:
        """The last promise of an item asks everyone who waits for nothing else, and leaves nobody unasked."""
        self.attempt(tasks.finish, task, outcome=DONE, **self.by)
        item = task.promise.item
        if item.promises.filter(kept=None).exists() or item.outcome not in ("agreed", "escalated"):
            return
        waiting = Promise.objects.filter(kept=None).values("item__matters__voice")
        voices = item.matters.exclude(voice__in=waiting).values("voice")
        found = Concern.objects.filter(Q(voice__in=voices), is_open=True)
        assert {one.stage for one in found} <= {"done"}, list(found.values_list("stage", flat=True))

    def a_neighbour_judges(self, n, m) -> None:
        solved = "yes" if m % 2 else "no"
        if one := self.pick(Concern.objects.filter(stage="done"), n):
            self.attempt(concerns.judge, one, solved=solved, rating="not" if solved == "no" else "very")

    def a_post_ends(self, n, m) -> None:
        posts = self.world.posts()
        if len(posts) > 5:
            self.attempt(end, posts[n % len(posts)], by=None, why="搬走了")

    def a_session_closes(self, n, m) -> None:
        self.attempt(councils.close, self.session(n), **self.by)

    def ask_the_doctor(self) -> None:
        wrong = [words for checked in examine(at=self.now, checks=EACH_STEP) for words in checked.wrong]
        assert not [words for words in wrong if "还没发" not in words], "\n".join(wrong)


T = Table
EVERY = [
    *[T.an_item_is_talked_about_and_decided] * 5, *[T.somebody_promises] * 6, *[T.a_task_goes_on] * 7,
    *[T.a_neighbour_judges] * 2, T.somebody_tables_something, T.two_matters_are_joined, T.somebody_leaves,
    T.a_session_is_notified_and_opened, T.all_but_one_party_arrives, T.a_post_ends, T.a_session_closes,
]  # fmt: skip
ACTS = st.lists(
    st.tuples(st.sampled_from(EVERY), st.integers(0, 9), st.integers(0, 9)), min_size=30, max_size=40
)


@pytest.mark.django_db
@settings(
    max_examples=worlds.EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=[Phase.generate],
)
@given(acts=ACTS)
def test_M41_M42_what_a_council_decides_is_never_nobodys_and_everyone_is_told_once(acts):
    with transaction.atomic():
        table = Table()
        for act, n, m in acts:
            act(table, n, m)
        table.ask_the_doctor()
        transaction.set_rollback(True)
