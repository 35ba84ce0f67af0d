"""The command line speaks the language of who types: HUISHENG_LANGUAGE, else the machine's LC_ALL, LC_MESSAGES or LANG."""

import os
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, DataError, IntegrityError
from django.utils.translation import gettext, override

ASKED_IN = ("HUISHENG_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def operators_language(environment: Mapping[str, str]) -> str:
    """English when the first that is set says en, en_GB.UTF-8, …; else the house's own language."""
    wanted = next((environment[name] for name in ASKED_IN if environment.get(name)), "")
    return "en" if wanted.lower().replace("-", "_").split("_")[0] == "en" else settings.LANGUAGE_CODE


def why_not_usable(error: Exception) -> str:
    """What is the matter with the database, in one sentence for whoever typed the command."""
    why = str(error).strip().partition("\n")[0]
    if "no such" in why or "does not exist" in why:
        return gettext("数据库里的表还没建好，请先运行 manage.py migrate（%(why)s）。") % {"why": why}
    return gettext("数据库用不了：%(why)s") % {"why": why}


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
            try:
                return super().execute(*args, **options)
            except (DataError, IntegrityError):
                raise  # our mistake, not the database's
            except DatabaseError as error:
                raise CommandError(why_not_usable(error)) from error

    def create_parser(self, prog_name: str, subcommand: str, **more: Any) -> CommandParser:
        self.help = gettext(self.help) if self.help else ""
        return super().create_parser(prog_name, subcommand, **more)
