"""What is done with places: one verb an act. Every verb asks its rule, saves, keeps a line of history, announces."""

from huisheng.territory.places.services.changing import (
    above_of,
    close,
    hand_over,
    locate,
    move,
    occupy,
    place_moved,
    publish_phone,
    recode,
    relabel,
    rename,
)
from huisheng.territory.places.services.layers import Border, border, gather, gathered, redraw
from huisheng.territory.places.services.making import (
    add,
    build,
    in_areas,
    is_taken,
    parts_of,
    place_changed,
    repath,
    under,
)
from huisheng.territory.places.services.merging import merge, place_merged, place_merging
from huisheng.territory.places.services.nearest import nearest_to

__all__ = [
    "Border",
    "above_of",
    "add",
    "border",
    "build",
    "close",
    "gather",
    "gathered",
    "hand_over",
    "in_areas",
    "is_taken",
    "locate",
    "nearest_to",
    "merge",
    "move",
    "occupy",
    "parts_of",
    "place_changed",
    "place_merged",
    "place_merging",
    "place_moved",
    "publish_phone",
    "recode",
    "redraw",
    "relabel",
    "rename",
    "repath",
    "under",
]
