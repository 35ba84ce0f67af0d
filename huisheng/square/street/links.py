"""Numbers that open the list behind them (M150)."""

from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from huisheng.collect.concerns.counting import Rate
from huisheng.echo.addresses import address
from huisheng.square.street.services import Asked


class Links:
    """Numbers that open the list behind them."""

    def __init__(self, asked: Asked) -> None:
        self.params = asked.params
        self.list = address("square:street_list")
        self.rests: dict[tuple[tuple[str, Any], ...], str] = {}

    def page(self, **more: str) -> str:
        """This page, about something else."""
        return f"{address('square:street')}?{urlencode(self.params | more)}"

    def kinds(self, n: int) -> dict[str, Any]:
        """The page with all `n` kinds of matter, where there are more than the first ones."""
        return {"n": n, "url": f"{address('square:street_kinds')}?{urlencode(self.params)}"}

    def to(self, key: str, **more: Any) -> str:
        """The list behind a number."""
        return f"{self.list}?key={_quoted(key)}{self._rest(tuple(more.items()))}"

    def _rest(self, more: tuple[tuple[str, Any], ...]) -> str:
        if more not in self.rests:
            self.rests[more] = f"&{urlencode(self.params | dict(more))}"
        return self.rests[more]

    def n(self, key: str, n: int, **more: Any) -> SafeString:
        """A number, and its list behind it."""
        # two hundred of these stand on a page: written without Django's writing of HTML, which takes ten times as long
        return mark_safe(f'<a href="{escape(self.to(key, **more))}">{int(n)}</a>')  # nosec B308 B703

    def of(self, part_key: str, whole_key: str, rate: Rate, **more: Any) -> SafeString:
        """“36 件里 30 件”, each number with its list."""
        part, whole = self.n(part_key, rate.part, **more), self.n(whole_key, rate.of, **more)
        return format_html(_("{whole} 件里 {part} 件"), whole=whole, part=part)


_quoted = lru_cache(maxsize=2_000)(quote_plus)
