"""What every kind of ballot has: a receipt that never says what, and rows that are only added, each with the hash before it."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots import rules


class OnlyAdded(models.QuerySet[Any, Any]):
    """Rows that are neither changed nor taken away."""

    def update(self, **fields: Any) -> NoReturn:
        raise TypeError("a ballot is never changed")

    def delete(self) -> NoReturn:
        raise TypeError("a ballot is never taken away")


class Acknowledged(models.Model):
    """That something was received, when and which way; never what."""

    code = models.CharField(_("回执码"), max_length=16, unique=True, default=rules.new_receipt)
    channel = models.CharField(_("方式"), max_length=10)
    at = models.DateTimeField(_("收到时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁交的")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code


class Chained(models.Model):
    """One row of a chain (ballots/chain.py). `unit`: the code of whoever it belongs to, never a name."""

    seq = models.PositiveIntegerField(_("第几张"))
    unit = models.CharField(_("房屋代号"), max_length=60)
    question = models.CharField(_("题号"), max_length=10)
    choice = models.CharField(_("意见"), max_length=60)
    channel = models.CharField(_("方式"), max_length=10)
    received_at = models.CharField(_("收到时间"), max_length=32)
    salt = models.CharField(_("随机数"), max_length=32)
    previous = models.CharField(_("前一张的指纹"), max_length=64)
    hash = models.CharField(_("指纹"), max_length=64)

    objects = OnlyAdded.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.seq}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("a ballot is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("a ballot is never taken away")
