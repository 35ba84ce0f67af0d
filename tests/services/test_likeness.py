"""M35, R13.9: how sure “the same” is comes from what people of the street joined, and from nothing else."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from huisheng.collect.concerns import likeness, likening
from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Concern, Joining
from tests.pages.resident import words
from tests.services.test_triage_services import raised


@pytest.fixture(autouse=True)
def read_anew():
    likeness.forget()
    yield
    likeness.forget()


def said(street, text, *, joins=None, stage="working"):
    concern = raised(street, text)
    if joins:
        concerns.join(concern, lead=joins, by=street.lin, at=now())
    Concern.objects.filter(pk=concern.pk).update(stage=stage)
    return Concern.objects.get(pk=concern.pk)


@pytest.fixture
def quiet(street):
    """Nothing else was said in the half year."""
    Concern.objects.update(raised_at=now() - timedelta(days=400))
    return street


def test_M35_a_pair_that_became_one_counts_once_and_what_nobody_touched_not_at_all(quiet):
    lead = said(quiet, "三栋楼道灯坏了好几天没人修")
    said(quiet, "三栋楼道灯坏了好几天", joins=lead)
    said(quiet, "三栋楼道灯坏了没人修", joins=lead)
    said(quiet, "三栋楼道灯还是坏的好几天了")
    said(quiet, "三栋楼道灯坏了好几天又坏了", stage="heard")
    found = list(likening.pairs_of(quiet.street, at=now() + timedelta(minutes=1)))
    assert sum(same for _score, same in found) == 2
    assert sum(not same for _score, same in found) == 1, (
        "beside the lead alone: its followers are not shown any more"
    )


def test_M35_the_page_says_how_sure_once_enough_was_joined(quiet, client, monkeypatch):
    lead = said(quiet, "三栋楼道灯坏了好几天没人修")
    other = said(quiet, "三栋楼道灯坏了好几天", stage="heard")
    client.force_login(quiet.lin)
    there = f"/matter/{other.speaker.number}/"
    page = words(client.get(there))
    assert lead.voice.title in page
    assert "把握" not in page.partition("也许是同一件")[2].partition("</section>")[0]
    Joining.objects.create(
        street=quiet.street, at=now(), knots=[[0.34, 0.2], [1.0, 0.9]], pairs=214, joined=80, error=0.03
    )
    likeness.forget()
    assert "把握" in words(client.get(there)).partition("也许是同一件")[2].partition("</section>")[0]
    client.force_login(quiet.guo)
    Joining.objects.update(pairs=0)
    assert "还说不出把握" in words(client.get("/triage/"))
    Joining.objects.update(pairs=214)
    assert "其中 80 对" in words(client.get("/triage/"))


def test_M35_it_is_learned_once_a_day_and_says_nothing_of_too_few(quiet):
    at = now()
    assert likening.learn_all(at=at) == 0
    assert Joining.objects.get(street=quiet.street).pairs == 0
    assert likeness.likeness_at(quiet.street.pk) is None
    Joining.objects.update(pairs=7)
    likening.learn_all(at=at)
    assert Joining.objects.get(street=quiet.street).pairs == 7, "not twice on the same day"
