"""Keep what happened to the locks of the house; look whether the log is still what was written."""

import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localtime

from huisheng.echo.audit import rules
from huisheng.echo.audit.models import AuditEntry
from huisheng.people.models import Person

log = logging.getLogger("huisheng.audit")
LOCK = 7_340_001  # any number that nobody else locks on PostgreSQL


@transaction.atomic
def keep(
    did: str,
    *,
    by: Person | None,
    at: datetime,
    about: str = "",
    why: str = "",
    whose: Person | None = None,
    path: str = "",
) -> AuditEntry:
    """One more entry at the end of the chain, in the transaction of what happened.

    `did`: a word of rules.DID_NAMES. `about`: an id or a kind of thing, `why`: a reason; never a name, a phone or an address.
    `whose`: the person it was done to; `path`: the place it is about. Only one writer at a time is at the end of the
    chain. Not for acts on matters: their Lines are the record.
    """
    if did not in rules.DID_NAMES:
        raise ValueError(f"{did} is not in huisheng/echo/audit/rules.py: DID_NAMES")
    number, before = _end()
    row = AuditEntry(
        number=number + 1, at=at, did=did, by=by, whose=whose, path=path, before=before,
        about=about[: rules.MOST], why=why[: rules.MOST],
    )  # fmt: skip
    row.fingerprint = row.plain().fingerprint()
    row.save(force_insert=True)
    transaction.on_commit(lambda: log.info("audit %s %s %s", row.number, row.did, row.fingerprint))
    return row


def _end() -> tuple[int, str]:
    """The last number and its fingerprint, with the chain locked until the transaction ends.

    On SQLite every transaction that writes is alone already (settings: IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return last() or (0, rules.BEGINNING)


def last() -> tuple[int, str] | None:
    """Number and fingerprint at the end of the chain; None while it is empty. One row by its key."""
    return AuditEntry.objects.order_by("-number").values_list("number", "fingerprint").first()


def verify(anchors: Mapping[int, str] | None = None) -> Iterator[str]:
    """A sentence for each break of the whole chain (rules.broken); none when it holds."""
    rows = AuditEntry.objects.order_by("number").iterator(chunk_size=2000)
    return rules.broken(((row.plain(), row.fingerprint) for row in rows), anchors)


def write_anchor(*, at: datetime) -> int:
    """Once a day the end of the chain goes into the log and into a file beside the database; 1 when it was written.

    Copy that file where nobody of this house can write (docs/operations.md): it shows whether rows are missing.
    """
    file, end, day = anchors_file(), last(), localtime(at)
    if file is None or end is None or _written_on(file, f"{day:%Y-%m-%d}"):
        return 0
    line = rules.anchor_line(*end, at=day)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as kept:
        kept.write(line + "\n")
    log.info("audit anchor %s", line)
    return 1


def anchors() -> dict[int, str]:
    """What write_anchor wrote."""
    file = anchors_file()
    return rules.anchors_in(_lines(file)) if file else {}


def anchors_file() -> Path | None:
    return Path(settings.AUDIT_ANCHORS) if settings.AUDIT_ANCHORS else None


def _written_on(file: Path, day: str) -> bool:
    return any(line.startswith(day) for line in _lines(file)[-1:])


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
