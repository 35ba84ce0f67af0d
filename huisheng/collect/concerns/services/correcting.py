"""What the one who spoke adds afterwards: what was understood wrongly, what a photo shows."""

from datetime import datetime

from huisheng.collect.concerns import rules
from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.services.keeping import changing, move, tell
from huisheng.collect.concerns.stages import Act
from huisheng.echo.refusals import refuse_if
from huisheng.echo.voices.models import Line
from huisheng.people.models import Person

THEMSELVES = "本人"  # the hat of these lines


def correct(concern: Concern, *, words: str, by: Person | None, at: datetime) -> Line:
    """A line of their own, which whoever is responsible is told of; the first words stay as they were said."""
    refuse_if(rules.why_not_correct(words))
    return add_own(concern, says=f"更正：{words.strip()}", by=by, at=at)


def add_own(concern: Concern, *, says: str, by: Person | None, at: datetime) -> Line:
    """One line of whoever spoke, on their own matter; whoever is responsible for it is told."""
    with changing(concern) as now:
        move(now, Act.NOTED, at=at)
        told = [now.holder.person] if now.holder else []
        return tell(now, Act.NOTED, by=by, at=at, says=says, hat=THEMSELVES, staff=told)
