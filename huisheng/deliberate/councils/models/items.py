"""What a session talks about: an item with its matters, its six dated steps, papers, words, and one accountable party."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.collect.models import Category
from huisheng.deliberate.councils import rules, terms
from huisheng.deliberate.councils.models.bodies import PARTIES, CouncilParty
from huisheng.deliberate.councils.models.sessions import CouncilSession, Invitation
from huisheng.echo.models import Voice


class Item(models.Model):
    """One topic on one agenda. It ends with an outcome in words and exactly one accountable party (M41).

    `resolution` is a draft until `decided_at`; `version` counts what the scribes saved; `wrote`: who saved last.
    `again`: the item of an earlier session that was put off and stands here once more. `no_promise`: why what was agreed
    needs nobody to do anything.
    """

    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="items", verbose_name=_("会议"))
    order = models.PositiveSmallIntegerField(_("第几项"))
    title = models.CharField(_("题目"), max_length=rules.LONGEST_TITLE)
    words = models.TextField(_("说明"), blank=True)
    source = models.CharField(
        _("怎么来的"), max_length=8, choices=[(k, _(v)) for k, v in terms.SOURCE_NAMES.items()]
    )
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("类别")
    )
    common_land = models.BooleanField(_("用到业主共有的地方"), default=False)
    again = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="next", verbose_name=_("上次的哪一项")
    )
    resolution = models.TextField(_("结论"), blank=True)
    outcome = models.CharField(
        _("结果"), max_length=10, choices=[(k, _(v)) for k, v in terms.OUTCOME_NAMES.items()], blank=True
    )
    accountable = models.CharField(_("由哪一方负责"), max_length=12, choices=PARTIES, blank=True)
    accountable_name = models.CharField(_("负责的是谁"), max_length=60, blank=True)
    accountable_body = models.ForeignKey(
        OutsideBody, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责的单位")
    )
    no_promise = models.CharField(_("为什么不用安排谁去做"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("结论时间"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记下结论")
    )
    version = models.PositiveIntegerField(_("改动次数"), default=0)
    wrote = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("最后记录的人")
    )
    tabled_at = models.DateTimeField(_("列入时间"))
    tabled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁列入的")
    )

    class Meta:
        verbose_name = _("议题")
        verbose_name_plural = _("议题")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="item_numbered_once"),
            models.CheckConstraint(name="decided_has_outcome", condition=Q(decided_at=None) ^ ~Q(outcome="")),
            models.CheckConstraint(
                name="decided_has_words", condition=Q(decided_at=None) | ~Q(resolution="")
            ),
            models.CheckConstraint(
                name="one_accountable_party",
                condition=Q(outcome__in=["", "put_off"]) | (~Q(accountable="") & ~Q(accountable_name="")),
            ),  # M41
        ]

    def __str__(self) -> str:
        return self.title


class ItemMatter(models.Model):
    """A matter that an item is about: who spoke on it is told what is decided."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="matters", verbose_name=_("议题"))
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="items", verbose_name=_("哪件事"))

    class Meta:
        verbose_name = _("议题里的事")
        verbose_name_plural = _("议题里的事")
        constraints = [models.UniqueConstraint(fields=["item", "voice"], name="matter_on_item_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.voice}"


class ItemParty(models.Model):
    """A party that this item concerns: it gets the material and is heard (R7, step two)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="parties", verbose_name=_("议题"))
    party = models.ForeignKey(CouncilParty, models.PROTECT, related_name="+", verbose_name=_("哪一方"))

    class Meta:
        verbose_name = _("议题的一方")
        verbose_name_plural = _("议题的各方")
        constraints = [models.UniqueConstraint(fields=["item", "party"], name="party_on_item_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.party}"


class ItemStep(models.Model):
    """One of the six steps was taken, then, by whom (M46)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="steps", verbose_name=_("议题"))
    step = models.CharField(
        _("哪一步"), max_length=10, choices=[(k, _(v)) for k, v in terms.STEP_NAMES.items()]
    )
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁")
    )

    class Meta:
        verbose_name = _("协商的一步")
        verbose_name_plural = _("协商的步骤")
        constraints = [models.UniqueConstraint(fields=["item", "step"], name="step_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.step}"


class ItemPaper(models.Model):
    """Material for an item, as text that everybody can read: a study, opinions gathered, a legal opinion (M44)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="papers", verbose_name=_("议题"))
    kind = models.CharField(
        _("什么材料"), max_length=10, choices=[(k, _(v)) for k, v in terms.PAPER_NAMES.items()]
    )
    title = models.CharField(_("题目"), max_length=120)
    text = models.TextField(_("内容"))
    who = models.CharField(_("谁写的"), max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁附上的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("议题材料")
        verbose_name_plural = _("议题材料")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.title


class ItemWord(models.Model):
    """What a party said on an item, written down while it was said."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="said", verbose_name=_("议题"))
    who = models.CharField(_("谁说的"), max_length=60)
    words = models.TextField(_("说了什么"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁记的")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("会上的话")
        verbose_name_plural = _("会上的话")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.words[:30]


class BodyOffer(models.Model):
    """What an outside body promised for an item by its link (M45), with its date; it becomes a promise of the item."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="offers", verbose_name=_("邀请"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="offers", verbose_name=_("议题"))
    words = models.CharField(_("承诺什么"), max_length=300)
    due = models.DateField(_("哪天前"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("单位的承诺")
        verbose_name_plural = _("单位的承诺")
        constraints = [models.UniqueConstraint(fields=["invitation", "item"], name="offered_once")]

    def __str__(self) -> str:
        return self.words
