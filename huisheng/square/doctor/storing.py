"""I7: the database is set up so that what was acknowledged survives."""

from datetime import datetime

from django.db import connection

from huisheng.square.doctor.checked import Checked


def an_acknowledged_write_is_on_the_disk(at: datetime) -> Checked:
    """SQLite: WAL, synchronous FULL, an intact file. PostgreSQL: fsync and its companions on, words in code-point order."""
    return _sqlite() if connection.vendor == "sqlite" else _postgres()


def _sqlite() -> Checked:
    checked = Checked("I7", f"SQLite {_ask('SELECT sqlite_version()')}:WAL、同步写盘、文件完整。")
    if (mode := _ask("PRAGMA journal_mode")) != "wal":
        checked.wrong.append(f"journal_mode 是 {mode}，应为 wal")
    if (synchronous := _ask("PRAGMA synchronous")) != "2":
        checked.wrong.append(f"synchronous 是 {synchronous}，应为 2(FULL)")
    if (intact := _ask("PRAGMA quick_check(1)")) != "ok":
        checked.wrong.append(f"文件损坏：{intact}")
    if broken := _ask("PRAGMA foreign_key_check"):
        checked.wrong.append(f"表 {broken} 里有指向空处的行")
    return checked


def _postgres() -> Checked:
    checked = Checked("I7", f"PostgreSQL {_ask('SHOW server_version')}：写盘、排序规则。")
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        if (value := _ask(f"SHOW {setting}")) == "off":
            checked.wrong.append(f"{setting} 是 {value}，断电时会丢已经确认的数据")
    collation = _ask("SELECT datcollate FROM pg_database WHERE datname = current_database()")
    if collation.split(".")[0] not in ("C", "POSIX"):
        checked.worries.append(f"排序规则是 {collation}，应为 C.UTF-8")
    return checked


def _ask(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return str(row[0]) if row else ""
