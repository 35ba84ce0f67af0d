"""R13.3: what is no longer needed goes, by the table; what the law wants kept stays."""

import os
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.utils.timezone import localtime, now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Attendee, Concern, SensitiveNote
from huisheng.collect.visits.models import Visit
from huisheng.deliberate.ballots.services import rolls
from huisheng.deliberate.models import Roll, RollOwner
from huisheng.echo.models import AuditEntry, Cleaning, Consent, Knock, Line, Proof, Reading, Sealed, Speaker
from huisheng.echo.retention.rules import KEPT, NEVER
from huisheng.echo.tables import write_csv
from huisheng.people.models import Login, Person
from huisheng.square.doctor.examination import RECORDS, examine
from huisheng.square.retention import services, tables
from huisheng.square.rights.collecting import pointing_at
from huisheng.square.tokens.models import Token
from stories.assembly import HEADERS

YEARS = timedelta(days=365)
PHONE = "13812340431"


@pytest.fixture
def night():
    return now()


def closed(street, ago, **more):
    """A settled matter, closed so long ago, whose speaker left name and telephone."""
    found = Concern.objects.filter(closed_as="confirmed", lead=None, speaker__phone__gt="", **more).earliest(
        "pk"
    )
    Concern.objects.filter(pk=found.pk).update(closed_at=now() - ago)
    return found


def who(concern):
    concern.speaker.refresh_from_db()
    one = concern.speaker
    return [one.name, one.phone, one.email, one.person, one.code]


def test_two_years_after_closing_nobody_can_tell_whose_matter_it_was(street, night):
    old = closed(street, 2 * YEARS + timedelta(days=1))
    concerns.thank(old, at=night, words=f"谢谢，我的电话{PHONE}，住2单元301。")
    assert services.due("matters", at=night) == 1
    figures = [line.did for line in old.voice.lines.order_by("pk")]
    services.clean_up(at=night)
    assert who(old) == ["", "", "", None, ""]
    words = "".join(Line.objects.filter(voice=old.voice).values_list("says", flat=True))
    assert PHONE not in words
    assert "301" not in words
    assert [line.did for line in old.voice.lines.order_by("pk")] == figures
    assert services.due("matters", at=night) == 0


def test_figures_and_every_promise_hold_after_the_night(street, night):
    closed(street, 3 * YEARS)
    Concern.objects.filter(is_open=False).update(closed_at=night - 3 * YEARS)
    before = wrong(night)
    services.clean_up(at=night)
    assert wrong(night) == before


def wrong(night):
    """What the doctor finds, without its examples, which come in any order."""
    return [words.partition(" (")[0] for one in examine(at=night, checks=RECORDS) for words in one.wrong]


def test_an_open_matter_stays_however_old(street, night):
    old = Concern.objects.filter(is_open=True, speaker__phone__gt="").earliest("pk")
    Concern.objects.filter(pk=old.pk).update(raised_at=night - 9 * YEARS)
    before = who(old)
    services.clean_up(at=night)
    assert who(old) == before


def test_a_matter_closed_lately_stays(street, night):
    young = closed(street, timedelta(days=700))
    before = who(young)
    services.clean_up(at=night)
    assert who(young) == before


def test_sensitive_circumstances_go_a_year_after_closing_and_that_somebody_agreed_stays(street, night):
    note = SensitiveNote.objects.get()
    over = Concern.objects.filter(closed_as="confirmed").earliest("pk")
    Concern.objects.filter(pk=over.pk).update(closed_at=night - 2 * YEARS)
    SensitiveNote.objects.filter(pk=note.pk).update(concern=over)
    services.clean_up(at=night)
    assert not Sealed.objects.filter(table="collect.sensitivenote").exists()
    assert Consent.objects.get(purpose="sensitive").ended_at == night


def test_sensitive_circumstances_of_an_open_matter_stay(street, night):
    note = SensitiveNote.objects.get()
    SensitiveNote.objects.filter(pk=note.pk).update(at=night - 3 * YEARS)
    services.clean_up(at=night)
    assert Sealed.objects.filter(table="collect.sensitivenote", row=note.pk).exists()


def test_owners_names_go_after_three_years_and_the_roll_and_its_hash_stay(street, night):
    day = night.date()
    roll = rolls.open_roll(
        street.vote_over.assembly,
        name="旧名册",
        notice_from=day,
        notice_to=day + timedelta(days=7),
        by=street.lin,
        at=night,
    )
    rows = [("1", "1", "101", "欧阳澄", "Y-1", "90", "住宅", "否")]
    rolls.take_in(
        roll, BytesIO(write_csv(HEADERS, rows)), name="a.csv", by=street.lin, at=night, dry_run=False
    )
    sealed = Sealed.objects.filter(table="deliberate.rollowner").latest("pk")
    Roll.objects.filter(pk=roll.pk).update(frozen_at=night - 2 * YEARS, sha256="f" * 64)
    assert services.due("owners", at=night) == 0
    Roll.objects.filter(pk=roll.pk).update(frozen_at=night - 4 * YEARS)
    services.clean_up(at=night)
    assert not Sealed.objects.filter(pk=sealed.pk).exists()
    assert RollOwner.objects.filter(unit__roll=roll).count() == 1
    assert Roll.objects.get(pk=roll.pk).sha256 == "f" * 64


def test_owners_names_stay_while_a_vote_on_the_roll_is_open(street, night):
    roll = street.vote_open.roll
    Roll.objects.filter(pk=roll.pk).update(frozen_at=night - 4 * YEARS)
    before = Sealed.objects.filter(table="deliberate.rollowner").count()
    services.clean_up(at=night)
    assert Sealed.objects.filter(table="deliberate.rollowner").count() == before > 0


def test_readings_are_kept_for_three_years_and_the_security_log_for_good(street, night):
    young = Reading.objects.create(
        by=street.lin, what="name", path="x", purpose="回电话", at=night - 2 * YEARS
    )
    old = Reading.objects.create(by=street.lin, what="name", path="x", purpose="回电话", at=night - 4 * YEARS)
    entries = AuditEntry.objects.count()
    services.clean_up(at=night)
    assert Reading.objects.filter(pk=young.pk).exists()
    assert not Reading.objects.filter(pk=old.pk).exists()
    assert AuditEntry.objects.count() > entries


def test_consents_are_never_taken_away(street, night):
    Consent.objects.update(at=night - 20 * YEARS)
    kept = Consent.objects.count()
    services.clean_up(at=night)
    assert Consent.objects.count() == kept > 0


def test_logins_that_ran_out_go_and_running_ones_stay(street, night):
    old, running = (
        Login.objects.create(session_key=key, session_data="", expire_date=night + late, person=street.lin)
        for key, late in (("a" * 32, -timedelta(hours=1)), ("b" * 32, timedelta(hours=1)))
    )
    services.clean_up(at=night)
    assert not Login.objects.filter(pk=old.pk).exists()
    assert Login.objects.filter(pk=running.pk).exists()


def test_knocks_of_last_week_go_and_a_locked_door_stays_locked(street, night):
    Knock.objects.create(door="old", since=night - timedelta(days=8))
    Knock.objects.create(
        door="locked", since=night - timedelta(days=8), locked_until=night + timedelta(minutes=5)
    )
    Knock.objects.create(door="new", since=night)
    services.clean_up(at=night)
    assert set(Knock.objects.values_list("door", flat=True)) >= {"locked", "new"}
    assert not Knock.objects.filter(door="old").exists()


def test_names_at_a_talk_go_after_a_year_and_heads_still_count(street, night):
    one = Attendee.objects.create(talk=street.talk, mark="m" * 64, role="resident", name="欧阳澄")
    type(street.talk).objects.filter(pk=street.talk.pk).update(starts=night - 2 * YEARS)
    services.clean_up(at=night)
    one.refresh_from_db()
    assert (one.name, one.mark) == ("", "m" * 64)


def test_uploads_of_yesterday_go(street, night, tmp_path, monkeypatch):
    monkeypatch.setattr(services, "UPLOADS", tmp_path)
    old, new = tmp_path / "old", tmp_path / "new"
    for one in (old, new):
        one.write_text("x")
    os.utime(old, (0, 0))
    services.clean_up(at=night)
    assert [one.name for one in tmp_path.iterdir()] == ["new"]


def test_it_is_done_once_a_day_and_says_what_went(street, night):
    closed(street, 3 * YEARS)
    assert services.clean_up(at=night) >= 1
    assert Cleaning.objects.get(kind="matters").n == 1
    assert services.clean_up(at=night) == 0
    assert AuditEntry.objects.filter(did="retention", about="matters 1").exists()


def test_a_table_that_keeps_less_than_the_law_wants_is_refused():
    with pytest.raises(ValueError, match="the law wants"):
        replace(KEPT["readings"], days=30)
    assert set(KEPT) == set(services.JOBS)


def holds_personal_data(model):
    """Whether a table points at whom it is about, or says how to reach somebody."""
    pointing = {
        field.name for target in (Person, Speaker) for _m, field in pointing_at(target) if _m is model
    }
    return bool(
        pointing & {"person", "speaker", "waiting"}
        or {field.name for field in model._meta.local_fields} & {"phone", "email"}
    )


def test_every_table_with_personal_data_goes_in_time_or_says_why_it_stays():
    house = [model for model in apps.get_models() if model.__module__.startswith("huisheng.")]
    personal = {model._meta.label for model in house if holds_personal_data(model)}
    assert personal - {*tables.GOES, *tables.STAYS} == set()
    assert {*tables.GOES, *tables.STAYS} <= {model._meta.label for model in house}
    assert {*tables.GOES.values()} <= {*KEPT}
    assert {*tables.STAYS.values()} <= {str(name) for name, _why in NEVER}


def test_visits_proofs_tokens_and_deliveries_go(street):
    old = localtime() - timedelta(days=800)
    visit = Visit.objects.create(place=street.tingyu3, by=street.zhou, hat="", at=old, words="灯坏了")
    token = Token.objects.create(
        person=street.zhou,
        name="旧的",
        digest="0" * 64,
        tail="0000",
        made_at=old,
        until=old + timedelta(days=1),
    )
    proof = Proof.objects.create(speaker=Speaker.objects.earliest("pk"), at=old)
    services.clean_up(at=localtime())
    for one in (visit, token, proof):
        assert not type(one).objects.filter(pk=one.pk).exists()
