"""What saving a row changes, as the security log keeps it: which field, from what, to what."""

from typing import Any

from django.db.models import ForeignKey, Model, TextField

from huisheng.echo.audit.rules import Change, written


def changes_of(row: Model) -> str:
    """Between the database and `row` before it is saved (rules.written); "" when nothing differs.

    Long free text is named without its words. One query, with the row locked until the transaction ends.
    """
    there = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    return written(_differences(there, row))


def _differences(before: Model | None, after: Model) -> list[Change]:
    found = []
    for field in after._meta.concrete_fields:
        was, now = (_plain(one, field) if one else "" for one in (before, after))
        if was != now and not field.primary_key:
            found.append((field.name, "", "") if isinstance(field, TextField) else (field.name, was, now))
    return found


def _plain(row: Model, field: Any) -> str:
    value = getattr(row, field.name if isinstance(field, ForeignKey) else field.attname)
    return str(int(value)) if isinstance(value, bool) else "" if value is None else str(value)
