"""The figures of a community or street (M11)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huisheng.echo.asking import in_words
from huisheng.territory.places.models import Place
from huisheng.territory.profiles import rules


class ProfileFigure(models.Model):
    """One figure as of a day, where it comes from, and who wrote it. A newer one replaces it and it stays for the record.

    `hat`: the post under which it was written, which everybody may read; `by` is for staff. `due_on`: looked at again.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="profile", verbose_name=_("社区或街道"))
    what = models.CharField(
        _("哪一项"), max_length=12, choices=[(w.value, _(n)) for w, n in rules.WHAT_NAMES.items()]
    )
    words = models.CharField(_("另加的名称"), max_length=rules.LONGEST_WORDS, blank=True)
    value = models.CharField(_("多少"), max_length=rules.LONGEST_VALUE)
    unit = models.CharField(_("单位"), max_length=rules.LONGEST_UNIT, blank=True)
    as_of = models.DateField(_("截至哪天"))
    source = models.CharField(_("从哪里来的"), max_length=rules.LONGEST_SOURCE)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁登记的")
    )
    hat = models.CharField(_("以什么身份"), max_length=120, blank=True)
    at = models.DateTimeField(_("登记时间"))
    due_on = models.DateField(_("哪天该更新"), null=True)
    replaced_at = models.DateTimeField(_("被新的登记替换"), null=True)

    class Meta:
        verbose_name = _("概况的一项")
        verbose_name_plural = _("概况的一项")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "what", "words"], name="profile_figure_now", condition=Q(replaced_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.value} {self.unit}".strip()

    @property
    def label(self) -> str:
        """What it is, in the reader's language; a line of one's own in its own words."""
        return self.words or gettext(rules.WHAT_NAMES[rules.What(self.what)])

    @property
    def value_shown(self) -> str:
        """How much; 1600余 in the reader's language."""
        rounded = self.what in rules.UNITS and self.value[-1] in "余多"
        return gettext("%(n)s余") % {"n": self.value[:-1]} if rounded else self.value

    @property
    def unit_shown(self) -> str:
        """The unit in the reader's language."""
        return in_words(rules.UNITS[self.what]) if self.what in rules.UNITS else self.unit

    @property
    def is_due(self) -> bool:
        """Whether it is older than a year."""
        return self.is_due_by(localdate())

    def is_due_by(self, on: date) -> bool:
        """Whether it is to be looked at again by that day."""
        return self.replaced_at is None and self.due_on is not None and self.due_on <= on
