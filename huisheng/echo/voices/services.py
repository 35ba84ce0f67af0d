"""Begin a voice, hear a speaker."""

from dataclasses import dataclass
from datetime import datetime

from huisheng.echo.prepared import insert
from huisheng.echo.voices import rules
from huisheng.echo.voices.models import Speaker, Voice
from huisheng.people.models import Person, ToldBy


@dataclass(frozen=True)
class Said:
    """Who is speaking, as the form or the export gave it. Nothing but the words is compulsory (R13.2)."""

    name: str = ""
    phone: str = ""
    email: str = ""
    told_by: str = ""
    is_elder: bool = False
    anonymous: bool = False
    person: Person | None = None

    @property
    def wants(self) -> str:
        """The channel asked for; elders default to a call, others to an SMS when there is a phone. Who has a landline is
        called: no SMS arrives there."""
        wanted = self._wanted()
        phone = self.phone or (self.person.phone if self.person else "")
        return ToldBy.CALL if wanted == ToldBy.SMS and phone and not rules.takes_sms(phone) else wanted

    def _wanted(self) -> str:
        person = self.person
        if self.told_by:
            return self.told_by
        if person and person.told_by != ToldBy.APP:
            return person.told_by
        if not (self.phone or (person and person.phone)):
            return ToldBy.APP
        return ToldBy.CALL if self.is_elder or (person and person.is_elder) else ToldBy.SMS


def begin(*, kind: str, title: str, path: str, at: datetime) -> Voice:
    """A new voice. Its first line is for the caller to say."""
    voice = Voice(kind=kind, title=title, path=path, began=at)
    insert(voice)
    return voice


def hear(voice: Voice, *, said: Said, filed_by: Person | None, at: datetime) -> Speaker:
    """Somebody spoke: they get a number of their own, and a code when there is no phone to check it against."""
    person = said.person
    phone = rules.heard_phone(said.phone) or (person.phone if person else "")
    speaker = Speaker(
        voice=voice,
        number=rules.new_number(at.year),
        person=person,
        name="" if said.anonymous else said.name.strip() or (person.name if person else ""),
        phone=phone,
        code="" if phone else rules.new_code(),
        email=said.email or (person.email if person else ""),
        told_by=said.wants,
        is_elder=said.is_elder or bool(person and person.is_elder),
        anonymous=said.anonymous,
        filed_by=filed_by,
        at=at,
    )
    insert(speaker)
    return speaker
