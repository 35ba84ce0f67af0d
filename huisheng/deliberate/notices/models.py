"""A notice, its texts, where it must hang, where it was put up, and what was said against it (M56)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.notices import rules
from huisheng.echo.models import Speaker, Voice
from huisheng.territory.models import Place
from huisheng.territory.places.rules import new_token

KINDS = [(kind.value, _(name)) for kind, name in rules.KIND_NAMES.items()]
COUNTED = [(key, _(name)) for key, name in rules.COUNTED_NAMES.items()]


class NoticeLength(models.Model):
    """How long a notice about a subject must hang, since when, and where that is written. A newer row follows an older."""

    code = models.SlugField(_("代号"), max_length=20)
    name = models.CharField(_("关于什么"), max_length=40)
    name_en = models.CharField(_("英文名称"), max_length=60, blank=True)
    kind = models.CharField(_("种类"), max_length=16, choices=KINDS)
    days = models.PositiveSmallIntegerField(_("至少几天"))
    counted = models.CharField(_("怎么算"), max_length=16, choices=COUNTED, default="calendar_days")
    source = models.CharField(_("依据"), max_length=200)
    confirmed = models.BooleanField(_("依据核对过"), default=False)
    valid_from = models.DateField(_("从哪天起用"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁改的")
    )

    class Meta:
        verbose_name = _("公示天数")
        verbose_name_plural = _("公示天数")
        ordering = ["code", "-valid_from"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="one_length_a_day")]

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """One notice of one place. What it must keep to is copied from the table when it is put up, and stays."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="notice", verbose_name=_("一件事"))
    token = models.CharField(_("二维码令牌"), max_length=16, unique=True, default=new_token)
    kind = models.CharField(_("种类"), max_length=16, choices=KINDS)
    about = models.ForeignKey(
        NoticeLength, models.PROTECT, related_name="notices", verbose_name=_("关于什么")
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="notices", verbose_name=_("哪里的"))
    publisher = models.CharField(_("谁发布"), max_length=80)
    phone = models.CharField(_("提意见的电话"), max_length=20)
    days = models.PositiveSmallIntegerField(_("几天"))
    counted = models.CharField(_("怎么算"), max_length=16, choices=COUNTED, default="calendar_days")
    text = models.OneToOneField(
        "NoticeText", models.PROTECT, null=True, related_name="+", verbose_name=_("现在的文字")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁发的")
    )
    at = models.DateTimeField(_("发布时间"))

    class Meta:
        verbose_name = _("公示公告")
        verbose_name_plural = _("公示公告")
        indexes = [models.Index(fields=["place", "-at"], name="notice_of_place")]

    def __str__(self) -> str:
        return self.voice.title


class NoticeText(models.Model):
    """One version of the text, and the days that it hangs. A correction is a new one; the old stays readable."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="texts", verbose_name=_("公示公告"))
    version = models.PositiveSmallIntegerField(_("第几版"), default=1)
    title = models.CharField(_("标题"), max_length=rules.LONGEST_TITLE)
    body = models.TextField(_("正文"))
    why = models.CharField(_("更正了什么"), max_length=300, blank=True)
    begins = models.DateField(_("从哪天"))
    ends = models.DateField(_("到哪天"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁写的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("公示文字")
        verbose_name_plural = _("公示文字")
        constraints = [
            models.UniqueConstraint(fields=["notice", "version"], name="one_text_a_version"),
            models.CheckConstraint(name="text_hangs", condition=Q(ends__gte=models.F("begins"))),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeEnd(models.Model):
    """How it ended: closed after its days, or withdrawn, in words that everybody reads."""

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="end", verbose_name=_("公示公告"))
    withdrawn = models.BooleanField(_("撤回"), default=False)
    says = models.CharField(_("结果或理由"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("公示的结束")
        verbose_name_plural = _("公示的结束")

    def __str__(self) -> str:
        return self.says


class Spot(models.Model):
    """A place where it must hang. `why_not`: it was left out later, and why."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="spots", verbose_name=_("公示公告"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("哪里"))
    why_not = models.CharField(_("为什么不贴"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("应贴的地方")
        verbose_name_plural = _("应贴的地方")
        constraints = [models.UniqueConstraint(fields=["notice", "place"], name="one_spot_a_place")]

    def __str__(self) -> str:
        return str(self.place)


class Posting(models.Model):
    """A text was put up at a spot: by whom, when, on which board. No photo is asked for (R1.3)."""

    text = models.ForeignKey(NoticeText, models.CASCADE, related_name="postings", verbose_name=_("文字"))
    spot = models.ForeignKey(Spot, models.CASCADE, related_name="postings", verbose_name=_("应贴的地方"))
    who = models.CharField(_("谁贴的"), max_length=60)
    board = models.CharField(_("贴在哪块板上"), max_length=80, blank=True)
    on = models.DateField(_("哪天贴的"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的")
    )
    at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("张贴记录")
        verbose_name_plural = _("张贴记录")
        constraints = [models.UniqueConstraint(fields=["text", "spot"], name="posted_once")]

    def __str__(self) -> str:
        return f"{self.spot} {self.on}"


class NoticeObjection(models.Model):
    """What somebody has against it, in their words, with a receipt. `by`: the clerk who typed it for them."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections", verbose_name=_("公示公告"))
    text = models.ForeignKey(NoticeText, models.PROTECT, related_name="+", verbose_name=_("对哪一版"))
    speaker = models.OneToOneField(
        Speaker, models.PROTECT, related_name="notice_objection", verbose_name=_("谁说的")
    )
    words = models.TextField(_("意见"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("代录人")
    )
    at = models.DateTimeField(_("时间"))
    once = models.CharField(_("表单令牌"), max_length=40, null=True, unique=True)

    class Meta:
        verbose_name = _("对公示的意见")
        verbose_name_plural = _("对公示的意见")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.words[:30]


class NoticeAnswer(models.Model):
    """What an objection was answered, with its reason, before the notice may be closed."""

    objection = models.OneToOneField(
        NoticeObjection, models.CASCADE, related_name="answer", verbose_name=_("意见")
    )
    fate = models.CharField(
        _("怎样处理"), max_length=8, choices=[(k, _(v)) for k, v in rules.FATE_NAMES.items()]
    )
    words = models.TextField(_("理由"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁答的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("对意见的答复")
        verbose_name_plural = _("对意见的答复")

    def __str__(self) -> str:
        return self.words[:30]
