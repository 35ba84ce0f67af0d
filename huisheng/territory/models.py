"""The tables of the territory room."""

from huisheng.territory.places.models import LayerPart, Place, PlaceChange
from huisheng.territory.posts.models import Appointment, HouseholdLink, PostKind, Residence

__all__ = ["Appointment", "HouseholdLink", "LayerPart", "Place", "PlaceChange", "PostKind", "Residence"]
