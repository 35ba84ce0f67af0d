"""A call for proposals or for opinions on a draft, what came, what supports it, and what became of each (M29, M33)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.collect.calls import rules
from huisheng.echo.models import Speaker, Voice
from huisheng.territory.models import Place
from huisheng.territory.places.rules import new_token

KINDS = [(kind.value, _(name)) for kind, name in rules.KIND_NAMES.items()]
FATES = [(fate.value, _(name)) for fate, name in rules.FATE_NAMES.items()]
DOWN = [(key, _(name)) for key, name in rules.DOWN_NAMES.items()]
FEASIBLE = [(key, _(name)) for key, name in rules.FEASIBLE_NAMES.items()]


class Call(models.Model):
    """Asked of everybody at a place, from a day to a day, both included."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="call", verbose_name=_("一件事"))
    token = models.CharField(_("二维码令牌"), max_length=16, unique=True, default=new_token)
    kind = models.CharField(_("种类"), max_length=10, choices=KINDS)
    place = models.ForeignKey(Place, models.PROTECT, related_name="calls", verbose_name=_("哪里的"))
    title = models.CharField(_("标题"), max_length=rules.LONGEST_TITLE)
    body = models.TextField(_("征集什么，或草案全文"))
    publisher = models.CharField(_("谁征集"), max_length=80)
    phone = models.CharField(_("不会上网的打哪个电话"), max_length=20)
    opens = models.DateField(_("从哪天"))
    closes = models.DateField(_("到哪天"))
    only_proven = models.BooleanField(_("只数核实过的支持"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁发的")
    )
    at = models.DateTimeField(_("发布时间"))

    class Meta:
        verbose_name = _("征集")
        verbose_name_plural = _("征集")
        indexes = [models.Index(fields=["place", "-closes"], name="call_of_place")]
        constraints = [models.CheckConstraint(name="call_has_a_window", condition=Q(closes__gt=F("opens")))]

    def __str__(self) -> str:
        return self.title


class CallEnd(models.Model):
    """How it ended: closed with everything answered, or withdrawn, in words that everybody reads."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="end", verbose_name=_("征集"))
    withdrawn = models.BooleanField(_("撤回"), default=False)
    says = models.CharField(_("结果或理由"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("征集的结束")
        verbose_name_plural = _("征集的结束")

    def __str__(self) -> str:
        return self.says


class Shortlisted(models.Model):
    """One item of the shortlist, made of one or several proposals. A later room reads it: a vote, a budget.

    `cost` in yuan where somebody has estimated it.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="items", verbose_name=_("征集"))
    number = models.PositiveSmallIntegerField(_("第几项"))
    title = models.CharField(_("叫什么"), max_length=80)
    words = models.TextField(_("说明"), blank=True)
    cost = models.DecimalField(_("估算（元）"), max_digits=12, decimal_places=2, null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁列的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("清单上的一项")
        verbose_name_plural = _("清单")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="one_item_a_number")]

    def __str__(self) -> str:
        return self.title


class Proposal(models.Model):
    """One person's proposal, or opinion on a draft, in their words, with a Voice and a receipt of its own.

    `into`: it says the same as another one, and goes its way. `paragraph`: of a draft, the one it is about; 0 the whole.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals", verbose_name=_("征集"))
    number = models.PositiveIntegerField(_("第几条"))
    voice = models.OneToOneField(Voice, models.PROTECT, related_name="proposal", verbose_name=_("一件事"))
    speaker = models.OneToOneField(Speaker, models.PROTECT, related_name="proposal", verbose_name=_("谁说的"))
    words = models.TextField(_("说了什么"))
    paragraph = models.PositiveSmallIntegerField(_("说的第几段"), default=0)
    into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name=_("并到哪一条")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("代录人")
    )
    at = models.DateTimeField(_("时间"))
    once = models.CharField(_("表单令牌"), max_length=40, null=True, unique=True)

    class Meta:
        verbose_name = _("建议或意见")
        verbose_name_plural = _("建议和意见")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_proposal_a_number"),
            models.CheckConstraint(name="not_into_itself", condition=Q(into=None) | ~Q(into=F("id"))),
        ]

    def __str__(self) -> str:
        return self.words[:30]


class Support(models.Model):
    """Somebody is for it. `mark` is a keyed digest of their telephone or account: it counts a person once, and nobody
    can read who it was.

    `proven_at`: an account, the clerk who typed it, or a code that came by SMS stands for the telephone. While the code
    is awaited, `waiting` holds the telephone, and no longer.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="supports", verbose_name=_("建议"))
    mark = models.CharField(_("记号"), max_length=64)
    at = models.DateTimeField(_("时间"))
    proven_at = models.DateTimeField(_("核实时间"), null=True)
    waiting = models.OneToOneField(
        Speaker, models.SET_NULL, null=True, related_name="support", verbose_name=_("在等验证码")
    )

    class Meta:
        verbose_name = _("支持")
        verbose_name_plural = _("支持")
        constraints = [models.UniqueConstraint(fields=["proposal", "mark"], name="supported_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id}"


class Feasibility(models.Model):
    """Somebody who knows has looked whether it can be done."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="notes", verbose_name=_("建议"))
    verdict = models.CharField(_("可行吗"), max_length=8, choices=FEASIBLE)
    words = models.TextField(_("看了什么，怎么说"))
    who = models.CharField(_("谁看的"), max_length=60)
    cost = models.DecimalField(_("估算（元）"), max_digits=12, decimal_places=2, null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("可行性说明")
        verbose_name_plural = _("可行性说明")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_verdict_display()


class TakenDown(models.Model):
    """Words that no page shows any more, by a reason of the list; the author may ask another person to look again.

    It is down while `up_at` is empty. `asked`: what the author says against it; `answer`: why it stays down all the same.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="downs", verbose_name=_("建议"))
    why = models.CharField(_("为什么撤下"), max_length=10, choices=DOWN)
    words = models.CharField(_("补一句"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁撤的")
    )
    at = models.DateTimeField(_("时间"))
    asked = models.CharField(_("提的人怎么说"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("什么时候说的"), null=True)
    answer = models.CharField(_("复核的人怎么说"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁复核的")
    )
    answered_at = models.DateTimeField(_("复核时间"), null=True)
    up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁放回来的")
    )
    up_at = models.DateTimeField(_("放回来的时间"), null=True)

    class Meta:
        verbose_name = _("撤下的话")
        verbose_name_plural = _("撤下的话")
        constraints = [
            models.UniqueConstraint(fields=["proposal"], name="down_once", condition=Q(up_at=None)),
            models.CheckConstraint(
                name="looked_at_by_another", condition=Q(answered_by=None) | ~Q(answered_by=F("by"))
            ),
        ]

    def __str__(self) -> str:
        return self.get_why_display()

    @property
    def waits(self) -> bool:
        """Whether the author waits for another person to look at it."""
        return self.up_at is None and self.asked_at is not None and self.answered_at is None


class ProposalAnswer(models.Model):
    """What became of a proposal: on the shortlist as an item, or not; of an opinion: accepted or not; and why."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="answer", verbose_name=_("建议"))
    fate = models.CharField(_("怎样答复"), max_length=10, choices=FATES)
    words = models.TextField(_("理由"), blank=True)
    item = models.ForeignKey(
        Shortlisted, models.PROTECT, null=True, related_name="answers", verbose_name=_("清单上的哪一项")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁答的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("对建议的答复")
        verbose_name_plural = _("对建议的答复")
        constraints = [
            models.CheckConstraint(name="listed_as_an_item", condition=Q(fate="listed") ^ Q(item=None)),
            models.CheckConstraint(name="answered_with_a_reason", condition=Q(fate="listed") | ~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.get_fate_display()
