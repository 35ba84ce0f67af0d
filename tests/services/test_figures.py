"""Numbers computed from records: what a number says and the list behind it are the same matters (M150, M151, M155)."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from huisheng.collect.concerns.behind import AS_OF_NOW, KEYS, WEEK, concerns_behind
from huisheng.collect.concerns.counting import counted_as
from huisheng.collect.concerns.figures import WITHIN_DAYS, Figures, figures, previous
from huisheng.collect.concerns.parts import figures_together
from huisheng.collect.concerns.rollup import forget
from huisheng.collect.concerns.services.handling import contact, extend
from huisheng.collect.concerns.services.keeping import add_up
from huisheng.collect.models import Concern
from huisheng.square.doctor.counting import recount
from huisheng.territory.models import Place


def number(found: Figures, key: str) -> int:
    """What the figures say for a key of the lists."""
    if key == "exited":
        return found.starting("exit:")
    if key == "content":
        return found.n("rated:very") + found.n("rated:basically")
    if key == "contact_asked":
        return found.response.of
    return getattr(found, key) if key in ("overdue", "late", "promised") else found.n(key)


@pytest.fixture
def lianchi(street):
    return street.street


@pytest.mark.parametrize("key", [*KEYS, *AS_OF_NOW])
def test_M150_every_number_opens_the_list_behind_it(lianchi, key):
    at = now()
    assert concerns_behind(key, lianchi, now=at).count() == number(figures(lianchi, now=at), key)


def test_M150_numbers_and_lists_agree_in_every_place_and_period(street):
    at, today = now(), localdate()
    places = [street.lianchi, street.tingyu, street.tingyu1, street.county]
    for place in places:
        for months in ({}, {"since": today, "until": today}, {"since": previous(today, today)[0]}):
            found = figures(place, **months, now=at)
            wrong = [
                key
                for key in [*KEYS, *AS_OF_NOW]
                if concerns_behind(key, place, **months, now=at).count() != number(found, key)
            ]
            assert wrong == [], f"{place} {months}"


def test_M155_days_and_kinds_agree_with_their_lists_too(lianchi):
    at = now()
    found = figures(lianchi, now=at)

    def listed(key: str) -> int:
        return concerns_behind(key, lianchi, now=at).count()

    assert found.n("finished") > 0
    for days in WITHIN_DAYS:
        assert listed(f"within:{days * 24}") == found.within_days(days).part
    edge, slow = found.slow
    assert listed(f"over:{edge}") == slow
    assert listed("workdays:3") == sum(n for days, n in found.workdays().items() if days <= 3)
    for kind, n in found.counts["category"].items():
        assert listed(f"category:{kind}") == n
        assert listed(f"finished_of:{kind}") == sum(found.workdays(kind).values())
        assert listed(f"fix_in_time_of:{kind}") == found.n("fix_in_time", kind)


def test_M151_the_roll_up_is_the_sum_of_the_records(lianchi):
    counted = Counter(
        key for concern in Concern.objects.filter(street=lianchi) for key in counted_as(concern)
    )
    found = figures(lianchi, now=now())
    assert {(m, b): n for m, buckets in found.counts.items() for b, n in buckets.items()} == dict(counted)


def test_the_story_has_something_behind_most_numbers(lianchi):
    found = figures(lianchi, now=now())
    told = [key for key in KEYS if number(found, key)]
    assert {
        "contact_in_time",
        "contact_late",
        "verdict",
        "solved:no",
        "lapsed",
        "exited",
        "joined",
        "reopened",
    } <= set(told)


def test_M154_a_change_is_shown_with_both_values_and_periods(lianchi):
    today = localdate()
    found = figures_together(lianchi, [], since=today, until=today, batch=None, now=now())
    mine, before = found.now, found.before
    assert before is not None
    first, last = previous(today, today)
    assert first == last == (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    assert mine.response == figures(lianchi, since=today, until=today, now=now()).response
    assert before.response == figures(lianchi, since=first, until=last, now=now()).response


def test_the_parts_of_a_street_add_up_to_what_lies_in_them(street):
    at = now()
    parts = list(Place.objects.filter(kind="community", street=street.street))
    found = figures_together(street.street, parts, since=None, until=None, batch=None, now=at).parts
    for part in parts:
        whole = figures(part, now=at)
        assert found[part.pk].n("raised") == whole.n("raised")
        for rate in ("response", "resolution", "satisfaction", "in_target"):
            assert getattr(found[part.pk], rate) == getattr(whole, rate)
        assert found[part.pk].days(0.5) == whole.days(0.5)


def test_what_lies_in_no_community_is_late_in_its_street_too(street):
    at, here = now(), street.street
    parts = list(Place.objects.filter(kind="community", street=here))
    before = figures_together(here, parts, since=None, until=None, batch=None, now=at)
    Concern.objects.filter(
        pk__in=Concern.objects.filter(street=here, is_open=True, due_at__lt=at)[:2].values("pk")
    ).update(community=None, area=None)
    forget()
    after = figures_together(here, parts, since=None, until=None, batch=None, now=at)
    assert after.now.late == before.now.late == concerns_behind("late", here, now=at).count() > 2
    assert after.now.overdue == before.now.overdue
    assert sum(one.late for one in after.parts.values()) == before.now.late - 2


def test_the_buildings_of_an_estate_are_counted_from_their_records(street):
    at = now()
    parts = list(Place.objects.filter(kind="building", area=street.tingyu))
    found = figures_together(street.tingyu, parts, since=None, until=None, batch=None, now=at).parts
    assert sum(one.n("raised") for one in found.values()) > 0
    for part in parts:
        assert found[part.pk].response == figures(part, now=at).response


committed = pytest.mark.django_db(transaction=True)


@committed
def test_figures_need_two_queries_and_a_third_after_a_change(lianchi, django_assert_num_queries):
    with django_assert_num_queries(3):
        figures(lianchi, now=now())
    with django_assert_num_queries(2):
        figures(lianchi, now=now())


@committed
def test_what_is_remembered_is_read_again_after_every_act(street, django_assert_num_queries):
    lianchi = street.street
    before = figures(lianchi, now=now()).n("stage:heard")
    concern = Concern.objects.filter(stage="heard", street=lianchi, lead=None).first()
    contact(concern, says="打过电话，明天去看。", by=concern.holder.person, at=now())
    with django_assert_num_queries(3):
        after = figures(lianchi, now=now())
    assert after.n("stage:heard") == before - 1


@committed
def test_after_an_act_only_its_community_is_asked_what_is_open_and_the_whole_is_right(street):
    at, here = now(), street.street
    parts = list(Place.objects.filter(kind="community", street=here))

    def asked():
        return figures_together(here, parts, since=None, until=None, batch=None, now=at)

    def overdue():
        found = asked()
        return (
            found.now.late,
            found.now.overdue,
            {pk: (one.late, one.overdue) for pk, one in found.parts.items()},
        )

    before = overdue()
    late = Concern.objects.filter(
        street=here, stage="heard", contact_due__lt=at, community__isnull=False
    ).first()
    contact(late, says="打过电话，明天去看。", by=late.holder.person, at=now())
    with CaptureQueriesContext(connection) as sent:
        after = overdue()
    (question,) = [one["sql"] for one in sent.captured_queries if '"due_at" <' in one["sql"]]
    assert "NOT IN" in question.upper() or "NOT (" in question
    forget()
    assert after == overdue() != before
    assert after[1] == before[1] - 1


@committed
def test_what_a_street_remembers_of_a_community_is_not_taken_for_the_communitys_own_page(street):
    at, here = now(), street.street
    parts = list(Place.objects.filter(kind="community", street=here))
    areas = list(Place.objects.filter(parent=street.lianchi, kind="estate"))
    whole = figures_together(here, parts, since=None, until=None, batch=None, now=at)
    own = figures_together(street.lianchi, areas, since=None, until=None, batch=None, now=at)
    assert own.now.late == whole.parts[street.lianchi.pk].late == figures(street.lianchi, now=at).late > 0
    assert (
        figures_together(here, parts, since=None, until=None, batch=None, now=at).now.late == whole.now.late
    )


@committed
def test_an_extension_counts_as_nothing_else_and_yet_is_seen_at_once(street):
    lianchi, at = street.street, now()
    promised = promised_in(lianchi, at)
    concern = Concern.objects.filter(stage="working", street=lianchi, lead=None, is_open=True, due_at__gte=at)
    concern = concern.filter(due_at__lt=at + WEEK, extensions=0).first()
    until = at + timedelta(days=30)
    extend(concern, until=until, by=concern.holder.person, at=at, why="等厂家把配件寄过来，三十天内装好。")
    assert promised_in(lianchi, at) == promised - 1


def promised_in(place, at):
    """What the street page says is due within a week."""
    return figures_together(place, [], since=None, until=None, batch=None, now=at).now.promised


@committed
def test_what_was_rolled_back_is_never_remembered(lianchi):
    month = localdate().replace(day=1)
    before = figures(lianchi, now=now()).n("raised")
    with transaction.atomic():
        add_up([(lianchi.pk, 0, month, "raised", 0, 5)])
        assert figures(lianchi, now=now()).n("raised") == before + 5
        transaction.set_rollback(True)
    add_up([(lianchi.pk, 0, month, "raised", 0, 1)])  # moves the stamp to where the other act had moved it
    assert figures(lianchi, now=now()).n("raised") == before + 1


@committed
def test_what_is_remembered_is_read_again_after_a_recount(lianchi):
    right = figures(lianchi, now=now()).n("raised")
    add_up([(lianchi.pk, 0, localdate().replace(day=1), "raised", 0, 5)])
    assert figures(lianchi, now=now()).n("raised") == right + 5
    recount(lianchi)
    assert figures(lianchi, now=now()).n("raised") == right
