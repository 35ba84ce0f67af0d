"""Who runs an estate: the bodies that should be there (M10)."""

from enum import StrEnum


class Body(StrEnum):
    """The bodies of an estate that are looked for. The fourth, the branch, is known from the branches (M06)."""

    COMMITTEE = "committee"
    PROPERTY = "property"
    TEAM = "team"


BODY_NAMES = {Body.COMMITTEE: "业主委员会", Body.PROPERTY: "物业公司", Body.TEAM: "自治队伍"}
