"""The story is a believable street, told in verbs."""

from collections import Counter

from huisheng.collect.concerns.counting import counted_as
from huisheng.collect.concerns.rollup import STAMP
from huisheng.collect.concerns.stages import Stage
from huisheng.collect.models import Concern, Tally
from huisheng.territory.models import Place
from tests.told import Street


def test_the_street_has_some_three_hundred_homes_and_sixty_matters(street: Street) -> None:
    assert 280 <= Place.objects.filter(kind="home").count() <= 320
    assert 55 <= Concern.objects.count() <= 70


def test_every_stage_stands_somewhere_on_the_street(street: Street) -> None:
    assert set(Concern.objects.values_list("stage", flat=True)) == set(Stage)


def test_some_are_late_and_some_were_opened_again(street: Street) -> None:
    assert Concern.objects.filter(reopened__gt=0).count() >= 2
    assert Concern.objects.filter(is_open=True, contacted_at=None).exists()


def test_M151_the_totals_are_what_the_records_add_up_to(street: Street) -> None:
    wanted: Counter[tuple[str, int]] = Counter()
    for concern in Concern.objects.all():
        wanted.update(counted_as(concern))
    kept = Tally.objects.filter(place=street.street).exclude(n=0).exclude(measure=STAMP)
    found: Counter[tuple[str, int]] = Counter()
    for row in kept:
        found[row.measure, row.bucket] += row.n
    assert found == wanted
