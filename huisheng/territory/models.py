"""The tables of the territory room."""

from huisheng.territory.branches.models import Branch
from huisheng.territory.coverage.models import CoverageTally
from huisheng.territory.estates.models import EstateBody
from huisheng.territory.nominations.models import Nomination, Objection, Training
from huisheng.territory.places.models import LayerPart, Place, PlaceChange
from huisheng.territory.posts.models import Appointment, HouseholdLink, PostKind, Residence
from huisheng.territory.profiles.models import ProfileFigure

__all__ = [
    "Appointment",
    "Branch",
    "CoverageTally",
    "EstateBody",
    "HouseholdLink",
    "LayerPart",
    "Nomination",
    "Objection",
    "Place",
    "PlaceChange",
    "PostKind",
    "ProfileFigure",
    "Residence",
    "Training",
]
