"""What is done with a dossier: open it, change its words, bind meetings and matters to it, end it (M47)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Concern
from huisheng.deliberate.councils.models import CouncilSession
from huisheng.deliberate.councils.services import day
from huisheng.deliberate.dossiers import rules
from huisheng.deliberate.dossiers.models import Dossier, DossierMatter, DossierSession
from huisheng.echo.models import Line
from huisheng.echo.refusals import refuse_if
from huisheng.echo.say import say
from huisheng.echo.voices.services import begin
from huisheng.people.models import Person
from huisheng.territory.models import Place
from huisheng.territory.posts.services import held


def known() -> QuerySet[Dossier]:
    """Dossiers with what their pages show of them; `is_led`: whoever leads it still holds a post. One query."""
    leads = held(localdate()).filter(person=OuterRef("owner"))
    found = Dossier.objects.select_related("voice", "place__community", "place__street", "owner")
    return found.annotate(is_led=Exists(leads))


def locked(dossier: Dossier) -> Dossier:
    """The dossier as it is now, and nobody else changes it until this transaction ends."""
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    return known().get(pk=dossier.pk)


@transaction.atomic
def open_(
    *, place: Place, title: str, words: str, owner: Person, by: Person | None, at: datetime, hat: str = ""
) -> Dossier:
    """A new one, for a place, led by somebody."""
    refuse_if(rules.why_not_keep(title, words))
    dossier = Dossier.objects.create(
        voice=begin(kind="dossier", title=title.strip(), path=place.path, at=at), title=title.strip(),
        words=words.strip(), place=place, owner=owner, at=at,
    )  # fmt: skip
    _tell(dossier, "opened", f"立为专项：{dossier.words}", by=by, at=at, hat=hat)
    return dossier


@transaction.atomic
def change(
    dossier: Dossier, *, title: str, words: str, owner: Person, by: Person | None, at: datetime, hat: str = ""
) -> Dossier:
    """Other words, another lead."""
    now = locked(dossier)
    refuse_if(rules.why_not_change(ended=now.ended_at is not None) or rules.why_not_keep(title, words))
    now.title, now.words, now.owner = title.strip(), words.strip(), owner
    now.save(update_fields=["title", "words", "owner"])
    _tell(now, "changed", f"改为“{now.title}”，{owner.name}牵头：{now.words}", by=by, at=at, hat=hat)
    return now


@transaction.atomic
def add_session(
    dossier: Dossier, session: CouncilSession, *, by: Person | None, at: datetime, hat: str = ""
) -> DossierSession:
    """A meeting of any council of the street belongs to it."""
    now = locked(dossier)
    refuse_if(
        rules.why_not_add_session(
            ended=now.ended_at is not None,
            there=now.sessions.filter(session=session).exists(),
            same_street=_street(session.council.place) == _street(now.place),
            n=now.sessions.count(),
        )
    )
    made = DossierSession.objects.create(dossier=now, session=session, by=by, at=at)
    says = f"{day(session.starts)}{session.council.name}第 {session.number} 次会归到这里。"
    _tell(now, "bound", says, by=by, at=at, hat=hat)
    return made


@transaction.atomic
def add_matter(
    dossier: Dossier, concern: Concern, *, by: Person | None, at: datetime, hat: str = ""
) -> DossierMatter:
    """A matter belongs to it, the lead of a joined one; everyone who spoke is told where the meetings can be read."""
    now, matter = locked(dossier), concern.lead or concern
    refuse_if(
        rules.why_not_add_matter(
            concern.speaker.spoken,
            ended=now.ended_at is not None,
            there=now.matters.filter(voice=matter.voice_id).exists(),
            same_street=matter.street_id == _street(now.place),
            n=now.matters.count(),
        )
    )
    made = DossierMatter.objects.create(dossier=now, voice_id=matter.voice_id, by=by, at=at)
    says = f"归到专项“{now.title}”里一起办，几次会议的决定都能看到；负责人和期限不变。"
    concerns.note(matter, says=says, by=by, at=at, hat=hat)
    return made


@transaction.atomic
def take_out(one: DossierSession | DossierMatter, *, by: Person | None, at: datetime, hat: str = "") -> Line:
    """Bound by mistake: it does not belong there any more; what happened to it stays."""
    now = locked(one.dossier)
    refuse_if(rules.why_not_change(ended=now.ended_at is not None))
    one.delete()
    what = "一次会" if isinstance(one, DossierSession) else "一件事"
    return _tell(now, "unbound", f"{what}从这里移出了。", by=by, at=at, hat=hat)


@transaction.atomic
def end(dossier: Dossier, *, words: str, by: Person | None, at: datetime, hat: str = "") -> Dossier:
    """It is over, with what came of it. Its matters are handed back by their own promises, not by this."""
    now = locked(dossier)
    refuse_if(rules.why_not_end(ended=now.ended_at is not None, words=words))
    now.ended_at, now.outcome = at, words.strip()
    now.save(update_fields=["ended_at", "outcome"])
    _tell(now, "ended", f"收尾：{now.outcome}", by=by, at=at, hat=hat)
    return now


def _street(place: Place) -> int:
    return place.street_id or place.pk


def _tell(dossier: Dossier, did: str, says: str, *, by: Person | None, at: datetime, hat: str) -> Line:
    staff = [dossier.owner] if by is None or by.pk != dossier.owner_id else []
    return say(dossier.voice, by=by, at=at, did=did, says=says, hat=hat, to=[], staff=staff)
