"""A covenant, its versions and articles, what neighbours said on them, adoption and filing (M52)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots.models import Question
from huisheng.deliberate.covenants import rules
from huisheng.deliberate.notices.models import Notice
from huisheng.echo.models import Speaker, Voice
from huisheng.territory.models import Place


class Covenant(models.Model):
    """What the neighbours of a community or estate have agreed with each other."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="covenant", verbose_name=_("一件事"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="covenants", verbose_name=_("哪里的"))
    title = models.CharField(_("名称"), max_length=80)
    at = models.DateTimeField(_("开始"))

    class Meta:
        verbose_name = _("居民公约")
        verbose_name_plural = _("居民公约")

    def __str__(self) -> str:
        return self.title


class CovenantVersion(models.Model):
    """One version; its words change until it is put up for adoption."""

    covenant = models.ForeignKey(
        Covenant, models.CASCADE, related_name="versions", verbose_name=_("居民公约")
    )
    number = models.PositiveSmallIntegerField(_("第几版"))
    why = models.CharField(_("为什么改"), max_length=300, blank=True)
    begun_at = models.DateTimeField(_("起草时间"))
    put_up_at = models.DateTimeField(_("交付表决时间"), null=True)
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, related_name="covenant_versions", verbose_name=_("哪次表决")
    )
    notice = models.ForeignKey(
        Notice, models.PROTECT, null=True, related_name="covenant_versions", verbose_name=_("张贴")
    )

    class Meta:
        verbose_name = _("公约的一版")
        verbose_name_plural = _("公约的各版")
        ordering = ["covenant", "number"]
        constraints = [models.UniqueConstraint(fields=["covenant", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.covenant} {self.number}"


class Article(models.Model):
    """One article of a version, and the article of the version before that it continues."""

    version = models.ForeignKey(
        CovenantVersion, models.CASCADE, related_name="articles", verbose_name=_("哪一版")
    )
    order = models.PositiveSmallIntegerField(_("次序"))
    words = models.TextField(_("内容"), max_length=rules.LONGEST_ARTICLE)
    was = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", verbose_name=_("原来的条文"))

    class Meta:
        verbose_name = _("公约条文")
        verbose_name_plural = _("公约条文")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.words[:30]


class ArticleComment(models.Model):
    """What a neighbour said on an article, with a receipt; answered before the version is put up."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="comments", verbose_name=_("哪一条"))
    speaker = models.OneToOneField(
        Speaker, models.PROTECT, related_name="article_comment", verbose_name=_("谁说的")
    )
    words = models.TextField(_("意见"))
    at = models.DateTimeField(_("时间"))
    once = models.CharField(_("表单令牌"), max_length=40, null=True, unique=True)
    accepted = models.BooleanField(_("采纳"), null=True)
    answer = models.TextField(_("理由"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁答的")
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    class Meta:
        verbose_name = _("对条文的意见")
        verbose_name_plural = _("对条文的意见")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_answered_whole",
                condition=models.Q(accepted=None, answered_at=None)
                | models.Q(accepted__isnull=False, answered_at__isnull=False) & ~models.Q(answer=""),
            )
        ]

    def __str__(self) -> str:
        return self.words[:30]


class Adoption(models.Model):
    """A version was adopted: by the question of an owners' vote held here, or by a meeting outside, typed by hand with
    the reason why (`by_hand`)."""

    version = models.OneToOneField(
        CovenantVersion, models.CASCADE, related_name="adoption", verbose_name=_("哪一版")
    )
    body = models.CharField(
        _("谁通过的"), max_length=16, choices=[(key, _(name)) for key, name in rules.BODY_NAMES.items()]
    )
    on = models.DateField(_("哪天"))
    present = models.PositiveIntegerField(_("到会"))
    agreed = models.PositiveIntegerField(_("赞成"))
    against = models.PositiveIntegerField(_("反对"))
    minutes = models.CharField(_("会议记录在哪里"), max_length=200)
    question = models.OneToOneField(
        Question, models.PROTECT, null=True, related_name="adopted", verbose_name=_("哪次表决")
    )
    by_hand = models.CharField(_("为什么手工记"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的")
    )
    at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("公约的通过")
        verbose_name_plural = _("公约的通过")
        constraints = [
            models.CheckConstraint(
                name="adopted_by_vote_or_hand",
                condition=models.Q(question__isnull=False) | ~models.Q(by_hand=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()} {self.on}"


class Filing(models.Model):
    """An adopted version was filed with the street."""

    version = models.OneToOneField(
        CovenantVersion, models.CASCADE, related_name="filing", verbose_name=_("哪一版")
    )
    office = models.CharField(_("向哪里备案"), max_length=80)
    on = models.DateField(_("哪天"))
    reference = models.CharField(_("备案号"), max_length=80, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁办的")
    )
    at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("公约备案")
        verbose_name_plural = _("公约备案")

    def __str__(self) -> str:
        return f"{self.office} {self.on}"
