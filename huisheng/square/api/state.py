"""What a browser would have kept between two pages: signed into the answer, brought back with the next question.

A table is looked at before it is taken, a number opens a matter for a while: pages remember such things in the session
and in cookies. A program has neither; it brings `state` back as it got it. Only its own person's, for eight hours.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core import signing

SALT = "huisheng.api.state"


@dataclass
class State:
    """`session`: what pages put into it. `cookies`: those that pages set."""

    session: dict[str, Any] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def signed(self, person: Any) -> str:
        """For the answer; "" when there is nothing to keep."""
        if not (self.session or self.cookies):
            return ""
        return signing.dumps([person.pk, self.session, self.cookies], salt=SALT, compress=True)


def brought(text: str, person: Any) -> State | None:
    """What `signed` made for this person, or nothing for ""; None when it is none of theirs, changed, or too old."""
    if not text:
        return State()
    try:
        whose, session, cookies = signing.loads(text, salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except (signing.BadSignature, ValueError):
        return None
    return State(session, cookies) if whose == person.pk else None
