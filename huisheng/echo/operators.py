"""The command line speaks the language of who types: HUISHENG_LANGUAGE, else the machine's LC_ALL, LC_MESSAGES or LANG."""

import os
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext, override

ASKED_IN = ("HUISHENG_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def operators_language(environment: Mapping[str, str]) -> str:
    """English when the first that is set says en, en_GB.UTF-8, …; else the house's own language."""
    wanted = next((environment[name] for name in ASKED_IN if environment.get(name)), "")
    return "en" if wanted.lower().replace("-", "_").split("_")[0] == "en" else settings.LANGUAGE_CODE


class OperatorsCommand(BaseCommand):
    """A command whose `help` and words are translated. Only for what reports to who typed it: what a command writes
    into the database stays in the house's language (its texts are no gettext). Whether every page can be loaded is not
    checked first (`manage.py check` does): that takes longer than most of what is asked for."""

    requires_system_checks = []

    def run_from_argv(self, argv: list[str]) -> None:
        with override(operators_language(os.environ)):
            super().run_from_argv(argv)

    def execute(self, *args: Any, **options: Any) -> str | None:
        with override(operators_language(os.environ)):
            return super().execute(*args, **options)

    def create_parser(self, prog_name: str, subcommand: str, **more: Any) -> CommandParser:
        self.help = gettext(self.help) if self.help else ""
        return super().create_parser(prog_name, subcommand, **more)
