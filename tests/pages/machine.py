"""A machine asks everything that a description allows, and some things that it does not (schemathesis)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from huisheng.wsgi import application


@contextmanager
def in_the_transaction_of_the_test() -> Iterator[None]:
    """As Django's own client: a request does not close a connection whose transaction will be undone."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def asks_everything(
    path: str, *, examples: int, headers: dict[str, str], prepare: Callable[[Any], None] = lambda case: None
) -> int:
    """Every operation of the description at `path`, so many times each way; answers how many operations there are.

    `prepare`: puts into a case what nobody could guess (a key, a number), so that it is let in. Fails on a 5xx, on an
    answer, a status or a type that the description does not have, and on wrong data that was taken.
    """
    with in_the_transaction_of_the_test():
        return _everything(path, examples, headers, prepare)


def _everything(path: str, examples: int, headers: dict[str, str], prepare: Callable[[Any], None]) -> int:
    schema = schemathesis.openapi.from_wsgi(path, application)
    operations = [result.ok() for result in schema.get_all_operations()]
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _asks(operation.as_strategy(generation_mode=mode), examples, headers, prepare)
            except schemathesis.errors.InvalidSchema:
                if mode is GenerationMode.POSITIVE:
                    raise
    return len(operations)


def _asks(cases: Any, examples: int, headers: dict[str, str], prepare: Callable[[Any], None]) -> None:
    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases)
    def ask(case: Any) -> None:
        prepare(case)
        case.call_and_validate(
            headers=headers, excluded_checks=[positive_data_acceptance]
        )  # rules refuse too

    ask()
