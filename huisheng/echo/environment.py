"""What the environment says; what cannot be meant stops the server in one sentence. No Django: settings read it."""

import os
import sys
from collections.abc import Collection, Mapping
from typing import Any

import dj_database_url

from huisheng.echo.sealed.sealing import keyring

OURS = ("HUISHENG_", "DATABASE_URL", "SMS_", "WECOM_", "EMAIL_")
ENGINES = ("sqlite3", "postgresql")


def look_over(environment: Mapping[str, str]) -> None:
    """A shell leaves out a comment behind a value, systemd takes it as part of the value: then the two would disagree
    about keys and switches, and nobody would see it."""
    for name, value in environment.items():
        if name.startswith(OURS) and " #" in value:
            sys.exit(f"{name} has a comment behind its value: give the comment a line of its own.")


def switched_on(name: str) -> bool:
    value = os.environ.get(name, "")
    if value not in ("", "0", "1"):
        sys.exit(f"{name} must be 1 or 0, not {value}.")
    return value == "1"


def number(name: str, otherwise: int) -> int:
    value = os.environ.get(name) or str(otherwise)
    if not value.isascii() or not value.isdigit():
        sys.exit(f"{name} must be a whole number, not {value}.")
    return int(value)


def several(name: str, known: Collection[str]) -> set[str]:
    """Some of the `known` words, with commas between them."""
    found = {word.strip() for word in os.environ.get(name, "").split(",") if word.strip()}
    if strange := sorted(found - set(known)):
        sys.exit(f"{name} knows {', '.join(known)}, not {strange[0]}.")
    return found


def seal_keys(value: str) -> str:
    """`name:base64,…`, looked at before anything is sealed with them; no word of a key is repeated."""
    try:
        keyring(value)
    except ValueError:
        sys.exit(
            "HUISHENG_SEAL_KEYS must be name:key, with commas between several; a key is 32 bytes in base64."
        )
    return value


def database(otherwise: str) -> dict[str, Any]:
    """DATABASE_URL as Django wants it; its words are not repeated, for they may hold a password."""
    try:
        found = dj_database_url.parse(
            os.environ.get("DATABASE_URL") or otherwise, conn_max_age=None, conn_health_checks=False
        )
    except ValueError:
        found = {}
    if not found.get("NAME") or not str(found.get("ENGINE", "")).endswith(ENGINES):
        sys.exit("DATABASE_URL must look like postgres://user:password@host/name or sqlite:///file.")
    return dict(found)
