"""Read notices with what every page and every rule asks of them."""

from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from huisheng.deliberate.notices.models import Notice, NoticeObjection, Posting, Spot
from huisheng.deliberate.notices.rules import Standing


def known() -> QuerySet[Notice]:
    """Notices with their text, place, end, and the counts of what is still to be done. One query."""
    posted = Posting.objects.filter(spot=OuterRef("pk"), text=F("spot__notice__text"))
    missing = Spot.objects.filter(~Exists(posted), notice=OuterRef("pk"), why_not="").order_by()
    unanswered = NoticeObjection.objects.filter(notice=OuterRef("pk"), answer=None).order_by()
    found = Notice.objects.select_related(
        "voice", "text", "about", "end", "place__community", "place__street"
    )
    objected = NoticeObjection.objects.filter(notice=OuterRef("pk")).order_by()
    return found.annotate(unanswered=_count(unanswered), missing=_count(missing), objected=_count(objected))


def _count(rows: QuerySet[Any]) -> Coalesce:
    each = rows.values("notice").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(each, output_field=IntegerField()), 0)


def standing(notice: Notice) -> Standing:
    """Where it stands, as the rules take it; of a notice read by `known`, without a query."""
    if not hasattr(notice, "missing"):
        notice = known().get(pk=notice.pk)
    assert notice.text is not None
    end = getattr(notice, "end", None)
    return Standing(
        begins=notice.text.begins, ends=notice.text.ends, closed=end is not None,
        withdrawn=bool(end and end.withdrawn), unanswered=notice.unanswered,  # type: ignore[attr-defined]
        missing=notice.missing,  # type: ignore[attr-defined]
    )  # fmt: skip


def missing_spots(notice: Notice) -> QuerySet[Spot]:
    """Where the text of now is not up yet. One query."""
    up = Posting.objects.filter(spot=OuterRef("pk"), text=notice.text_id)
    spots = notice.spots.filter(~Exists(up), why_not="").select_related("place__area")
    return spots.order_by("place__area__order", "place__where", "pk")
