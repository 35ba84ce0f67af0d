"""A yearly budget: its projects, the residents who choose among them, their ballots, and the result (M51, M67)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.collect.models import Shortlisted
from huisheng.deliberate.ballots.models import Vote
from huisheng.deliberate.ballots.models.chained import Acknowledged, Chained
from huisheng.deliberate.ballots.rules import new_key, new_receipt
from huisheng.deliberate.budgets import rules
from huisheng.deliberate.budgets.matters import SOURCE_NAMES, Found
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.rules import new_token

PERSON = settings.AUTH_USER_MODEL


def _choices(names: Any) -> list[tuple[str, Any]]:
    return [(str(key), _(name)) for key, name in names.items()]


class Budget(models.Model):
    """The money of a year at a place, and by which rule its residents spend it. Money in whole fen.

    Announced, then projects and roll stand still; open from–to by itself; then counted. `mandate`: which decision of
    the owners left their common income to the residents' choice.
    """

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="budget", verbose_name=_("一件事"))
    token = models.CharField(_("二维码令牌"), max_length=16, unique=True, default=new_token)
    place = models.ForeignKey(Place, models.PROTECT, related_name="budgets", verbose_name=_("哪里的"))
    year = models.PositiveSmallIntegerField(_("哪一年"))
    title = models.CharField(_("标题"), max_length=rules.LONGEST_TITLE)
    words = models.TextField(_("说明"), blank=True)
    fen = models.BigIntegerField(_("一共多少钱（分）"))
    source = models.CharField(_("钱从哪里来"), max_length=14, choices=_choices(SOURCE_NAMES))
    mandate = models.CharField(_("业主大会哪次决定交居民选"), max_length=200, blank=True)
    rule = models.CharField(_("按什么选"), max_length=12, choices=_choices(rules.RULE_NAMES))
    utility = models.CharField(_("怎么比"), max_length=11, choices=_choices(rules.UTILITY_NAMES))
    completion = models.CharField(_("剩下的钱"), max_length=16, choices=_choices(rules.COMPLETION_NAMES))
    again = models.CharField(_("能不能改"), max_length=5, choices=_choices(rules.AGAIN_NAMES), default="last")
    opens = models.DateTimeField(_("开始投票"))
    closes = models.DateTimeField(_("截止"))
    key = models.CharField(_("代号的钥匙"), max_length=64, default=new_key)
    announced_at = models.DateTimeField(_("公告时间"), null=True)
    roll = models.TextField(_("定下来的名册"), blank=True)
    roll_sha256 = models.CharField(_("名册的指纹"), max_length=64, blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁建的"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("年度预算")
        verbose_name_plural = _("年度预算")
        ordering = ["-year", "-opens", "-pk"]
        indexes = [models.Index(fields=["place", "-year"], name="budget_of_place")]
        constraints = [
            models.CheckConstraint(name="budget_window_in_order", condition=Q(closes__gt=F("opens"))),
            models.CheckConstraint(name="budget_has_money", condition=Q(fen__gt=0)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def yuan(self) -> str:
        return rules.yuan(self.fen)


class BudgetProject(models.Model):
    """One thing that the money could be spent on. `matter`: the item of article 278 that gives it to the owners, 0 for
    what residents choose; `sign`: the words that say so. `chosen`: None until the result."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="projects", verbose_name=_("年度预算"))
    number = models.PositiveSmallIntegerField(_("第几项"))
    title = models.CharField(_("叫什么"), max_length=80)
    words = models.TextField(_("说明"), blank=True)
    where = models.CharField(_("在哪里"), max_length=80)
    fen = models.BigIntegerField(_("要多少钱（分）"))
    proposer = models.CharField(_("谁提的"), max_length=60, blank=True)
    item = models.OneToOneField(
        Shortlisted, models.PROTECT, null=True, related_name="project", verbose_name=_("清单上的哪一项")
    )
    matter = models.PositiveSmallIntegerField(_("业主共同决定事项第几项"), default=0)
    sign = models.CharField(_("为什么归业主定"), max_length=80, blank=True)
    vote = models.OneToOneField(
        Vote, models.PROTECT, null=True, related_name="project", verbose_name=_("业主表决")
    )
    chosen = models.BooleanField(_("选上了"), null=True)

    class Meta:
        verbose_name = _("预算项目")
        verbose_name_plural = _("预算项目")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="project_numbered_once"),
            models.CheckConstraint(name="project_costs_something", condition=Q(fen__gt=0)),
            models.CheckConstraint(name="owners_vote_on_theirs", condition=Q(vote=None) | ~Q(matter=0)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def yuan(self) -> str:
        return rules.yuan(self.fen)

    @property
    def found(self) -> Found | None:
        """What gives it to the owners; None for what residents choose."""
        return Found(self.matter, self.sign) if self.matter else None


class BudgetVoter(models.Model):
    """A resident on the roll of one budget: one person, one ballot. Never an owners' roll (R5.1).

    `slip` opens the ballot without a login; `code` stands for the person in what is published, `who` never does.
    """

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="voters", verbose_name=_("年度预算"))
    who = models.CharField(_("哪一位"), max_length=rules.LONGEST_WHO)
    person = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="budget_votes", verbose_name=_("本人账号")
    )
    slip = models.CharField(_("选票码"), max_length=16, unique=True, default=new_receipt)
    code = models.CharField(_("代号"), max_length=24)

    class Meta:
        verbose_name = _("居民名册的一行")
        verbose_name_plural = _("居民名册")
        constraints = [
            models.UniqueConstraint(fields=["budget", "who"], name="on_a_roll_once"),
            models.UniqueConstraint(fields=["budget", "person"], name="a_person_on_a_roll_once"),
            models.UniqueConstraint(fields=["budget", "code"], name="a_code_once"),
        ]

    def __str__(self) -> str:
        return self.code


class BudgetReceipt(Acknowledged):
    """That a resident's ballot came in; never what."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="receipts", verbose_name=_("年度预算"))

    class Meta:
        verbose_name = _("居民选票的回执")
        verbose_name_plural = _("居民选票的回执")


class BudgetBallot(Chained):
    """What one resident ticked, as 1,4,7; a later one of the same code replaces it where the budget says so."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="ballots", verbose_name=_("年度预算"))
    choice = models.TextField(_("选了哪些"))
    receipt = models.ForeignKey(BudgetReceipt, models.PROTECT, related_name="ballots", verbose_name=_("回执"))

    class Meta:
        verbose_name = _("居民的选票")
        verbose_name_plural = _("居民的选票")
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["budget", "seq"], name="budget_ballot_in_order")]


class BudgetPaper(models.Model):
    """A paper slip that came back: typed by two persons, cast when they agree (`receipt`)."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="papers", verbose_name=_("年度预算"))
    voter = models.OneToOneField(BudgetVoter, models.PROTECT, related_name="paper", verbose_name=_("哪一位"))
    returned_at = models.DateTimeField(_("交回时间"))
    receipt = models.OneToOneField(BudgetReceipt, models.PROTECT, null=True, verbose_name=_("回执"))

    class Meta:
        verbose_name = _("居民的纸票")
        verbose_name_plural = _("居民的纸票")

    def __str__(self) -> str:
        return f"{self.voter}"


class BudgetPaperReading(models.Model):
    """What one person read on the paper. Nobody is shown what another read."""

    paper = models.ForeignKey(
        BudgetPaper, models.CASCADE, related_name="readings", verbose_name=_("居民的纸票")
    )
    choices = models.TextField(_("读到的"))
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("谁录的"))
    at = models.DateTimeField(_("录入时间"))

    class Meta:
        verbose_name = _("居民纸票的录入")
        verbose_name_plural = _("居民纸票的录入")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["paper", "by"], name="slip_read_once_by_one")]

    def __str__(self) -> str:
        return f"{self.paper}"


class BudgetResult(models.Model):
    """What was counted: the published file, the projects bought in their order, the end of the chain. Never edited."""

    budget = models.OneToOneField(Budget, models.PROTECT, related_name="result", verbose_name=_("年度预算"))
    file = models.TextField(_("公布的文件"))
    selected = models.CharField(_("选上的"), max_length=300)
    chain_head = models.CharField(_("最后一张票的指纹"), max_length=64)
    ballots = models.PositiveIntegerField(_("票数"))
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁公布的"))
    at = models.DateTimeField(_("公布时间"))

    class Meta:
        verbose_name = _("预算的结果")
        verbose_name_plural = _("预算的结果")

    def __str__(self) -> str:
        return f"{self.budget}"
