"""Report it done, with content (R2.14), or show one of the six lawful ways out (R2.4). Done is not closed."""

from dataclasses import dataclass
from datetime import datetime

from huisheng.collect.concerns import rules
from huisheng.collect.concerns.clocks import confirm_due
from huisheng.collect.concerns.exits import EXIT_NAMES, Exit
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.keeping import changing, move, tell
from huisheng.collect.concerns.stages import Act, Stage
from huisheng.collect.concerns.triage import services as triage
from huisheng.echo.refusals import refuse_if
from huisheng.echo.voices.models import Line
from huisheng.echo.workdays.rules import working_days_between
from huisheng.echo.workdays.services import calendar
from huisheng.people.models import Person


@dataclass(frozen=True)
class Report:
    """What closing must say (R2.14). `refused`: it cannot be done, for the reason in `basis`."""

    found: str
    done: str
    who: str
    following: str = ""
    basis: str = ""
    refused: bool = False

    def in_words(self) -> str:
        """The report as the resident reads it."""
        parts = [
            f"查到：{self.found.strip()}",
            f"{'答复' if self.refused else '做了'}：{self.done.strip()}（{self.who.strip()}）",
        ]
        parts += [f"接下来：{self.following.strip()}"] if self.following.strip() else []
        parts += [f"依据：{self.basis.strip()}"] if self.basis.strip() else []
        return "\n".join(parts)


def finish(
    concern: Concern,
    *,
    report: Report,
    by: Person | None,
    at: datetime,
    hat: str = "",
    seen: int | None = None,
) -> Line:
    """Report it done and ask the resident. Whatever is joined is reported done with it, each with its own verdict."""
    with changing(concern, seen=seen) as now:
        refuse_if(rules.why_not_finish(now))
        refuse_if(
            rules.why_not_content(
                found=report.found, done=report.done, who=report.who,
                following=report.following, basis=report.basis, refused=report.refused,
            )
        )  # fmt: skip
        _done(now, by=by, at=at)
        if by:
            triage.confirm(now.voice, now.category, street=now.street_id, by=by, at=at)
        line = tell(now, Act.FINISHED, by=by, at=at, says=report.in_words(), hat=hat)
        for follower in _followers(now):
            with changing(follower) as joined:
                _done(joined, by=by, at=at)
        return line


def _done(concern: Concern, *, by: Person | None, at: datetime) -> None:
    move(concern, Act.FINISHED, at=at)
    if concern.finished_at is None:
        concern.finished_at = at
        concern.workdays_taken = working_days_between(concern.raised_at, at, calendar())
    concern.contacted_at = concern.contacted_at or at  # joined ones: the answer is the first they hear
    concern.finished_by, concern.calls = by, 0
    concern.due_at = confirm_due(at, calendar())


def _followers(lead: Concern) -> list[Concern]:
    return list(Concern.objects.filter(lead=lead, stage=Stage.JOINED)) if lead.has_followers else []


def exit_(
    concern: Concern,
    *,
    kind: str,
    says: str,
    by: Person,
    at: datetime,
    hat: str = "",
    seen: int | None = None,
) -> Line:
    """One of the six lawful exits, with a text that tells the resident where to go (R2.4). Joined ones go with it."""
    with changing(concern, seen=seen) as now:
        refuse_if(rules.why_not_exit(now, kind=kind, says=says))
        _exit(now, kind, at)
        words = f"{EXIT_NAMES[Exit(kind)]}。{says.strip()}"
        line = tell(now, Act.EXITED, by=by, at=at, says=words, hat=hat)
        for follower in _followers(now):
            with changing(follower) as joined:
                _exit(joined, kind, at)
        return line


def _exit(concern: Concern, kind: str, at: datetime) -> None:
    move(concern, Act.EXITED, at=at)
    concern.exit_kind = kind
