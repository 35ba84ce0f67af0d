"""What the tests of pages share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huisheng.collect.models import Concern
from tests.pages.resident import at_the_door, newest, send
from tests.told import Street


@pytest.fixture
def filed(street: Street) -> tuple[Client, Concern]:
    """A resident's telephone, and what was just said with it at the door."""
    client = at_the_door(street)
    send(client, street)
    return client, newest()


@pytest.fixture
def connection_queries() -> Callable[[Callable[[], Any]], int]:
    """`connection_queries(lambda: …)`: how many queries it took, without the savepoints of the test's transaction."""

    def count(do: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            do()
        return sum("SAVEPOINT" not in str(query["sql"]) for query in queries)

    return count
