"""Who asks: a program by its token, or somebody who is logged in with a browser (to read only)."""

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate, now
from ninja.security import HttpBearer

from huisheng.echo.asking import in_words
from huisheng.echo.refusals import Refused, because
from huisheng.square.tokens.services import TooOftenError, token_of
from huisheng.territory.posts.services import hats_of

READING = ("GET", "HEAD")


class StrangerError(Exception):
    """Nobody we know; says why."""


class Bearer(HttpBearer):
    """`Authorization: Bearer hs_…`. The request then has the user and the hats of the token's person."""

    def __call__(self, request: HttpRequest) -> Any:
        """Whoever asks, or StrangerError; TooOftenError for a token that asks too often."""
        if request.headers.get("Authorization"):
            return super().__call__(request) or _stranger()
        if request.method not in READING or not request.user.is_authenticated:
            return _stranger()
        return request.user

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        try:
            known = token_of(token, at=now())
        except TooOftenError:
            raise
        except Refused as refused:
            raise StrangerError(in_words(refused.reason)) from refused
        request.user, request.token = known.person, known  # type: ignore[attr-defined]
        request.hats = hats_of(known.person, on=localdate())  # type: ignore[attr-defined]
        return known.person


def _stranger() -> Any:
    raise StrangerError(in_words(because("请带上令牌：Authorization: Bearer hs_…")))
