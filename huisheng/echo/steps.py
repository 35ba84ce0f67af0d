"""Steps of a database that are no longer in the program: a room's step at once stands for them (decision 0013)."""

from collections.abc import Collection

from huisheng.echo.refusals import YES, because

Step = tuple[str, str]
# room → the last of its steps that led there, and the one that now makes the same tables at once
AT_ONCE = {
    "people": ("0002_logins", "0002_at_once"),
    "territory": ("0004_brands", "0004_at_once"),
    "echo": ("0010_own_readings", "0010_at_once"),
    "collect": ("0019_cheaper_tokens", "0019_at_once"),
    "deliberate": ("0013_sealed_names", "0013_at_once"),
    "resolve": ("0004_projects", "0004_in_one_step"),
    "square": ("0004_beats", "0004_at_once"),
}


def taken_one_by_one(applied: Collection[Step]) -> list[Step]:
    """The steps at once whose tables are there already, because all that they stand for were taken."""
    rooms = AT_ONCE.items()
    return [
        (room, new) for room, (last, new) in rooms if (room, last) in applied and (room, new) not in applied
    ]


def why_between(applied: Collection[Step]) -> str:
    """Why a database cannot be brought up: it took some of a room's old steps, and the others are gone."""
    for room, (last, new) in AT_ONCE.items():
        begun = any(app == room for app, _step in applied)
        if begun and not {(room, last), (room, new)} & set(applied):
            return because(
                "数据库停在 %(room)s 的旧步骤中间，请先用 2026 年 11 月 22 日的版本升级一次，再用这一版。",
                room=room,
            )
    return YES


def unknown(applied: Collection[Step], here: Collection[Step]) -> list[Step]:
    """Steps that this program never had: neither `here`, nor among those that a step at once stands for."""
    old = {(room, number) for room, (last, _new) in AT_ONCE.items() for number in range(1, int(last[:4]) + 1)}
    return [step for step in applied if step not in here and (step[0], _number(step[1])) not in old]


def _number(step: str) -> int:
    return int(step[:4]) if step[:4].isdigit() else 0
