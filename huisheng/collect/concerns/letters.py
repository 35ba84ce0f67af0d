"""Letters of thanks (M34): what a resident wrote after it was settled, and whether neighbours may read it."""

from datetime import date, datetime

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.rules import NOT_FOR_NEIGHBOURS
from huisheng.echo.models import Line
from huisheng.territory.models import Place


class Letter(models.Model):
    """The words are the line's. `public`: the writer allows neighbours to read them; decided at `public_at`."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="letters", verbose_name=_("诉求"))
    line = models.OneToOneField(Line, models.PROTECT, verbose_name=_("信"))
    public = models.BooleanField(_("可以公开"), default=False)
    public_at = models.DateTimeField(_("什么时候定的"))

    class Meta:
        verbose_name = _("居民的信")
        verbose_name_plural = _("居民的信")
        indexes = [models.Index(fields=["-id"], name="letters_to_show", condition=models.Q(public=True))]

    def __str__(self) -> str:
        return self.line.says


def letters_for_all(ground: Place, *, since: date, until: date) -> "QuerySet[Letter]":
    """The letters of a community or street that neighbours may read, newest first. Their words are to be masked.

    Never about what neighbours are not told of at all (R13.5), though the writer allowed it.
    """
    column = "community" if ground.kind == "community" else "street"
    found = Letter.objects.filter(
        public=True, line__at__date__gte=since, line__at__date__lte=until, **{f"concern__{column}": ground}
    )
    found = found.exclude(concern__category__code__in=NOT_FOR_NEIGHBOURS)
    return found.select_related("line", "concern__category", "concern__area", "concern__speaker").order_by(
        "-id"
    )


def letter_of(concern: Concern) -> Letter | None:
    """The last letter that was written about a matter."""
    return Letter.objects.filter(concern=concern).order_by("-pk").first()


def allow(concern: Concern, *, public: bool, at: datetime) -> int:
    """The writer decides again whether neighbours may read; taking it back is as easy as giving it (R13.2)."""
    return Letter.objects.filter(concern=concern).exclude(public=public).update(public=public, public_at=at)
