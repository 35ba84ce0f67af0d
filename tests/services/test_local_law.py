"""R5: a street's own rules of votes, copied from shipped ones, with sources and who confirmed them."""

import csv
import gc
import json
from datetime import timedelta

import pytest
from django.utils.timezone import localdate, localtime

from huisheng.deliberate.ballots.services import law, rolls, votes
from huisheng.deliberate.elections.services import law_of as law_of_preparation
from huisheng.deliberate.management.commands.tally import Command
from huisheng.echo.refusals import Refused
from huisheng.people.models import Person

NOW, TODAY = localtime(), localdate()


@pytest.fixture
def own(street):
    return law.copy(
        "national-2021", street=street.lianchi.street, name="our-own", title="本地", since=TODAY, by=street.guo, at=NOW
    )  # fmt: skip


def change(own, street, **more):
    told = {"field": "quorum", "value": "1/2", "source": "本地条例第 20 条"}
    return law.change(own, **told | more, by=street.guo, at=NOW)


def drafted(street, profile):
    opens = NOW + timedelta(days=30)
    vote = votes.draft(
        street.assembly, roll=street.roll, title="试", profile=profile, posted_at_place="公告栏", opens=opens,
        closes=opens + timedelta(days=5), counters=[street.lin, street.zhou], by=street.lin, at=NOW,
    )  # fmt: skip
    votes.ask(vote, text="修门", matter="5")
    return vote


def test_R5_a_copy_says_what_it_was_copied_from_and_nobody_has_confirmed_it(street, own):
    assert law.profile_of("our-own").quorum == law.profile_of("national-2021").quorum
    assert not law.profile_of("our-own").confirmed
    assert {rule.confirmed_on for rule in own.rules.all()} == {None}
    assert "民法典" in own.rules.get(field="special").source


def test_R5_a_changed_value_has_its_source_and_who_read_it(street, own):
    rule = change(own, street, confirmed_by="街道物业办")
    assert (rule.confirmed_by, rule.confirmed_on) == ("街道物业办", TODAY)
    assert law.profile_of("our-own").quorum.needed(10) == 5
    again = change(own, street, value="> 1 / 2")
    assert (again.value, again.confirmed_on) == (">1/2", None)
    assert law.profile_of("our-own").quorum.needed(10) == 6


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"value": "4/3"}, "不能大于 1"), ({"value": "一半"}, "请写成 2/3"), ({"value": "1/0"}, "请写成 2/3"),
        ({"source": " "}, "请写依据"), ({"field": "notice_days", "value": "十五"}, "整数"),
        ({"field": "silence", "value": "yes"}, "选一种"), ({"field": "online", "value": "adopted"}, "没有这一条"),
    ],
)  # fmt: skip
def test_R5_a_value_that_is_none_is_refused_in_words(street, own, more, why):
    with pytest.raises(Refused, match=why):
        change(own, street, **more)


def test_R5_the_rules_are_frozen_when_the_vote_is_announced(street, own):
    change(own, street)
    vote = drafted(street, "our-own")
    votes.announce(vote, by=street.lin, at=NOW)
    change(own, street, value="3/4")
    assert votes.law_of(vote).quorum.needed(8) == 4
    assert law.profile_of("our-own").quorum.needed(8) == 6


def test_R5_a_longer_notice_of_one_s_own_holds(street, own):
    change(own, street, field="notice_days", value="40")
    with pytest.raises(Refused, match="40 天以前"):
        votes.announce(drafted(street, "our-own"), by=street.lin, at=NOW)


def test_R5_an_assembly_chooses_else_the_street_s_usual_rules_else_the_nation_s(street, own):
    assert law.usual(street.tingyu) == "lianchi-2024"
    assert law_of_preparation(street.election).backers == 10
    law.use(own, by=street.guo, at=NOW)
    rolls.settle(street.assembly, by=street.lin, at=NOW, profile="our-own")
    assert law.usual(street.tingyu) == "our-own"
    assert law.usual(street.lianchi) == "our-own"
    own.usual = False
    own.save()
    assert law.usual(street.lianchi) == "national-2021"


def test_R5_the_command_finds_the_street_s_own_rules(street, own, tmp_path, capsys):
    change(own, street)
    roll = [
        {"unit": n, "owner_id": n, "area_m2": 100, "kind": "dwelling", "developer_stock": "no"}
        for n in "1234"
    ]
    cast = [
        {"unit": n, "question": 1, "choice": "for", "channel": "paper", "received_at": "2026-05-01"}
        for n in "12"
    ]
    asked = [{"question": 1, "text": "修门", "matter": "5"}]
    for name, rows in (("roll", roll), ("ballots", cast), ("questions", asked)):
        with (tmp_path / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    files = [f"--{name}={tmp_path}/{name}.csv" for name in ("roll", "ballots", "questions")]
    for profile, quorum in (("our-own", True), ("national-2021", False)):
        with pytest.raises(SystemExit):
            Command().run_from_argv(["manage.py", "tally", *files, "--profile", profile, "--json"])
        gc.enable()  # the command makes things and ends
        assert json.loads(capsys.readouterr().out)[0]["quorum"] is quorum


def test_R5_the_page_is_for_the_street_and_shows_what_is_to_be_confirmed(client, street, own):
    client.force_login(street.guo)
    text = client.get(f"/law/{own.pk}/").content.decode()
    assert text.count("待确认") > 10
    answer = client.post(f"/law/{own.pk}/quorum/", {"value": "5/4", "source": "甲"})
    assert answer.status_code == 409
    assert "不能大于 1" in answer.content.decode()
    elsewhere = Person.objects.create(name="别人", login="other")
    client.force_login(elsewhere)
    assert client.get(f"/law/{own.pk}/").status_code == 403
