"""The roll-up of coverage, kept in the same transaction as what it counts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.territory.places.models import Place


class CoverageTally(models.Model):
    """M03, M156: of a street, community, area or building, the occupied homes and those with a named, active head."""

    place = models.OneToOneField(
        Place, models.CASCADE, primary_key=True, related_name="coverage", verbose_name=_("地方")
    )
    occupied = models.PositiveIntegerField(_("常住户"), default=0)
    named = models.PositiveIntegerField(_("有人联的户"), default=0)
    counted_on = models.DateField(_("哪天全部数过"), null=True)

    class Meta:
        verbose_name = _("覆盖汇总")
        verbose_name_plural = _("覆盖汇总")
        constraints = [
            models.CheckConstraint(name="named_within_occupied", condition=Q(named__lte=F("occupied")))
        ]

    def __str__(self) -> str:
        return f"{self.named}/{self.occupied}"

    @property
    def lacking(self) -> int:
        """Occupied homes without a named head."""
        return self.occupied - self.named

    @property
    def percent(self) -> float | None:
        """0-100 with one decimal, rounded down so that 100 means every home (M156); None without homes."""
        return int(1000 * self.named / self.occupied) / 10 if self.occupied else None
