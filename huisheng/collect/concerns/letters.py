"""Letters of thanks (M34): what a resident wrote after it was settled, and whether neighbours may read it."""

from datetime import date, datetime

from django.db import models, transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.models import Concern
from huisheng.collect.concerns.rules import NOT_FOR_NEIGHBOURS
from huisheng.echo.consents.rules import How
from huisheng.echo.consents.services import decide, taken_back
from huisheng.echo.models import Consent, Line
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


@transaction.atomic
def allow(concern: Concern, *, public: bool, at: datetime) -> int:
    """The writer decides again whether neighbours may read; taking it back is as easy as giving it (R13.2)."""
    changed = list(Letter.objects.filter(concern=concern).exclude(public=public))
    for letter in changed:
        letter.public, letter.public_at = public, at
        letter.save(update_fields=["public", "public_at"])
        agree(letter, concern=concern, at=at)
    return len(changed)


def agree(letter: Letter, *, concern: Concern, at: datetime) -> None:
    """The writer's consent stands in the ledger as long as neighbours may read (echo/consents)."""
    decide(
        "letter_public", agrees=letter.public, about=f"letter:{letter.pk}", by=None, at=at, how=How.PAGE,
        person=concern.speaker.person, speaker=concern.speaker,
    )  # fmt: skip


@receiver(taken_back, dispatch_uid="letters.taken_back")
def hide(consent: Consent, at: datetime, **_: object) -> None:
    """What the writer no longer allows is no longer shown, from this moment."""
    kind, _sep, pk = consent.about.partition(":")
    if consent.purpose == "letter_public" and kind == "letter":
        Letter.objects.filter(pk=pk, public=True).update(public=False, public_at=at)
