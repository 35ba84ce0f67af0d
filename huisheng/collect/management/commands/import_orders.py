"""`manage.py import_orders FILE`: a hotline's export into one street (docs/import.md)."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.collect.catalogue.models import Category
from huisheng.collect.catalogue.services import seed_catalogue
from huisheng.collect.concerns.figures import Figures, figures
from huisheng.collect.concerns.orders import HEADERS, columns_of
from huisheng.collect.concerns.services.importing import Imported, import_orders
from huisheng.collect.concerns.services.placing import street_for
from huisheng.echo.asking import in_words
from huisheng.echo.audit.services import keep
from huisheng.echo.operators import OperatorsCommand
from huisheng.echo.refusals import Refused
from huisheng.echo.tables import for_scripts, read_table
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind
from huisheng.territory.posts.services import seed_kinds

MOST_SHOWN = 20


class Command(OperatorsCommand):
    """Original times kept, replies as lines, bad rows told and the rest loaded; safe to run twice."""

    help = gettext_noop("导入热线工单（.xlsx、.csv、.csv.gz），时间照原样，可以重复运行")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--mapping",
            default="",
            metavar="M",
            help=_("字段=列名，…；字段：%(names)s") % {"names": ", ".join(HEADERS)},
        )
        parser.add_argument("--street", default="", metavar="CODE_OR_NAME", help=_("导入到哪个街道"))
        parser.add_argument("--dry-run", action="store_true", help=_("只检查，不写入"))

    def handle(self, *args: Any, file: str, mapping: str, street: str, dry_run: bool, **options: Any) -> None:
        now, self.so_far = timezone.now(), Imported()
        try:
            table = read_table(file)
            columns = columns_of(table.headers, mapping)
            with _taken_back() if dry_run else nullcontext():
                into = _prepared(street, dry_run=dry_run)
                done = import_orders(
                    table,
                    columns=columns,
                    source=Path(file).name,
                    street=into,
                    at=now,
                    dry_run=dry_run,
                    told=self._told,
                    began=lambda: keep("imported", by=None, at=now, about="orders", path=into.path),
                )
        except Refused as refused:
            if self.so_far.read:
                self._counted(self.so_far, dry_run=dry_run)
            raise CommandError(in_words(refused.reason)) from refused
        self._report(done, into, dry_run=dry_run)
        if done.batch:
            self._measured(figures(into, batch=done.batch, now=now), done)

    def _told(self, done: Imported) -> None:
        self.so_far = replace(done)
        if sys.stderr.isatty() or done.read % 10_000 == 0:
            self.stderr.write(
                _("已读 %(read)d 行…") % {"read": done.read}, ending="\r" if sys.stderr.isatty() else "\n"
            )

    def _report(self, done: Imported, street: Place, *, dry_run: bool) -> None:
        for row, why in done.refused[:MOST_SHOWN]:
            self.stderr.write(_("第 %(row)d 行没有导入：%(why)s") % {"row": row, "why": in_words(why)})
        if (more := len(done.refused) - MOST_SHOWN) > 0:
            self.stderr.write(_("还有 %(more)d 行没有导入。") % {"more": more})
        if done.unplaced:
            self.stderr.write(
                _("%(n)d 件的地点没认出来，先放在%(street)s。") % {"n": done.unplaced, "street": street.name}
            )
        self._counted(done, dry_run=dry_run)

    def _counted(self, done: Imported, *, dry_run: bool) -> None:
        words = _("试运行，什么都没有写入：") if dry_run else ""
        self.stdout.write(
            words
            + _("读到 %(read)d，新增 %(created)d，已有 %(already)d，没有导入 %(refused)d。")
            % {
                "read": done.read,
                "created": done.created,
                "already": done.already,
                "refused": len(done.refused),
            }
        )
        self.stdout.write(
            for_scripts(read=done.read, created=done.created, already=done.already, refused=len(done.refused))
        )

    def _measured(self, found: Figures, done: Imported) -> None:
        within = found.within_days(3)
        self.stdout.write(
            _("答复用时：中位数 %(median)s 天，最慢的一成超过 %(p90)s 天，三天内 %(percent)s%%（%(of)d 件里 %(part)d 件）；"
              "没有内容的答复 %(empty)d 件。")
            % {"median": found.days(0.5), "p90": found.days(0.9), "percent": within.percent, "of": within.of,
               "part": within.part, "empty": found.n("no_content")}
        )  # fmt: skip
        self.stdout.write(
            _("到这里看：/street/?batch=%(batch)d （%(name)s）")
            % {"batch": done.batch.pk, "name": done.batch.name}
        ) if done.batch else None


@contextmanager
def _taken_back() -> Iterator[None]:
    """Where there is no street or no catalogue yet, a dry run writes them to read by, and takes them back."""
    if Category.objects.exists() and Place.objects.filter(kind=Kind.STREET, closed_on=None).exists():
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _prepared(wanted: str, *, dry_run: bool) -> Place:
    """The street, and the catalogue that every house starts with, when it is missing."""
    if not (dry_run and Category.objects.exists()):
        seed_kinds()
        seed_catalogue()
    return street_for(wanted, at=timezone.now())
