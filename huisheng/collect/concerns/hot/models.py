"""What many people of a street speak of, as it was found last (M163)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.collect.concerns.models import Concern
from huisheng.territory.models import Place


class HotReading(models.Model):
    """When the matters of a street were last read for hot topics, whether one was found or not."""

    street = models.OneToOneField(Place, models.CASCADE, related_name="+", verbose_name=_("街道"))
    at = models.DateTimeField(_("什么时候看的"))
    followed_at = models.DateTimeField(_("跟到哪一件"), null=True)

    class Meta:
        verbose_name = _("看热点")
        verbose_name_plural = _("看热点")

    def __str__(self) -> str:
        return f"{self.street} {self.at:%Y-%m-%d}"


class HotTopic(models.Model):
    """A place and an issue that several people speak of. Found anew every day; nothing here is kept by hand."""

    street = models.ForeignKey(
        Place, models.CASCADE, related_name="+", db_index=False, verbose_name=_("街道")
    )
    found_at = models.DateTimeField(_("找到的时间"))
    rank = models.PositiveSmallIntegerField(_("第几"))
    heat = models.DecimalField(_("热度"), max_digits=7, decimal_places=1)
    place = models.CharField(_("地方"), max_length=120, blank=True)
    summary = models.CharField(_("说的是"), max_length=300)
    reason = models.JSONField(_("因为都说到"), default=list)
    people = models.PositiveIntegerField(_("多少人"))
    first = models.DateField(_("最早"))
    last = models.DateField(_("最近"))
    concerns = models.ManyToManyField(Concern, related_name="hot_topics", verbose_name=_("事项"))

    class Meta:
        verbose_name = _("热点")
        verbose_name_plural = _("热点")
        ordering = ["rank"]
        indexes = [models.Index(fields=["street", "rank"], name="hot_topic_rank")]

    def __str__(self) -> str:
        return self.summary
