"""`manage.py story [--until STEP]`: tell the invented street into an empty database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localtime

from huisheng.territory.models import Place
from stories import LOGINS, STEPS, tell


class Command(BaseCommand):
    """Does nothing where there already is a street: a real one is never mixed with an invented one."""

    help = "Tell the story of the invented street into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--until", choices=STEPS, default=STEPS[-1], help="stop after this step")

    def handle(self, *args: Any, until: str, **options: Any) -> None:
        if Place.objects.filter(kind="street").exists():
            self.stdout.write("There is a street already; the story is told only into an empty database.")
            return
        told = tell(at=localtime(), until=until)
        self.stdout.write(f"Told the story until “{until}”: {len(told)} places, people and matters.")
        if until != "places":
            for role, login, password in LOGINS:
                self.stdout.write(f"  {role}: {login} / {password}")
