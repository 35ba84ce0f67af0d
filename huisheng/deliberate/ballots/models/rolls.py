"""The owners' assembly of an estate, and its rolls of units and owners (M49; RULES R5.1, R5.2)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.roll import KIND_NAMES
from huisheng.deliberate.ballots.told import square_metres
from huisheng.echo.models import Voice
from huisheng.territory.models import Place

PERSON = settings.AUTH_USER_MODEL


class Assembly(models.Model):
    """The owners of one estate together. `online_adopted_on`: since when its own rules of procedure take online
    ballots (R5.10); until then they are marked indicative."""

    estate = models.OneToOneField(Place, models.PROTECT, related_name="assembly", verbose_name=_("小区"))
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="+", verbose_name=_("经过"))
    online_adopted_on = models.DateField(_("议事规则从哪天起采用网上投票"), null=True, blank=True)
    online_adopted_by = models.CharField(_("哪次决定采用的"), max_length=200, blank=True)
    profile = models.CharField(_("平常按哪套规则"), max_length=40, blank=True)
    key = models.CharField(_("化名密钥"), max_length=64, default=rules.new_key)

    class Meta:
        verbose_name = _("业主大会")
        verbose_name_plural = _("业主大会")

    def __str__(self) -> str:
        return self.estate.name


class OwnerLogin(models.Model):
    """Somebody with a login is the owner of that number on this assembly's rolls, as a clerk has seen on paper."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="logins", verbose_name=_("业主大会"))
    owner_id = models.CharField(_("业主编号"), max_length=80)
    person = models.ForeignKey(PERSON, models.PROTECT, related_name="owns", verbose_name=_("账号"))
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁核对的"))
    at = models.DateTimeField(_("核对时间"))

    class Meta:
        verbose_name = _("业主账号")
        verbose_name_plural = _("业主账号")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "owner_id", "person"], name="owner_linked_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} = {self.owner_id}"


class Roll(models.Model):
    """Who may vote. Owners may ask for corrections from–to; then it is frozen: `frozen` is the published table,
    with pseudonyms, letter by letter, and `sha256` its hash."""

    assembly = models.ForeignKey(Assembly, models.PROTECT, related_name="rolls", verbose_name=_("业主大会"))
    name = models.CharField(_("名称"), max_length=80)
    notice_from = models.DateField(_("公示从"))
    notice_to = models.DateField(_("公示到"))
    key = models.CharField(_("化名密钥"), max_length=64, default=rules.new_key)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁建的"))
    at = models.DateTimeField(_("建立时间"))
    frozen_at = models.DateTimeField(_("定下时间"), null=True)
    frozen_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁定下的")
    )
    frozen = models.TextField(_("定下的名册"), blank=True)
    sha256 = models.CharField(_("指纹"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("业主名册")
        verbose_name_plural = _("业主名册")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="roll_notice_in_order", condition=Q(notice_to__gte=F("notice_from"))),
            models.CheckConstraint(
                name="roll_frozen_with_hash", condition=Q(frozen_at=None) & Q(sha256="") | ~Q(sha256="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RollUnit(models.Model):
    """One unit: its area in cm², counted once however many own it. `code` is what is published instead of it."""

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="units", verbose_name=_("名册"))
    unit = models.CharField(_("房号"), max_length=60)
    building = models.CharField(_("楼栋"), max_length=30, blank=True)
    entrance = models.CharField(_("单元"), max_length=30, blank=True)
    area = models.BigIntegerField(_("面积（平方厘米）"))
    kind = models.CharField(
        _("用途"), max_length=10, choices=[(kind, _(name)) for kind, name in KIND_NAMES.items()]
    )
    developer_stock = models.BooleanField(_("未售"), default=False)
    code = models.CharField(_("公布用的代号"), max_length=20)

    class Meta:
        verbose_name = _("名册上的房屋")
        verbose_name_plural = _("名册上的房屋")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["roll", "unit"], name="unit_once_on_roll"),
            models.CheckConstraint(name="unit_has_area", condition=Q(area__gt=0)),
        ]

    def __str__(self) -> str:
        return self.unit

    @property
    def square_metres(self) -> str:
        return square_metres(self.area)


class RollOwner(models.Model):
    """One owner of a unit. `owner_id` repeated over units is one person; the name is sealed (echo/sealed)."""

    unit = models.ForeignKey(RollUnit, models.CASCADE, related_name="owners", verbose_name=_("房屋"))
    owner_id = models.CharField(_("业主编号"), max_length=80, db_index=True)

    class Meta:
        verbose_name = _("名册上的业主")
        verbose_name_plural = _("名册上的业主")
        constraints = [models.UniqueConstraint(fields=["unit", "owner_id"], name="owner_once_of_unit")]

    def __str__(self) -> str:
        return self.owner_id


class RollObjection(models.Model):
    """An owner says that the roll is wrong, in their words, and is answered: put right or not, with the reason."""

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="objections", verbose_name=_("名册"))
    unit = models.CharField(_("哪一套"), max_length=60)
    words = models.TextField(_("哪里不对"))
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("谁提的"))
    at = models.DateTimeField(_("时间"))
    accepted = models.BooleanField(_("采纳"), null=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁答复的")
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    class Meta:
        verbose_name = _("对名册的意见")
        verbose_name_plural = _("对名册的意见")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.words[:30]
