"""What somebody asked about their own data, and what they were answered (R13.7)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.echo.rights import rules
from huisheng.echo.voices.models import Speaker

RIGHTS = [(right.value, _(name)) for right, name in rules.RIGHT_NAMES.items()]


class DataRequest(models.Model):
    """Asked by who logs in (`person`) or by who holds a receipt (`speaker`); answered by a person, by `due_on`."""

    right = models.CharField(_("要什么"), max_length=8, choices=RIGHTS)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="data_requests",
        verbose_name=_("本人账号"),
    )
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, null=True, related_name="data_requests", verbose_name=_("说话的人")
    )
    path = models.CharField(_("位置路径"), max_length=200, blank=True)
    words = models.TextField(_("想说的话"), blank=True)
    at = models.DateTimeField(_("提出的时间"))
    due_on = models.DateField(_("哪天前答复"))
    done = models.BooleanField(_("办了"), null=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁答复的")
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    class Meta:
        verbose_name = _("关于个人信息的请求")
        verbose_name_plural = _("关于个人信息的请求")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="answered_in_words",
                condition=Q(answered_at=None) | Q(done__isnull=False) & ~Q(answer=""),
            ),
            models.UniqueConstraint(
                fields=["person", "right"], name="person_asks_once", condition=Q(answered_at=None)
            ),
            models.UniqueConstraint(
                fields=["speaker", "right"], name="speaker_asks_once", condition=Q(answered_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.get_right_display()


class Proof(models.Model):
    """Whoever holds a receipt showed that they are who spoke: by digits that came to the telephone (`waiting` until they
    are written back), or before a clerk (`by`), who wrote down `how`. It opens one's own data for a while, once shown."""

    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="proofs", verbose_name=_("说话的人"))
    waiting = models.ForeignKey(
        Speaker, models.PROTECT, null=True, related_name="proof", verbose_name=_("等着核实的电话")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁核实的")
    )
    how = models.CharField(_("怎样核实的"), max_length=200, blank=True)
    at = models.DateTimeField(_("时间"))
    proven_at = models.DateTimeField(_("核实的时间"), null=True)

    class Meta:
        verbose_name = _("本人核实")
        verbose_name_plural = _("本人核实")
        constraints = [
            models.CheckConstraint(name="counter_says_how", condition=Q(by=None) | ~Q(how="")),
        ]

    def __str__(self) -> str:
        return f"{self.speaker_id}"
