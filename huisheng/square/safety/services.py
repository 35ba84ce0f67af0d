"""What the lock on the door forgets by itself."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt

KEPT_FOR = timedelta(days=1)


def forget_failures(*, at: datetime) -> int:
    """Failed logins (a digest and an address) go when they lock nobody any more."""
    gone, _each = AccessAttempt.objects.filter(attempt_time__lt=at - KEPT_FOR).delete()
    return gone
