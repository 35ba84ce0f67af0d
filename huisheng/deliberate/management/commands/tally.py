"""`manage.py tally`: count an owners' vote from three CSV files; the same as the single-file verifier."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from huisheng.deliberate.ballots.reading import run


class Command(BaseCommand):
    """The arguments are the verifier's own (ballots/reading.py)."""

    help = "数业主大会的票：--roll --ballots --questions [--profile] [--duplicates] [--json]"
    requires_system_checks = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Handed on as they are, so that both print the same."""
        sys.exit(run(argv[2:]))

    def handle(self, *arguments: Any, **options: Any) -> None:
        if code := run([str(one) for one in arguments]):
            sys.exit(code)
