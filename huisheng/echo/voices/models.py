"""Voice: one matter. Speaker: who spoke on it. Line: one thing done about it. Every room writes on the same three."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.echo.voices import rules
from huisheng.people.models import ToldBy


class Voice(models.Model):
    """One matter, whatever room it is in now. `path` is where it lies (territory), for "only my subtree"."""

    kind = models.CharField(_("种类"), max_length=20)
    title = models.CharField(_("标题"), max_length=200)
    path = models.CharField(_("位置路径"), max_length=200)
    began = models.DateTimeField(_("开始"))

    class Meta:
        verbose_name = _("一件事")
        verbose_name_plural = _("事")

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    """Somebody who spoke: the receipt they hold, and how they want to be told.

    After a join (M35) `voice` is the voice that they hear, their own matter keeps its own.
    `filed_by` is whoever typed it for them (M23); empty when they wrote it themselves.
    """

    voice = models.ForeignKey(Voice, models.PROTECT, related_name="speakers", verbose_name=_("听哪件事"))
    number = models.CharField(_("编号"), max_length=10)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="spoke", verbose_name=_("本人账号")
    )
    name = models.CharField(_("称呼"), max_length=60, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True)
    code = models.CharField(_("查看码"), max_length=4, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    told_by = models.CharField(_("怎样告知"), max_length=8, choices=ToldBy, default=ToldBy.APP)
    is_elder = models.BooleanField(_("长者"), default=False)
    anonymous = models.BooleanField(_("不留名"), default=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="filed",
        db_index=False,
        verbose_name=_("代录人"),
    )
    at = models.DateTimeField(_("说的时间"))

    class Meta:
        verbose_name = _("说话的人")
        verbose_name_plural = _("说话的人")
        constraints = [models.UniqueConstraint(fields=["number"], name="numbered_once")]
        # who calls again is known by the number while they speak
        indexes = [
            models.Index(fields=["phone"], name="speaker_by_phone", condition=~models.Q(phone="")),
            models.Index(
                fields=["person"], name="speaker_by_person", condition=models.Q(person__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.spoken

    @property
    def spoken(self) -> str:
        """The number as it is printed."""
        return rules.spoken(self.number)

    @property
    def phone_tail(self) -> str:
        """The four digits with which the number opens the matter: of the phone, else the code on the receipt."""
        return self.phone[-4:] or self.code

    @property
    def can_be_reached(self) -> bool:
        """Whether anybody could call or write back."""
        return bool(self.phone or self.email or self.person_id)


class Line(models.Model):
    """One thing done about a matter. `says` is read by residents; `inner` by staff only. Lines are never edited."""

    voice = models.ForeignKey(
        Voice, models.PROTECT, related_name="lines", db_index=False, verbose_name=_("事")
    )
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, db_index=False, verbose_name=_("谁")
    )
    hat = models.CharField(_("以什么身份"), max_length=120, blank=True)
    did = models.CharField(_("做了什么"), max_length=24)
    says = models.TextField(_("对居民说"), blank=True)
    inner = models.TextField(_("内部记录"), blank=True)

    class Meta:
        verbose_name = _("经过")
        verbose_name_plural = _("经过")
        indexes = [models.Index(fields=["voice", "at"], name="line_in_order")]
        constraints = [
            models.CheckConstraint(
                name="line_is_readable",
                condition=~models.Q(says="") | models.Q(did="noted") & ~models.Q(inner=""),
            )
        ]

    def __str__(self) -> str:
        return self.says or self.inner
