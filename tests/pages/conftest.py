"""What the tests of pages share."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def connection_queries() -> Callable[[Callable[[], Any]], int]:
    """`connection_queries(lambda: …)`: how many queries it took, without the savepoints of the test's transaction."""

    def count(do: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as queries:
            do()
        return sum("SAVEPOINT" not in str(query["sql"]) for query in queries)

    return count
