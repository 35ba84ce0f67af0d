"""Posts and who holds them: 片长, 组长, 邻长, 楼栋长, linked members, secretaries, clerks. Kinds are data (M08)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from huisheng.people.permissions.rules import ROLE_NAMES, Role
from huisheng.territory.places.models import Place

# What kinds.csv calls the linked member in public has to be among the words that are translated (M166).
PUBLIC_NAMES = [gettext_noop("联户联系人")]


class PostKind(models.Model):
    """A kind of post. `rank` orders the way upward from a door; 0 is not on that way (a linked member).

    `is_contact`: shown to a home as its contact. `covers`: counts as the named head of a home (coverage, M03).
    `public_name`: what residents read where the name would tell something about the person (M166).
    """

    code = models.CharField(_("代号"), max_length=24, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=60, blank=True)
    public_name = models.CharField(_("对居民的称呼"), max_length=40, blank=True)
    role = models.CharField(
        _("权限"),
        max_length=12,
        choices=[(r.value, _(n)) for r, n in ROLE_NAMES.items() if r not in (Role.ANYONE, Role.BODY)],
    )
    rank = models.PositiveSmallIntegerField(_("级别"), default=0)
    is_contact = models.BooleanField(_("是居民的联系人"), default=False)
    covers = models.BooleanField(_("算作“户户有人联”"), default=False)

    class Meta:
        verbose_name = _("岗位种类")
        verbose_name_plural = _("岗位种类")
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """The name on pages that anybody may read."""
        return self.public_name or self.name


class Appointment(models.Model):
    """A person holds a post at a place for a term. Ended, never deleted: the record keeps who was responsible."""

    kind = models.ForeignKey(PostKind, models.PROTECT, verbose_name=_("岗位"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name=_("谁")
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="posts", verbose_name=_("哪里"))
    starts = models.DateField(_("任期开始"))
    ends = models.DateField(_("任期结束"), null=True, blank=True)
    phone = models.CharField(_("对外电话"), max_length=20, blank=True)
    public = models.BooleanField(_("本人同意公开姓名电话"), default=False)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁任命的")
    )
    ended_at = models.DateTimeField(_("卸任时间"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁办的卸任")
    )
    ended_why = models.CharField(_("卸任原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        indexes = [
            models.Index(fields=["place", "kind"], name="post_at_place", condition=Q(ended_at=None)),
            models.Index(fields=["ends"], name="post_ending", condition=Q(ended_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="term_in_order", condition=Q(ends=None) | Q(ends__gte=models.F("starts"))
            ),
            models.UniqueConstraint(
                fields=["kind", "person", "place"], name="post_held_once", condition=Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind.name}{self.person.name}"

    @property
    def title(self) -> str:
        """The post with its place, as residents read it behind what was done: 听雨苑 3栋 邻长 (M09, M166)."""
        return f"{self.place.where} {self.kind.shown}"


class HouseholdLink(models.Model):
    """M05, M166: a linked contact keeps in touch with a home. Only the link is recorded, and only those homes are seen."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="links", verbose_name=_("谁")
    )
    home = models.ForeignKey(Place, models.PROTECT, related_name="links", verbose_name=_("哪一户"))
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)

    class Meta:
        verbose_name = _("联户")
        verbose_name_plural = _("联户")
        constraints = [
            models.UniqueConstraint(fields=["person", "home"], name="linked_once", condition=Q(until=None))
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.home}"


class Residence(models.Model):
    """A person lives in a home (household membership). Optional: nobody needs it to be heard."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="homes", verbose_name=_("谁")
    )
    home = models.ForeignKey(Place, models.PROTECT, related_name="residents", verbose_name=_("哪一户"))
    since = models.DateField(_("从"))
    until = models.DateField(_("到"), null=True, blank=True)

    class Meta:
        verbose_name = _("居住")
        verbose_name_plural = _("居住")
        constraints = [
            models.UniqueConstraint(fields=["person", "home"], name="lives_once", condition=Q(until=None))
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.home}"
