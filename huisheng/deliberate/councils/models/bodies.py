"""What kinds of council there are, the councils of a place, who must sit at the table, who answers for what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.collect.models import Category
from huisheng.deliberate.councils import terms
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.rules import new_token

PARTIES = [(key, _(name)) for key, name in terms.PARTY_NAMES.items()]
CADENCES = [(key, _(name)) for key, name in terms.CADENCE_NAMES.items()]


class Blueprint(models.Model):
    """A kind of council that can be copied and renamed (M48): who must be there, how often, what each phase allows.

    `street` is empty for those that come with the house; a street's own are copies. `parties`: [kind, name, required];
    `phases`: state → {"name", "acts"}; `checklist`: sentences to tick before opening.
    """

    code = models.SlugField(_("代号"), max_length=40, blank=True)
    name = models.CharField(_("名称"), max_length=40)
    sentence = models.CharField(_("一句话"), max_length=200)
    picture = models.SlugField(_("图"), max_length=20, default="ring")
    cadence = models.CharField(_("多久一次"), max_length=12, choices=CADENCES, default="monthly")
    parties = models.JSONField(_("请哪几方"), default=list)
    checklist = models.JSONField(_("会前清单"), default=list, blank=True)
    phases = models.JSONField(_("每一步可以做什么"), default=dict)
    street = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("哪个街道的")
    )
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name=_("照着哪一种")
    )
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("议事形式")
        verbose_name_plural = _("议事形式")
        constraints = [
            models.UniqueConstraint(fields=["street", "name"], name="one_blueprint_a_name"),
            models.UniqueConstraint(fields=["code"], name="shipped_once", condition=~Q(code="")),
        ]

    def __str__(self) -> str:
        return self.name


class Council(models.Model):
    """A body that meets: at a place, in a cadence, led by somebody (M40). `voice` keeps what was done with it.

    `extends_by`: a tabled matter is extended to so many working days after the session; 0: never (the street's choice).
    """

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="council", verbose_name=_("一件事"))
    token = models.CharField(_("公开令牌"), max_length=16, unique=True, default=new_token)
    blueprint = models.ForeignKey(
        Blueprint, models.PROTECT, related_name="councils", verbose_name=_("议事形式")
    )
    name = models.CharField(_("名称"), max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="councils", verbose_name=_("哪里的"))
    where = models.CharField(_("在哪里开"), max_length=120)
    cadence = models.CharField(_("多久一次"), max_length=12, choices=CADENCES, default="monthly")
    starts = models.DateTimeField(_("第一次"))
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="chairs", verbose_name=_("召集人")
    )
    phone = models.CharField(_("联系电话"), max_length=20, blank=True)
    ended_on = models.DateField(_("哪天停止"), null=True, blank=True)
    extends_by = models.PositiveSmallIntegerField(_("上了议程的限期延到会后几个工作日"), default=0)

    class Meta:
        verbose_name = _("议事会")
        verbose_name_plural = _("议事会")
        indexes = [models.Index(fields=["place"], name="council_of_place")]

    def __str__(self) -> str:
        return self.name


class CouncilParty(models.Model):
    """Who sits at the table of a council. A required party that is missing makes a session not quorate (M44)."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="parties", verbose_name=_("议事会"))
    kind = models.CharField(_("哪一方"), max_length=12, choices=PARTIES)
    name = models.CharField(_("名称"), max_length=60)
    required = models.BooleanField(_("必须到场"), default=False)
    body = models.ForeignKey(
        OutsideBody, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("外部单位")
    )
    left_on = models.DateField(_("哪天退出"), null=True, blank=True)

    class Meta:
        verbose_name = _("参加的一方")
        verbose_name_plural = _("参加的各方")
        ordering = ["-required", "pk"]
        constraints = [models.UniqueConstraint(fields=["council", "name"], name="one_party_a_name")]

    def __str__(self) -> str:
        return self.name


class Responsibility(models.Model):
    """The default of the responsibility matrix: matters of this category are usually that party's (M41).

    A row without a street comes with the house; a street writes its own over it.
    """

    category = models.ForeignKey(Category, models.CASCADE, related_name="+", verbose_name=_("类别"))
    street = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("哪个街道的")
    )
    party = models.CharField(_("由哪一方负责"), max_length=12, choices=PARTIES)
    note = models.CharField(_("为什么"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁定的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("责任清单")
        verbose_name_plural = _("责任清单")
        constraints = [
            models.UniqueConstraint(fields=["category", "street"], name="one_party_a_category"),
            models.UniqueConstraint(
                fields=["category"], name="one_shipped_party_a_category", condition=Q(street=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} → {self.get_party_display()}"
