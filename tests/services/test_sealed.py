"""R13.5: sensitive words are sealed in a table of their own, bound to their row, opened for a reason, re-keyed safely."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils.timezone import now

from huisheng.collect.models import Concern, SensitiveNote
from huisheng.collect.sensitive import services as sensitive
from huisheng.deliberate.ballots.services import rolls
from huisheng.deliberate.ballots.services.filing import open_roll
from huisheng.deliberate.models import RollOwner
from huisheng.echo.consents.services import in_force
from huisheng.echo.models import Line, Reading, Sealed
from huisheng.echo.refusals import Refused
from huisheng.echo.sealed import services
from huisheng.echo.sealed.sealing import Unreadable, keyring, new_key, seal, unseal
from huisheng.echo.tables import write_csv
from huisheng.square.doctor.agreeing import every_seal_can_be_opened
from stories.assembly import HEADERS

OLD, NEW = new_key("a"), new_key("b")


def test_words_open_with_their_key_in_their_row_and_nowhere_else():
    ring = keyring(OLD)
    key, sealed = seal("一个人住，听不清", ring=ring, binding="t:1:words")
    assert unseal(sealed, key=key, ring=ring, binding="t:1:words") == "一个人住，听不清"
    assert "听不清".encode() not in sealed
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for words, binding, keys in (
        (sealed, "t:2:words", ring), (changed, "t:1:words", ring), (b"", "t:1:words", ring),
        (sealed, "t:1:words", keyring(NEW)), (sealed, "t:1:words", keyring(new_key("a"))),
    ):  # fmt: skip
        with pytest.raises(Unreadable):
            unseal(words, key=key, ring=keys, binding=binding)


def test_the_same_words_never_look_the_same():
    one, two = (seal("低保户", ring=keyring(OLD), binding="t:1:words")[1] for _ in range(2))
    assert one != two


@pytest.mark.parametrize(
    "bad",
    ["", "a:", "a:c2hvcnQ=", f"{OLD},{OLD}", f":{OLD[2:]}"],
    ids=["nothing", "no key", "too short", "the same twice", "no name"],
)
def test_a_bad_key_is_refused_without_being_printed(bad):
    with pytest.raises(ValueError) as told:  # noqa: PT011
        keyring(bad)
    assert OLD[2:] not in str(told.value)


@pytest.fixture
def names(street):
    """Of the owners on the roll of the vote that is over, twenty have a name."""
    Sealed.objects.all().delete()
    rows = RollOwner.objects.filter(unit__roll=street.vote_over.roll).order_by("pk")[:20]
    services.keep(RollOwner, "name", {row.pk: f"业主{row.pk}" for row in rows})
    return {row.pk: f"业主{row.pk}" for row in rows}


def test_a_roll_is_taken_in_with_its_owners_names_under_seal(street):
    roll = rolls.open_roll(
        street.vote_over.assembly, name="新名册", notice_from=now().date(), by=street.lin, at=now(),
        notice_to=now().date() + timedelta(days=7),
    )  # fmt: skip
    before = Sealed.objects.filter(table="deliberate.rollowner").count()
    rows = [("1", "1", "101", "欧阳澄", "Y-1", "90", "住宅", "否")]
    for _ in range(2):
        rolls.take_in(
            roll, io.BytesIO(write_csv(HEADERS, rows)), name="a.csv", by=street.lin, at=now(), dry_run=False
        )
    owner = RollOwner.objects.get(unit__roll=roll)
    assert services.compared(RollOwner, "name", [owner.pk], words="欧阳澄") == {owner.pk: True}
    assert Sealed.objects.filter(table="deliberate.rollowner").count() == before + 1, (
        "of one reading of the table only"
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM deliberate_rollowner")
        columns = {one[0] for one in cursor.description}
    assert columns == {"id", "owner_id", "unit_id"}


def test_names_are_opened_with_a_reading_on_record(street, names):
    assert open_roll(street.vote_over, by=street.lin, hat="", at=now()) == names
    assert Reading.objects.filter(what="owners", by=street.lin).exists()
    with pytest.raises(AssertionError):
        services.opened(RollOwner, "name", [1], reading=Reading())


@pytest.fixture
def two_keys(names, settings):
    """What was sealed so far, and a newer key in front."""
    settings.SEAL_KEYS = f"{NEW},{settings.SEAL_KEYS}"
    return settings


def test_a_new_key_takes_everything_over_and_the_old_one_can_go(street, names, two_keys):
    told = io.StringIO()
    call_command("rotate_keys", stdout=told)
    assert f"换好了 {Sealed.objects.count()} 条" in told.getvalue()
    two_keys.SEAL_KEYS = NEW
    assert open_roll(street.vote_over, by=street.lin, hat="", at=now()) == names
    assert every_seal_can_be_opened(now()).wrong == []


def test_killed_half_way_nothing_is_lost_and_the_next_run_does_the_rest(street, names, two_keys, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 7)
    steps = services.rotate()
    assert next(steps) == 7
    steps.close()
    point = transaction.savepoint()
    assert services._rotate_some() == 7
    transaction.savepoint_rollback(point)  # killed within a batch
    assert Sealed.objects.filter(key="b").count() == 7
    assert open_roll(street.vote_over, by=street.lin, hat="", at=now()) == names
    assert sum(services.rotate()) == Sealed.objects.count() - 7
    assert not Sealed.objects.exclude(key="b").exists()


def test_a_name_that_was_changed_by_hand_stops_the_change_of_keys_and_the_doctor_names_it(
    street, names, two_keys
):
    one = Sealed.objects.earliest("pk")
    Sealed.objects.filter(pk=one.pk).update(words=b"\0" * 40)
    with pytest.raises(CommandError, match=one.binding):
        call_command("rotate_keys")
    assert "打不开" in every_seal_can_be_opened(now()).wrong[0]
    shown = open_roll(street.vote_over, by=street.lin, hat="", at=now())
    assert shown == {**names, one.row: services.UNREADABLE}


def a_matter(street):
    return Concern.objects.filter(holder__person=street.zhou, is_open=True).earliest("pk")


def written(street, words="独居，听不清，电话要大声", **more):
    told = {"agreed": True, "how": "counter", "by": street.zhou, "at": now()} | more
    return sensitive.write(a_matter(street), words=words, **told)


def test_a_sensitive_circumstance_is_written_only_with_consent(street):
    with pytest.raises(Refused, match="单独同意"):
        written(street, agreed=False)
    note = written(street)
    assert in_force("sensitive", about=f"note:{note.pk}").get().how == "counter"


def test_the_record_says_that_there_is_something_and_not_what(street):
    written(street)
    assert not Line.objects.filter(inner__contains="听不清").exists()
    assert a_matter(street).voice.lines.latest("pk").inner.startswith("另记了一条敏感情况")


def test_it_opens_for_a_reason_that_is_kept(street):
    written(street)
    with pytest.raises(Refused, match="为什么要看"):
        sensitive.open_(a_matter(street), purpose="看", by=street.zhou, at=now())
    found = sensitive.open_(a_matter(street), purpose="上门前问清楚", by=street.zhou, at=now())
    assert [words for _note, words in found] == ["独居，听不清，电话要大声"]
    kept = Reading.objects.latest("pk")
    assert (kept.what, kept.purpose) == ("sensitive", "上门前问清楚")


def test_what_is_dropped_is_gone_and_so_is_the_consent(street):
    note = written(street)
    assert sensitive.drop_([note], by=None, at=now()) == 1
    assert not Sealed.objects.filter(table=SensitiveNote._meta.label_lower, row=note.pk).exists()
    assert not in_force("sensitive", about=f"note:{note.pk}").exists()
    assert sensitive.standing(a_matter(street)) == []
