"""Numbers that open the list behind them (M150)."""

from typing import Any
from urllib.parse import quote_plus

from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from huisheng.collect.concerns.counting import Rate
from huisheng.echo.addresses import address
from huisheng.square.street.services import Asked


class Links:
    """Numbers that open the list behind them."""

    def __init__(self, asked: Asked) -> None:
        self.params = asked.params
        self.list, self.rest = address("square:street_list"), f"&{urlencode(asked.params)}"

    def page(self, **more: str) -> str:
        """This page, about something else."""
        return f"{address('square:street')}?{urlencode(self.params | more)}"

    def to(self, key: str, **more: Any) -> str:
        """The list behind a number."""
        rest = f"&{urlencode(self.params | more)}" if more else self.rest
        return f"{self.list}?key={quote_plus(key)}{rest}"

    def n(self, key: str, n: int, **more: Any) -> SafeString:
        """A number, and its list behind it."""
        return format_html('<a href="{}">{}</a>', self.to(key, **more), n)

    def of(self, part_key: str, whole_key: str, rate: Rate, **more: Any) -> SafeString:
        """“36 件里 30 件”, each number with its list."""
        part, whole = self.n(part_key, rate.part, **more), self.n(whole_key, rate.of, **more)
        return format_html(_("{whole} 件里 {part} 件"), whole=whole, part=part)
