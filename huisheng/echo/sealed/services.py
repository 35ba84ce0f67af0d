"""Seal words of a row, open them for a reading that is on record, drop them, and change the key."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet

from huisheng.echo.readings.models import Reading
from huisheng.echo.sealed.models import Sealed
from huisheng.echo.sealed.sealing import Keyring, Unreadable, keyring, seal, unseal

BATCH = 500
UNREADABLE = "…"


def ring() -> Keyring:
    """The keys of this installation (settings.SEAL_KEYS)."""
    return _ring(settings.SEAL_KEYS)


_ring = lru_cache(maxsize=4)(keyring)


@transaction.atomic
def keep(model: type[Model], field: str, words: Mapping[int, str]) -> None:
    """Seal one field of several rows; empty words leave nothing. What was sealed there before is gone."""
    drop(model, words, field=field)
    rows = [
        Sealed(table=model._meta.label_lower, row=row, field=field) for row, told in words.items() if told
    ]
    for one in rows:
        one.key, one.words = seal(words[one.row], ring=ring(), binding=one.binding)
    Sealed.objects.bulk_create(rows, batch_size=BATCH)


def opened(model: type[Model], field: str, rows: Iterable[int], *, reading: Reading) -> dict[int, str]:
    """The words by row. Only for a `reading` that was written down before: who, and what for (I6).

    What cannot be opened (a key that was lost) is an ellipsis: the rest is shown all the same, and doctor names it.
    """
    assert reading.pk, "written down first"
    return {one.row: _read(one) for one in _of(model, rows, field=field)}


def compared(model: type[Model], field: str, rows: Iterable[int], *, words: str) -> dict[int, bool]:
    """Whether the sealed words of each row are these: a yes or no for a rule, shown to nobody, so it is no reading."""
    return {one.row: _read(one) == words for one in _of(model, rows, field=field)}


def secret(model: type[Model], field: str, row: int) -> str:
    """A secret of the house's own: reckoned with, or told to whoever sets it, and no word about a person, so it is no reading.

    Raises Unreadable when it is not there or no key opens it.
    """
    one = Sealed.objects.filter(table=model._meta.label_lower, row=row, field=field).first()
    if one is None:
        raise Unreadable(f"{model._meta.label_lower}:{row}:{field}")
    return unseal(bytes(one.words), key=one.key, ring=ring(), binding=one.binding)


def drop(model: type[Model], rows: Iterable[int], *, field: str = "") -> int:
    """The words are gone for good."""
    return sum(one.delete()[0] for one in _pieces(model, rows, field=field))


def rotate() -> Iterator[int]:
    """Seal everything anew with the first key, so many rows a transaction; says how many each time.

    Stopped or killed in between nothing is lost: what is done is done, the rest still opens with its old key.
    """
    while done := _rotate_some():
        yield done


@transaction.atomic
def _rotate_some() -> int:
    old = Sealed.objects.exclude(key=ring().first).filter(key__in=ring().keys)
    rows = list(old.select_for_update().order_by("key", "pk")[:BATCH])
    for one in rows:
        plain = unseal(bytes(one.words), key=one.key, ring=ring(), binding=one.binding)
        one.key, one.words = seal(plain, ring=ring(), binding=one.binding)
    Sealed.objects.bulk_update(rows, ["key", "words"])
    return len(rows)


def unreadable() -> Iterator[str]:
    """Everything that no key opens, by what it is bound to."""
    for one in Sealed.objects.order_by("pk").iterator(chunk_size=2000):
        try:
            unseal(bytes(one.words), key=one.key, ring=ring(), binding=one.binding)
        except Unreadable:
            yield one.binding


def _read(one: Sealed) -> str:
    try:
        return unseal(bytes(one.words), key=one.key, ring=ring(), binding=one.binding)
    except Unreadable:
        return UNREADABLE


def _of(model: type[Model], rows: Iterable[int], *, field: str) -> Iterator[Sealed]:
    for piece in _pieces(model, rows, field=field):
        yield from piece


def _pieces(model: type[Model], rows: Iterable[int], *, field: str) -> "Iterator[QuerySet[Sealed]]":
    """A query takes so many numbers and no more."""
    numbers = list(rows)
    for start in range(0, len(numbers), BATCH):
        found = Sealed.objects.filter(table=model._meta.label_lower, row__in=numbers[start : start + BATCH])
        yield found.filter(field=field) if field else found
