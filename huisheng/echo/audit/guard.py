"""Triggers by which the database itself refuses to change or empty the security log, whoever asks."""

from typing import Any

TABLE = "echo_auditentry"
WORDS = "the security log is only added to"

_SQLITE = [
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
    f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END",
]
_POSTGRESQL = [
    "CREATE OR REPLACE FUNCTION audit_only_added() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$",
    f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION audit_only_added()",
    f"CREATE TRIGGER audit_no_empty BEFORE TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_added()",
]
UP = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
DOWN = {
    "sqlite": ["DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete"],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS audit_no_change ON {TABLE}",
        f"DROP TRIGGER IF EXISTS audit_no_empty ON {TABLE}",
    ],
}


def put_up(connection: Any) -> None:
    """From now on rows are only added. Called by the migration."""
    take_down(connection)
    _do(connection, UP)


def take_down(connection: Any) -> None:
    """Only for a database that is to be emptied whole: a test's, or one that a restore replaces."""
    _do(connection, DOWN)


def stands(connection: Any) -> bool:
    """Whether the triggers are there and on."""
    asked = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit\\_no\\_%' ESCAPE '\\'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'audit\\_no\\_%' AND tgenabled <> 'D' "
        "AND tgrelid = 'echo_auditentry'::regclass",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return bool(cursor.fetchone()[0] == 2)


def _do(connection: Any, statements: dict[str, list[str]]) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
