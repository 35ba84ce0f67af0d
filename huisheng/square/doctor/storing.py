"""I7: the database is set up so that what was acknowledged survives."""

from datetime import datetime
from itertools import islice

from django.db import connection
from django.utils.translation import gettext as _

from huisheng.echo.asking import in_words
from huisheng.echo.audit import guard
from huisheng.echo.audit import services as audit
from huisheng.echo.models import Photo
from huisheng.echo.photos.services import without_file
from huisheng.square.doctor.checked import Checked


def an_acknowledged_write_is_on_the_disk(at: datetime) -> Checked:
    """SQLite: WAL, synchronous FULL, an intact file. PostgreSQL: fsync and its companions on, words in code-point order."""
    return _sqlite() if connection.vendor == "sqlite" else _postgres()


def _sqlite() -> Checked:
    checked = Checked(
        "I7",
        _("SQLite %(version)s：WAL、同步写盘、文件完整。") % {"version": _ask("SELECT sqlite_version()")},
    )
    if (mode := _ask("PRAGMA journal_mode")) != "wal":
        checked.wrong.append(_("journal_mode 是 %(mode)s，应为 wal") % {"mode": mode})
    if (synchronous := _ask("PRAGMA synchronous")) != "2":
        checked.wrong.append(_("synchronous 是 %(synchronous)s，应为 2(FULL)") % {"synchronous": synchronous})
    if (intact := _ask("PRAGMA quick_check(1)")) != "ok":
        checked.wrong.append(_("文件损坏：%(intact)s") % {"intact": intact})
    if broken := _ask("PRAGMA foreign_key_check"):
        checked.wrong.append(_("表 %(broken)s 里有指向空处的行") % {"broken": broken})
    return checked


def _postgres() -> Checked:
    checked = Checked(
        "I7", _("PostgreSQL %(version)s：写盘、排序规则。") % {"version": _ask("SHOW server_version")}
    )
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        if (value := _ask(f"SHOW {setting}")) == "off":
            checked.wrong.append(
                _("%(setting)s 是 %(value)s，断电时会丢已经确认的数据") % {"setting": setting, "value": value}
            )
    collation = _ask("SELECT datcollate FROM pg_database WHERE datname = current_database()")
    if collation.split(".")[0] not in ("C", "POSIX"):
        checked.worries.append(_("排序规则是 %(collation)s，应为 C.UTF-8") % {"collation": collation})
    return checked


def _ask(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def the_security_log_holds(at: datetime) -> Checked:
    """I6: the chain of the security log is what was written, and the database refuses to change it."""
    number, _fingerprint = audit.last() or (0, "")
    checked = Checked("I6", _("安全日志 %(n)s 条，一条扣着一条。") % {"n": number})
    checked.wrong += [in_words(one) for one in islice(audit.verify(audit.anchors()), 20)]
    if not guard.stands(connection):
        checked.worries.append(_("数据库里的只加不改的锁没有装上，请运行 manage.py migrate。"))
    return checked


def every_photo_has_its_file(at: datetime) -> Checked:
    """I7: what was kept is there; where the folder is, the settings say (HUISHENG_MEDIA)."""
    known = Photo.objects.filter(removed_at=None).count()
    checked = Checked("I7", _("%(n)s 张照片，文件都在。") % {"n": known})
    for one in islice(without_file(), 20):
        checked.wrong.append(
            _("照片的文件不见了：%(name)s（%(words)s）") % {"name": one.name, "words": one.words}
        )
    return checked
