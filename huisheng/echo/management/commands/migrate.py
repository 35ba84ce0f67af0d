"""Django's `migrate`, also for a database that took a room's steps one by one (decision 0013)."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from huisheng.echo.asking import in_words
from huisheng.echo.steps import taken_one_by_one, why_between


class Command(Migrate):
    """Records the steps at once whose tables are there already, then goes on as Django does."""

    def handle(self, *args: Any, **options: Any) -> None:
        recorder = MigrationRecorder(connections[options["database"]])
        applied = recorder.applied_migrations()
        if reason := why_between(applied):
            raise CommandError(in_words(reason))
        for room, step in taken_one_by_one(applied):
            recorder.record_applied(room, step)
        super().handle(*args, **options)
