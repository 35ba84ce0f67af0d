"""Who is told of what is done in a street, and what became of each telling."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.echo.models import Line
from huisheng.square.webhooks.rules import LONGEST_WHY
from huisheng.territory.models import Place


class Webhook(models.Model):
    """One receiver. Its secret is nowhere: it is derived from the house's own and `salt`.

    `before`, `seen`: the last line at the two latest looks; from `before` on is looked again, because a line may be
    committed after one with a higher number. `words`: whether what was said to residents goes along, masked.
    """

    street = models.ForeignKey(Place, models.CASCADE, related_name="+", verbose_name=_("街道"))
    name = models.CharField(_("给谁用"), max_length=60)
    url = models.CharField(_("网址"), max_length=300)
    words = models.BooleanField(_("带上对居民说的话"), default=False)
    salt = models.CharField(_("盐"), max_length=32)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("谁设的"))
    made_at = models.DateTimeField(_("什么时候设的"))
    ended_at = models.DateTimeField(_("停用时间"), null=True)
    why = models.CharField(_("停用的原因"), max_length=LONGEST_WHY, blank=True)
    before = models.BigIntegerField(_("看到哪里（上一次）"), default=0)
    seen = models.BigIntegerField(_("看到哪里"), default=0)
    looked_at = models.DateTimeField(_("什么时候看的"))

    class Meta:
        verbose_name = _("回调")
        verbose_name_plural = _("回调")

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One line told to one receiver."""

    class State(models.TextChoices):
        WAITING = "waiting", _("等着发")
        SENT = "sent", _("已收到")
        GIVEN_UP = "given_up", _("发不出去")

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("回调"))
    line = models.ForeignKey(Line, models.CASCADE, related_name="+", verbose_name=_("经过"))
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("试过几次"), default=0)
    next_at = models.DateTimeField(_("下次什么时候"))
    status = models.PositiveSmallIntegerField(_("对方的答复"), default=0)
    error = models.CharField(_("出错"), max_length=200, blank=True)
    done_at = models.DateTimeField(_("什么时候收到"), null=True)

    class Meta:
        verbose_name = _("回调的发送")
        verbose_name_plural = _("回调的发送")
        constraints = [models.UniqueConstraint(fields=["webhook", "line"], name="told_once_webhook")]
        indexes = [models.Index(fields=["next_at", "id"], name="webhook_due", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return self.state
