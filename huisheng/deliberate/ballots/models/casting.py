"""Ballots: handed out at doors, taken in on paper or online, each row with the hash of the one before (M49)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.ballots import rules
from huisheng.deliberate.ballots.models.chained import Acknowledged, Chained
from huisheng.deliberate.ballots.models.rolls import RollUnit
from huisheng.deliberate.ballots.models.votes import Vote

PERSON = settings.AUTH_USER_MODEL
OFFERED = [(state, _(name)) for state, name in rules.DELIVERY_NAMES.items()]


class Receipt(Acknowledged):
    """That something was received, when and which way; never what. `unit` is empty for an official e-vote's file."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="receipts", verbose_name=_("表决"))

    class Meta:
        verbose_name = _("收票回执")
        verbose_name_plural = _("收票回执")


class Ballot(Chained):
    """One choice of one unit on one question. Append-only: `hash` covers the row and the hash of the row before it."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="ballots", verbose_name=_("表决"))
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="ballots", verbose_name=_("回执"))

    class Meta:
        verbose_name = _("票")
        verbose_name_plural = _("票")
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["vote", "seq"], name="ballot_in_order")]


class Delivery(models.Model):
    """At the door: the paper was handed out, came back, or was refused. Kept apart from the choice; the last one holds."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="deliveries", verbose_name=_("表决"))
    unit = models.ForeignKey(RollUnit, models.PROTECT, related_name="deliveries", verbose_name=_("房屋"))
    state = models.CharField(_("送到哪一步"), max_length=10, choices=OFFERED)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的"))
    at = models.DateTimeField(_("时间"))
    once = models.CharField(_("按键编号"), max_length=64, null=True, unique=True)

    class Meta:
        verbose_name = _("上门记录")
        verbose_name_plural = _("上门记录")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.unit} {self.state}"


class Paper(models.Model):
    """A paper ballot that came back: typed twice by different persons, cast when they agree (`receipt`). `seen_by`: it
    was handed in on time and marked after closing; who saw it, and then both say the hour."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="papers", verbose_name=_("表决"))
    unit = models.ForeignKey(RollUnit, models.PROTECT, related_name="papers", verbose_name=_("房屋"))
    returned_at = models.DateTimeField(_("交回时间"))
    seen_by = models.CharField(_("谁看见按时交来的"), max_length=60, blank=True)
    receipt = models.OneToOneField(Receipt, models.PROTECT, null=True, verbose_name=_("回执"))

    class Meta:
        verbose_name = _("纸票")
        verbose_name_plural = _("纸票")
        constraints = [models.UniqueConstraint(fields=["vote", "unit"], name="paper_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit}"


class PaperReading(models.Model):
    """What one person read on the paper. Nobody is shown what another read: a third looks at the paper, not at these."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="readings", verbose_name=_("纸票"))
    choices = models.TextField(_("读到的"))
    received_at = models.DateTimeField(_("几点收到"), null=True)
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", verbose_name=_("谁录的"))
    at = models.DateTimeField(_("录入时间"))

    class Meta:
        verbose_name = _("纸票录入")
        verbose_name_plural = _("纸票录入")
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["paper", "by"], name="paper_read_once_by_one")]

    def __str__(self) -> str:
        return f"{self.paper}"
