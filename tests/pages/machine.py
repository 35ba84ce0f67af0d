"""A machine asks everything that a description allows, and some things that it does not (schemathesis)."""

from collections.abc import Callable
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from huisheng.wsgi import application


def asks_everything(
    path: str, *, examples: int, headers: dict[str, str], prepare: Callable[[Any], None] = lambda case: None
) -> int:
    """Every operation of the description at `path`, so many times each way; answers how many operations there are.

    `prepare`: puts into a case what nobody could guess (a key, a number), so that it is let in. Fails on a 5xx, on an
    answer, a status or a type that the description does not have, and on wrong data that was taken.
    """
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
