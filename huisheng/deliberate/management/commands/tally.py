"""`manage.py tally`: count an owners' vote from three CSV files; the same as the single-file verifier."""

import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from huisheng.deliberate.ballots.law import PROFILES, Profile
from huisheng.deliberate.ballots.reading import run
from huisheng.deliberate.ballots.services.law import own_profiles


class Command(BaseCommand):
    """The arguments are the verifier's own (ballots/reading.py)."""

    help = "数业主大会的票：--roll --ballots --questions [--profile] [--duplicates] [--json]"
    requires_system_checks = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Handed on as they are, so that both print the same."""
        sys.exit(run(argv[2:], _known(argv[2:])))

    def handle(self, *arguments: Any, **options: Any) -> None:
        told = [str(one) for one in arguments]
        if code := run(told, _known(told)):
            sys.exit(code)


def _known(arguments: Sequence[str]) -> dict[str, Profile]:
    """The shipped rules, and the streets' own when another is asked for: counting files needs no database."""
    asked = {one.removeprefix("--profile=") for one in arguments if one.startswith("--profile=")}
    asked |= {one for before, one in pairwise(arguments) if before == "--profile"}
    if asked <= PROFILES.keys():
        return PROFILES
    try:
        return PROFILES | own_profiles()
    except DatabaseError:
        return PROFILES
