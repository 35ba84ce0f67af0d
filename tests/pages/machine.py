"""A machine asks everything that a description allows, and much that it does not (schemathesis)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from huisheng.wsgi import application

load_all_checks()
BOTH = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
CANNOT_HOLD = {
    "use_after_free",  # nothing is deleted through these doors
    "ensure_resource_availability",  # needs a run of several steps; test_api says a matter and reads it again
    "object_level_authorization",  # needs two people at once; test_random_doors draws them
}
CHECKED = [name for name in CHECKS.get_all_names() if name not in CANNOT_HOLD]
# A rule may refuse what is well formed: the fields of these are a page's form, which no description holds.
FORMS_OF_PAGES = ("/pages/{page}", "/files/{page}", "/acts/{name}")


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


@dataclass(frozen=True)
class Machine:
    """Asks with these headers; `prepare` puts into a case what nobody could guess (a key, a number, a place).

    `examples`: drawn at random each way (right and wrong), beside every border of every field when `thorough`.
    """

    examples: int
    thorough: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    prepare: Callable[[Any], None] = lambda case: None

    def asks_everything(self, path: str) -> int:
        """Every operation of the description at `path`; how many operations there are. Fails on what any check finds."""
        with in_the_transaction_of_the_test():
            schema = schemathesis.openapi.from_wsgi(path, application)
            # a NUL is refused everywhere, also in a field that nobody described (test_bad_input)
            schema.config.generation.update(allow_x00=False)
            operations = [result.ok() for result in schema.get_all_operations()]
            for operation in operations:
                self._borders(operation)
                self._draws(operation)
        return len(operations)

    def _borders(self, operation: Any) -> None:
        schema = operation.schema
        known = schema.config.generation_for(operation=operation)
        if self.thorough:
            for case in schema.iter_coverage_cases(
                operation, generation_modes=[*BOTH], generation_config=known
            ):
                self._ask(case)

    def _draws(self, operation: Any) -> None:
        for mode in BOTH:
            try:
                self._some(operation.as_strategy(generation_mode=mode))
            except schemathesis.errors.InvalidSchema:  # there is nothing wrong to ask
                if mode is GenerationMode.POSITIVE:
                    raise

    def _some(self, cases: Any) -> None:
        @settings(
            max_examples=self.examples, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=cases)
        def ask(case: Any) -> None:
            self._ask(case)

        ask()

    def _ask(self, case: Any) -> None:
        self.prepare(case)
        of_a_page = case.operation.path.endswith(FORMS_OF_PAGES)
        names = [name for name in CHECKED if not (of_a_page and name == "positive_data_acceptance")]
        case.call_and_validate(headers=self.headers, checks=CHECKS.get_by_names(names))


def is_right(case: Any) -> bool:
    """Whether the description allows it."""
    return bool(case.meta.generation.mode is GenerationMode.POSITIVE)
