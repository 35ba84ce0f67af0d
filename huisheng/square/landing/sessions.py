"""Sessions in the database, as Django's own, that bring their person and the posts held today in one statement."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends import db
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate, now

from huisheng.echo.prepared import Prepared
from huisheng.people.models import Login, Person
from huisheng.territory.models import Appointment
from huisheng.territory.posts.services import held_posts

TOUCHED_EVERY = timedelta(minutes=10)  # no write on every page


class SessionStore(db.SessionStore):
    """`person` is whoever it belonged to when it was read, `posts` what that person held then."""

    person: Person | None = None
    posts: list[Appointment]

    @classmethod
    def get_model_class(cls) -> type[Login]:
        return Login

    def create_model_instance(self, data: dict[str, Any]) -> Login:
        login: Any = super().create_model_instance(data)
        login.person_id = data.get(SESSION_KEY)
        if login.person_id:
            login.expire_date = _holds_until(data)
        return cast(Login, login)

    def _get_session_from_db(self) -> Login | None:
        rows = _kept(self.session_key, localdate()) if self.session_key else []
        found = rows[0] if rows else None
        if found is not None and found.expire_date > now():
            self.person = found.person
            self.posts = [row.held for row in rows if hasattr(row, "held")]
            if found.person_id and found.expire_date - now() < settings.SESSION_IDLE - TOUCHED_EVERY:
                self._touch(found)
            return found
        self._session_key = None
        return None

    def _touch(self, found: Login) -> None:
        """Somebody is at work: the idle time begins anew, at most to the end of the day's login."""
        until = _holds_until(self.decode(found.session_data))
        if until > found.expire_date:
            Login.objects.filter(pk=found.pk).update(expire_date=until)


def _holds_until(data: dict[str, Any]) -> datetime:
    """The earlier of: idle for so long from now, and the longest that one login holds."""
    began = datetime.fromtimestamp(data.get("began") or now().timestamp(), UTC)
    return min(now() + settings.SESSION_IDLE, began + settings.SESSION_LONGEST)


_kept = Prepared(
    lambda key, on: (
        Login.objects.filter(session_key=key)
        .annotate(held=held_posts("person__posts", on))
        .select_related("person", "held__kind", "held__place")  # type: ignore[misc]  # held: annotated above
        .order_by("held__pk")
    )
)


class PersonMiddleware(AuthenticationMiddleware):
    """Django's own, but the person who came with the session is not asked for again."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _known(request) or get_user(request))  # type: ignore[assignment]


def posts_held(request: HttpRequest) -> list[Appointment] | None:
    """The posts of whoever is asking, as they came with the session; None when somebody else is asking, or nothing came."""
    kept: Any = request.session
    return kept.posts if kept.person is not None and kept.person == request.user else None


def _known(request: HttpRequest) -> Person | None:
    """The person of the session, if it still holds: the same, active, with the password of then. Else Django decides."""
    kept: Any = request.session
    whose = kept.get(SESSION_KEY)
    person = kept.person
    if person is None or str(person.pk) != whose or not person.is_active or BACKEND_SESSION_KEY not in kept:
        return None
    same = constant_time_compare(kept.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
    return person if same else None
