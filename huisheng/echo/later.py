"""Libraries with large dictionaries, or that take a second to load: loaded by their first use, and most commands use none."""

from importlib import import_module
from typing import Any


class Later:
    """`rjieba = Later("rjieba")`, and then as if it had been imported."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, what: str) -> Any:
        found = getattr(import_module(self._name), what)
        setattr(self, what, found)
        return found
