"""The pages of owners' votes: as many queries for one row as for three, and who sees what."""

import pytest
from django.test import Client
from django.utils.timezone import localtime

from huisheng.deliberate.ballots.services import rolls
from huisheng.deliberate.models import Ballot, Receipt, RollObjection, Vote


@pytest.fixture
def page(street):
    def of(login):
        client = Client()
        client.force_login(street[login])
        return client

    return of


def more_of_everything(street):
    """Two more assemblies, objections, votes and ballots."""
    for name in ("hefeng", "xincun"):
        rolls.found(street[name], by=street.guo, at=localtime())
    for _each in range(2):
        RollObjection.objects.create(roll=street.roll, unit="1", words="不对", by=street.he, at=localtime())
        vote = Vote.objects.get(pk=street.vote_open.pk)
        counters, questions = list(vote.counters.all()), list(vote.questions.all())
        vote.pk = None
        vote._state.adding = True
        vote.save()
        vote.counters.set(counters)
        for one in questions:
            one.pk, one._state.adding, one.vote = None, True, vote
            one.save()


@pytest.mark.parametrize(
    "url", ["/assemblies/", "/assembly/{a}/", "/roll/{r}/", "/vote/{v}/", "/vote/{o}/doors/"]
)
def test_more_rows_need_no_more_queries(street, page, connection_queries, url):
    keys = {"a": street.assembly.pk, "r": street.roll.pk, "v": street.vote_over.pk, "o": street.vote_open.pk}
    client, address = page("lin"), url.format(**keys)
    client.get(address)
    few = connection_queries(lambda: client.get(address))
    more_of_everything(street)
    assert connection_queries(lambda: client.get(address)) == few


def test_an_owner_votes_and_the_receipt_does_not_say_what(street, page):
    street.assembly.logins.filter(person=street.he).update(owner_id="Y-2-1-101")
    unit, client = street.roll.units.get(unit="2栋1单元101"), page("he")
    answer = client.post(
        f"/vote/{street.vote_open.pk}/ballot/{unit.pk}/", {"1": "against", "2": ["罗映荷"]}, follow=True
    )
    code = Receipt.objects.order_by("-pk")[0].code
    text = answer.content.decode()
    assert code in text
    assert "against" not in text
    assert "罗映荷" not in text
    assert Ballot.objects.filter(unit=unit.code).count() == 4
    assert code in Client().get(f"/receipt/?code={code.lower()}").content.decode()
    there = f"/vote/{street.vote_open.pk}/"
    assert f"{there}ballot/{unit.pk}/" not in client.get(there).content.decode()
    again = client.get(f"{there}ballot/{unit.pk}/").content.decode()
    assert "已经交过票了" in again
    assert '<button class="btn main wide-act">' not in again


def test_a_neighbour_who_is_no_owner_sees_nothing_of_it(street, page):
    assert page("tan").get(f"/vote/{street.vote_over.pk}/").status_code == 403
    assert page("tan").get(f"/vote/{street.vote_over.pk}/bundle.zip").status_code == 403


def test_the_verdict_shows_four_bars_with_the_article(street, page):
    text = page("he").get(f"/vote/{street.vote_over.pk}/").content.decode()
    assert text.count('<svg class="bar"') == 8
    assert "民法典第 278 条第一款第八项" in text
    assert "verify.py" in text


def test_the_door_of_a_paper_does_not_show_what_the_first_read(street, page):
    paper = street.vote_open.papers.filter(receipt=None).exclude(readings=None).get()
    text = page("lin").get(f"/vote/{street.vote_open.pk}/doors/{paper.unit_id}/").content.decode()
    assert "第 1 题不一样" in text
    assert "checked" not in text
