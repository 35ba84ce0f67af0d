"""What a matter is found by, written beside it within seconds; and which matters are not written yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.models import Concern


class Findable(models.Model):
    """A matter's words, folded (search/rules.py). The tokens themselves lie in the database's own index (storing.py).

    `street`, `community`, `area` and `path` repeat the concern's; a trigger marks a matter whose place changed.
    `tail`: its number from the end, so that last digits are the beginning of an index. `who` holds digests, no name.
    """

    concern = models.OneToOneField(
        Concern, models.CASCADE, primary_key=True, related_name="findable", verbose_name=_("诉求")
    )
    street = models.BigIntegerField(_("街道"))
    community = models.BigIntegerField(_("社区"), null=True)
    area = models.BigIntegerField(_("小区或街区"), null=True)
    path = models.CharField(_("位置路径"), max_length=80)
    tail = models.CharField(_("倒写的编号"), max_length=10)
    says = models.TextField(_("居民看得到的字"))
    inner = models.TextField(_("内部的字"), blank=True)
    sounds = models.TextField(_("拼音"), blank=True)
    who = models.TextField(_("谁的，只有摘要"), blank=True)

    class Meta:
        verbose_name = _("搜索用的字")
        verbose_name_plural = _("搜索用的字")
        indexes = [
            models.Index(fields=["street", "concern"], name="find_street"),
            models.Index(fields=["community", "concern"], name="find_community"),
            models.Index(fields=["area", "concern"], name="find_area"),
            models.Index(fields=["tail"], name="find_tail"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Unread(models.Model):
    """A voice that something was said on, or whose place or speaker changed, since it was written into the index.

    Written by triggers, in the transaction of the act itself and whoever wrote (storing.py): no row without a foreign
    key check more, and no act can forget it.
    """

    voice = models.BigIntegerField(_("事"))

    class Meta:
        verbose_name = _("还没写进搜索")
        verbose_name_plural = _("还没写进搜索")

    def __str__(self) -> str:
        return str(self.voice)
