"""Find the street that an import is for, and the place in it that an address from elsewhere means."""

import re
import unicodedata
from datetime import datetime

from huisheng.echo.refusals import Refused, because
from huisheng.territory.models import Place
from huisheng.territory.places.rules import AREAS, LAYERS, Kind, plain_community
from huisheng.territory.places.services import add, under

BUILDING = re.compile(r"(\d+)(?:幢|座|号楼|号栋|#)")
ENTRANCE = re.compile(r"(\d+)(?:门|梯)")

UNNAMED = "未命名街道"


def street_for(wanted: str, *, at: datetime) -> Place:
    """The street with this code or name; without one the only street there is, or a new one to be renamed later.

    Refused when several would do, or none bears the name.
    """
    streets = Place.objects.filter(kind=Kind.STREET, closed_on=None)
    if wanted:
        streets = streets.filter(code=wanted) or streets.filter(name=wanted)
    found = list(streets[:6])
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        names = "、".join(f"{one.name}({one.code or one.pk})" for one in found[:5])
        raise Refused(because("有好几个街道，请用 --street 写明代码：%(names)s。", names=names))
    if wanted:
        raise Refused(because("没有叫“%(name)s”的街道。", name=wanted))
    return add(kind=Kind.STREET, name=UNNAMED, parent=None, by=None, at=at)


def plain_address(text: str) -> str:
    """An address without spaces and with one way of writing buildings (R8.6): 听雨苑 3号楼 → 听雨苑3栋."""
    plain = re.sub(r"[\s,、。-]+", "", unicodedata.normalize("NFKC", text))
    return ENTRANCE.sub(r"\1单元", BUILDING.sub(r"\1栋", plain))


class Finder:
    """The places of a street by their full names; a name that two places share finds neither."""

    def __init__(self, street: Place, *, inside: Place | None = None) -> None:
        """`inside`: only what lies in this place is looked at."""
        self.street, self.inside = street, inside
        self.known: dict[str, Place | None] = {}
        self.areas: list[str] = []
        self.loaded = False

    def find(self, text: str) -> Place:
        """The deepest place that the address names; the street itself when it names none. Loads at first use."""
        plain = plain_address(text).replace(self.street.name, "")
        if not plain:
            return self.street
        if not self.loaded:
            self._load()
        starts = {0, *(plain.find(area) for area in self.areas if area in plain)}
        found = [place for start in starts if (place := self._longest(plain[start:]))]
        return max(found, key=lambda place: len(place.path), default=self.street)

    def _longest(self, plain: str) -> Place | None:
        ends = range(len(plain), 1, -1)
        return next((place for end in ends if (place := self.known.get(plain[:end]))), None)

    def _load(self) -> None:
        self.loaded = True
        there = {"street": self.street} if self.inside is None else under(self.inside)
        places = Place.objects.filter(**there, closed_on=None).exclude(kind__in=LAYERS)
        for place in places.exclude(pk=self.street.pk):
            names = {plain_address(place.where)}
            if place.kind == Kind.COMMUNITY:
                names.add(plain_community(place.name))
            if place.kind in (*AREAS, Kind.COMMUNITY):
                self.areas += names
            for name in names:
                self.known[name] = None if name in self.known else place


def place_named(street: Place, text: str) -> Place | None:
    """The deepest open place of a street that an address names, None when it names none. Two queries.

    Only the estate or community with the longest name in the text is looked into, so that it costs no more in a city.
    """
    plain = plain_address(text)
    wide = Place.objects.filter(street=street, closed_on=None, kind__in=[*AREAS, Kind.COMMUNITY])
    named = [(name, one) for one in wide for name in {plain_address(one.name), plain_community(one.name)}]
    inside = max(((len(name), one.pk, one) for name, one in named if name and name in plain), default=None)
    if inside is None:
        return street if street.name in plain else None
    found = Finder(street, inside=inside[2]).find(text)
    return inside[2] if found == street else found
