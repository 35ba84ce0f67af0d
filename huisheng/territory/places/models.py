"""Where: one typed tree with two kinds of parent, layers over it, and what changed when."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from huisheng.territory.places import rules
from huisheng.territory.places.positions import Position


class Place(models.Model):
    """A place of any kind, from province to home.

    `parent` is the tree of codes (R8.1); `run_by` is set where another office runs it (R8.3: coded under one
    district, run by another) and wins for `path`, `street` and `community`, which are kept with the place so that one
    row answers "whose is it". `area` is the estate, block, park or lane it lies in. `phone` is
    the office's own, which anybody may call; a home has none. `lat`, `long`: where it is, WGS84 degrees, both or
    neither (positions.py). `brand`: name, slogan, hue of its residents' pages
    (brands/rules.py). Places are closed, not deleted.
    """

    Kind = rules.Kind

    kind = models.CharField(
        _("种类"), max_length=12, choices=[(k.value, _(n)) for k, n in rules.KIND_NAMES.items()]
    )
    name = models.CharField(_("名称"), max_length=80)
    code = models.CharField(_("代码"), max_length=40, unique=True, null=True, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("属于")
    )
    run_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("由谁管")
    )
    path = models.CharField(_("路径"), max_length=80, unique=True)
    street = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("街道"))
    community = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("社区"))
    area = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("小区或街区")
    )
    where = models.CharField(_("全称"), max_length=200)
    order = models.CharField(_("次序"), max_length=120)
    token = models.CharField(_("二维码令牌"), max_length=16, unique=True, default=rules.new_token)
    phone = models.CharField(_("公开电话"), max_length=20, blank=True, default="")
    lat = models.FloatField(_("纬度"), null=True, blank=True)
    long = models.FloatField(_("经度"), null=True, blank=True)
    brand = models.JSONField(_("品牌"), null=True, blank=True)
    occupied = models.BooleanField(_("常住"), default=False)
    opened_on = models.DateField(_("启用日期"), null=True, blank=True)
    closed_on = models.DateField(_("停用日期"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("并入")
    )

    class Meta:
        verbose_name = _("地方")
        verbose_name_plural = _("地方")
        indexes = [
            models.Index(fields=["parent", "order"], name="place_in_order"),
            models.Index(fields=["street", "kind", "path"], name="place_of_street"),
            models.Index(fields=["id"], condition=Q(kind="street"), name="place_streets"),
            models.Index(fields=["lat", "long"], condition=Q(lat__isnull=False), name="place_by_position"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lat=None, long=None)
                | Q(lat__isnull=False, long__isnull=False)
                & Q(lat__gte=-90, lat__lte=90, long__gte=-180, long__lte=180),
                name="place_has_both_or_neither",
            )
        ]

    def __str__(self) -> str:
        return self.where

    @cached_property
    def reach(self) -> list[str]:
        """The paths under which its matters lie: its own; of a layer, those of everything it gathers (M02, M07)."""
        gathered = self.gathers.order_by("place__path").values_list("place__path", flat=True)
        return (list(gathered) if self.kind in rules.LAYERS else []) or [self.path]

    @property
    def position(self) -> Position | None:
        """Where it is; None when nobody has said."""
        return None if self.lat is None or self.long is None else Position(self.lat, self.long)

    @property
    def dial(self) -> str:
        """The public telephone as a tel: link takes it."""
        return rules.dialled(self.phone)


class LayerPart(models.Model):
    """A place gathered by a layer: a cluster (片区) or a grid (网格). One place may be in several clusters (M02)."""

    layer = models.ForeignKey(Place, models.CASCADE, related_name="gathers", verbose_name=_("片区或网格"))
    place = models.ForeignKey(Place, models.CASCADE, related_name="gathered_by", verbose_name=_("地方"))

    class Meta:
        verbose_name = _("片区网格的组成")
        verbose_name_plural = _("片区网格的组成")
        constraints = [models.UniqueConstraint(fields=["layer", "place"], name="gathered_once")]

    def __str__(self) -> str:
        return f"{self.layer} ∋ {self.place}"


class PlaceChange(models.Model):
    """What was done to a place: named, moved, merged, closed; by whom and when (M01: edits with history)."""

    place = models.ForeignKey(Place, models.CASCADE, related_name="changes", verbose_name=_("地方"))
    did = models.CharField(_("做了什么"), max_length=20)
    says = models.CharField(_("说明"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("谁"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("地方的变动")
        verbose_name_plural = _("地方的变动")

    def __str__(self) -> str:
        return self.says
