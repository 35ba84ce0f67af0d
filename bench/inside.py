"""The same requests without a server, so that every statement sent to the database is seen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client

from bench.browser import Browser

Statement = tuple[str, Any]


class Inside(Browser):
    """A visitor of the application in this process."""

    def __init__(self) -> None:
        super().__init__(port=0)
        self.client = Client(headers={"host": "127.0.0.1"})

    def _send(self, method: str, path: str, body: str, expect: int) -> str:
        form = "application/x-www-form-urlencoded"
        answer = self.client.generic(method, path, body, content_type=form)
        if answer.status_code != expect:
            raise RuntimeError(f"{method} {path} answered {answer.status_code}")
        self.where = answer.headers.get("Location", "")
        return answer.content.decode()


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """Every statement that the block sends; what only opens and closes transactions is not counted."""
    seen: list[Statement] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE")):
            seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield seen
