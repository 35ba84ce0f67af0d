"""The tables of the ground floor."""

from huisheng.echo.audit.models import AuditEntry
from huisheng.echo.consents.models import Consent
from huisheng.echo.notices.models import Message
from huisheng.echo.photos.models import Photo
from huisheng.echo.readings.models import Knock, Reading
from huisheng.echo.retention.models import Cleaning
from huisheng.echo.rights.models import DataRequest, Proof
from huisheng.echo.sealed.models import Sealed
from huisheng.echo.voices.models import Line, Speaker, Voice
from huisheng.echo.workdays.models import CalendarDay

__all__ = [
    "AuditEntry",
    "CalendarDay",
    "Cleaning",
    "Consent",
    "DataRequest",
    "Knock",
    "Line",
    "Message",
    "Photo",
    "Proof",
    "Reading",
    "Sealed",
    "Speaker",
    "Voice",
]
