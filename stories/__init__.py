"""One invented street, told in the platform's own verbs: demo data and test fixtures are the same files.

`tell(at=…)` builds it up to now; `tell(at=…, until="places")` stops after a step (STEPS). Everything in it is invented.
"""

from datetime import datetime

from django.db import transaction

from stories.assembly import assembly
from stories.budgets import yearly
from stories.calls import asked
from stories.cast import LOGINS, people
from stories.councils import councils
from stories.doors import doors
from stories.dossiers import bound
from stories.estates import estates
from stories.matters import matters
from stories.privacy import sealed
from stories.profiles import profiles
from stories.programs import programs
from stories.street import places, posts
from stories.talks import evenings
from stories.tasks import promised, taken_on
from stories.visits import at_the_doors
from stories.walls import walls

STEPS = ("places", "people", "posts", "said", "handled", "decided", "doors")
__all__ = ["LOGINS", "STEPS", "tell"]


@transaction.atomic
def tell(*, at: datetime, until: str = STEPS[-1]) -> dict[str, object]:
    """Tell the story up to a step into an empty database; returns everything that has a name in it."""
    told: dict[str, object] = {}
    wanted = STEPS[: STEPS.index(until) + 1]
    told |= places(at=at)
    if "people" in wanted:
        told |= people()
    if "posts" in wanted:
        told |= posts(told, at=at)
        told |= estates(told, at=at)
        told |= profiles(told, at=at)
    if "said" in wanted:
        told |= matters(told, at=at, handle="handled" in wanted)
        told |= walls(told, at=at)
        told |= at_the_doors(told, at=at)
    if "handled" in wanted:
        told |= sealed(told, at=at)
    if "decided" in wanted:
        told |= assembly(told, at=at)
        told |= evenings(told, at=at)
        told |= asked(told, at=at)
        told |= yearly(told, at=at)
        told |= taken_on(told, at=at)
        told |= councils(told, at=at)
        told |= promised(told, at=at)
        told |= bound(told, at=at)
        told |= programs(told, at=at)
    if "doors" in wanted:
        told |= doors(told, at=at)
    return told
