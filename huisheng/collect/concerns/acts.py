"""Every act on a matter with its button: who may, when it makes sense, and why not now. One list for every page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from huisheng.collect.concerns import rules
from huisheng.collect.concerns.stages import Act, Stage
from huisheng.people.permissions.rules import Hat, hat_for

S = Stage
OPEN_HERE = frozenset({S.HEARD, S.WORKING, S.PAUSED, S.REFERRED, S.JOINED})
IN_HAND = frozenset({S.HEARD, S.WORKING})


def _by_table(act: Act) -> Callable[[Any, Any], str]:
    return lambda concern, person: rules.why_not_act(concern, act)


@dataclass(frozen=True)
class Button:
    """One act as it is offered. `at`: the stages where people look for it; elsewhere it is left out, not refused."""

    name: str
    label: str
    key: str
    may: str
    why_not: Callable[[Any, Any], str]
    at: frozenset[Stage]
    first: bool = False


BUTTONS = [
    Button(
        "call_back",
        _("回访"),
        "g",
        "concern.call_back",
        lambda concern, person: rules.why_not_call_back(concern, by=person),
        frozenset({S.DONE}),
        first=True,
    ),
    Button(
        "contact",
        _("已联系"),
        "c",
        "concern.contact",
        _by_table(Act.CONTACTED),
        OPEN_HERE,
        first=True,
    ),
    Button("visit", _("上门看过"), "v", "concern.visit", _by_table(Act.VISITED), IN_HAND, first=True),
    Button("resume", _("接着办"), "u", "concern.resume", _by_table(Act.RESUMED), frozenset({S.PAUSED}), True),
    Button(
        "recall", _("收回自办"), "w", "concern.recall", _by_table(Act.RECALLED), frozenset({S.REFERRED}), True
    ),
    Button("part", _("分开单独办"), "o", "concern.part", _by_table(Act.PARTED), frozenset({S.JOINED}), True),
    Button(
        "dispatch",
        _("派单"),
        "d",
        "concern.dispatch",
        _by_table(Act.DISPATCHED),
        OPEN_HERE | {S.DONE},
        first=True,
    ),
    Button("refer", _("转出"), "r", "concern.refer", _by_table(Act.REFERRED), IN_HAND, first=True),
    Button(
        "join",
        _("并到一起"),
        "m",
        "concern.join",
        lambda concern, person: rules.why_not_follow(concern),
        IN_HAND,
        first=True,
    ),
    Button(
        "finish",
        _("说办好了"),
        "f",
        "concern.finish",
        lambda concern, person: rules.why_not_finish(concern),
        OPEN_HERE,
        first=True,
    ),
    Button("note", _("记一笔"), "b", "concern.note", _by_table(Act.NOTED), frozenset(Stage)),
    Button("sort", _("改类别"), "s", "concern.sort", _by_table(Act.SORTED), OPEN_HERE - {S.JOINED}),
    Button("pause", _("等条件"), "p", "concern.pause", _by_table(Act.PAUSED), IN_HAND),
    Button(
        "extend",
        _("延期"),
        "e",
        "concern.extend",
        lambda concern, person: rules.why_not_extend_again(concern),
        IN_HAND,
    ),
    Button(
        "return",
        _("退回"),
        "t",
        "concern.return",
        lambda concern, person: rules.why_not_return(concern),
        IN_HAND,
    ),
    Button(
        "remove",
        _("删掉登记"),
        "z",
        "concern.remove",
        lambda concern, person: rules.why_not_remove(concern),
        frozenset(Stage),
    ),
    Button("exit", _("另有去处"), "q", "concern.exit", _by_table(Act.EXITED), IN_HAND),
]
BY_NAME = {button.name: button for button in BUTTONS}


@dataclass(frozen=True)
class Offer:
    """A button for this person on this matter: allowed when `why` is empty, else it says why not."""

    button: Button
    why: str
    hat: Hat


def acts_for(concern: Any, hats: list[Hat], person: Any, *, own: bool) -> list[Offer]:
    """What this person is offered on this matter, in the order of the buttons.

    Left out: what no hat of theirs may do here, and what nobody looks for at this stage. Refused ones stay, with
    the reason that the service would give. `own`: the person holds it or is linked to its home.
    """
    stage = Stage(concern.stage)
    offers = []
    for button in BUTTONS:
        hat = hat_for(button.may, hats, path=concern.path, own=own)
        if hat is not None and stage in button.at:
            offers.append(Offer(button, button.why_not(concern, person), hat))
    return offers
