"""Answers kept for their keys."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.square.tokens.models import Token


class Replay(models.Model):
    """What was answered to an Idempotency-Key: the same question again within a day gets the same answer."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="replays", verbose_name=_("哪个令牌"))
    key = models.CharField(_("键"), max_length=64)
    content = models.CharField(_("内容摘要"), max_length=64)
    status = models.PositiveSmallIntegerField(_("状态"), default=0)
    answer = models.TextField(_("答复"), blank=True)
    at = models.DateTimeField(_("时间"), db_index=True)

    class Meta:
        verbose_name = _("接口答复")
        verbose_name_plural = _("接口答复")
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="replayed_once")]

    def __str__(self) -> str:
        return f"{self.status} {self.key[:8]}"
