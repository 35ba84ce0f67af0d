"""What was promised at a council's table: by whom, by which day; and how it was kept (M42)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huisheng.alliance.models import OutsideBody
from huisheng.deliberate.councils.models import BodyOffer, Item
from huisheng.deliberate.promises import rules
from huisheng.territory.models import Appointment

PERSON = settings.AUTH_USER_MODEL


class Promise(models.Model):
    """One thing that somebody does by a day because a council decided it. There is none without an owner and a day."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="promises", verbose_name=_("议题"))
    words = models.CharField(_("做什么"), max_length=rules.LONGEST_WORDS)
    due = models.DateField(_("哪天前做到"))
    post = models.ForeignKey(
        Appointment, models.PROTECT, null=True, related_name="promises", verbose_name=_("由谁做")
    )
    body = models.ForeignKey(
        OutsideBody, models.PROTECT, null=True, related_name="promises", verbose_name=_("由哪个单位做")
    )
    offer = models.OneToOneField(
        BodyOffer, models.PROTECT, null=True, related_name="promise", verbose_name=_("单位自己的承诺")
    )
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁写下的"))
    at = models.DateTimeField(_("什么时候"))

    class Meta:
        verbose_name = _("会上答应的事")
        verbose_name_plural = _("会上答应的事")
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["due"], name="promise_due")]
        constraints = [
            models.CheckConstraint(
                name="promise_has_one_owner",
                condition=Q(post__isnull=False, body=None) | Q(post=None, body__isnull=False),
            ),
            models.CheckConstraint(name="promise_has_words", condition=~Q(words="")),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def owner(self) -> Appointment | OutsideBody:
        """Who does it now."""
        owner = self.post or self.body
        assert owner is not None
        return owner


class MovedDay(models.Model):
    """A day was moved, with the reason that everyone who spoke read; the day that was said first stays on record."""

    was = models.DateField(_("原来哪天前"))
    due = models.DateField(_("改到哪天前"))
    why = models.CharField(_("为什么改"), max_length=rules.LONGEST_WHY)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁改的"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.was} → {self.due}"


MOVED_SAYS_WHY = ~Q(why="") & ~Q(was=F("due"))


class PromiseMove(MovedDay):
    """A promise's day was moved; its task follows."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="moves", verbose_name=_("会上答应的事"))

    class Meta(MovedDay.Meta):
        verbose_name = _("改了日子")
        verbose_name_plural = _("改了日子")
        constraints = [models.CheckConstraint(name="promise_moved_says_why", condition=MOVED_SAYS_WHY)]


class PromiseKept(models.Model):
    """It was done: what, by whom, when. Evidence in words is welcome and never compulsory (R1.3)."""

    promise = models.OneToOneField(
        Promise, models.CASCADE, related_name="kept", verbose_name=_("会上答应的事")
    )
    words = models.TextField(_("做了什么"))
    who = models.CharField(_("谁做的"), max_length=60)
    evidence = models.TextField(_("凭据"), blank=True)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁写下的"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("做到了")
        verbose_name_plural = _("做到了")

    def __str__(self) -> str:
        return self.words[:30]
