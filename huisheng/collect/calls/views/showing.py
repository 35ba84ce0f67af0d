"""What was proposed, as a page shows it: forty at a time, without what points to a person."""

import re
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from huisheng.collect.calls import rules, services
from huisheng.collect.calls.models import Call, Proposal
from huisheng.echo.voices.masking import masked

A_PAGE, PLACE = 40, re.compile(r"(\d{1,4})-(\d{1,8})")
People = dict[int, tuple[int, int]]  # by proposal: who counts, and who does not or not yet


def a_page(found: Call, after: str) -> tuple[list[Proposal], str]:
    """Forty proposals after the one at `after` (its paragraph and number), and where the next begin ("" at the end)."""
    part, number = map(int, match.groups()) if (match := PLACE.fullmatch(after)) else (0, 0)
    rest = services.leads(found).filter(Q(paragraph__gt=part) | Q(paragraph=part, number__gt=number))
    rows = list(rest[: A_PAGE + 1])
    page = rows[:A_PAGE]
    return page, f"?after={page[-1].paragraph}-{page[-1].number}" if len(rows) > A_PAGE else ""


def paragraphs_of(found: Call) -> list[dict[str, Any]]:
    """The draft as it is talked about: each paragraph with its number and how many speak of it; [] of other calls.

    One query.
    """
    if found.kind != rules.Kind.DRAFT:
        return []
    said = services.about(found)
    several = enumerate(rules.paragraphs(found.body), 1)
    return [{"number": n, "words": masked(words), "said": said.get(n, 0)} for n, words in several]


def people_for(found: Call, page: list[Proposal]) -> People:
    """Who is for each of these, once it is over: before, a number would be a ranking. One query, or none."""
    if found.kind != rules.Kind.PROPOSALS or localdate() <= found.closes:
        return {}
    counted = services.people_for(page)
    return {
        pk: (proven if found.only_proven else all_, all_ - proven) for pk, (all_, proven) in counted.items()
    }


def words_of(one: Proposal, *, staff: bool = False) -> str:
    """Its words as anybody reads them; "" of what is taken down."""
    gone = bool(one.gone) and not staff  # type: ignore[attr-defined]
    return "" if gone else masked(one.words, [one.speaker.name])


def lead_of(one: Proposal, people: People, *, staff: bool = False) -> dict[str, Any]:
    """A proposal with what was merged into it and what became of it. `unproven` is for those who keep the call."""
    answer, names = getattr(one, "answer", None), [one.speaker.name]
    count, unproven = people.get(one.pk, (0, 0))
    return {
        "pk": one.pk,
        "number": one.number,
        "paragraph": one.paragraph,
        "words": words_of(one, staff=staff),
        "down": next(iter(one.gone), None),  # type: ignore[attr-defined]
        "also": [other.number for other in one.also],  # type: ignore[attr-defined]
        "people": count,
        "unproven": unproven if staff else 0,
        "notes": [
            {
                "verdict": note.get_verdict_display(),
                "words": masked(note.words),
                "who": masked(note.who),
                "cost": note.cost,
            }
            for note in one.notes.all()
        ],
        "fate": answer.get_fate_display() if answer else "",
        "yes": bool(answer and answer.fate in ("listed", "accepted", "partly")),
        "why": masked(answer.words, names) if answer else "",
        "item": answer.item if answer else None,
    }


def items_of(found: Call) -> list[dict[str, Any]]:
    """The shortlist, each item with the numbers of what it was made of. Three queries."""
    made = services.made_of(found)
    return [
        {"item": item, "title": masked(item.title), "words": masked(item.words), "of": made.get(item.pk, [])}
        for item in found.items.all()
    ]
