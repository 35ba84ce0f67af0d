"""Sessions in the database, as Django's own, read with a statement that is compiled once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils.timezone import now

from huisheng.echo.prepared import Prepared


class SessionStore(db.SessionStore):
    """Differs from Django's in how fast it is read, in nothing else."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_kept(self.session_key)), None) if self.session_key else None
        if found is not None and found.expire_date > now():
            return found
        self._session_key = None
        return None


_kept = Prepared(lambda key: Session.objects.filter(session_key=key))
