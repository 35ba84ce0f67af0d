"""One affair of the street over several meetings: what it is, which sessions and which matters belong to it (M47)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.deliberate.councils.models import CouncilSession
from huisheng.deliberate.dossiers import rules
from huisheng.echo.models import Voice
from huisheng.territory.models import Place
from huisheng.territory.places.rules import new_token

PERSON = settings.AUTH_USER_MODEL


class Dossier(models.Model):
    """A matter of the street that takes several meetings (专项会议). `owner` leads it; `voice` keeps what was done with it."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="dossier", verbose_name=_("一件事"))
    token = models.CharField(_("公开令牌"), max_length=16, unique=True, default=new_token)
    title = models.CharField(_("叫什么"), max_length=rules.LONGEST_TITLE)
    words = models.TextField(_("要办成什么样"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="dossiers", verbose_name=_("哪里的"))
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="dossiers", verbose_name=_("谁牵头"))
    at = models.DateTimeField(_("什么时候"))
    ended_at = models.DateTimeField(_("收尾时间"), null=True)
    outcome = models.TextField(_("办成了什么样"), blank=True)

    class Meta:
        verbose_name = _("专项")
        verbose_name_plural = _("专项")
        indexes = [models.Index(fields=["place"], name="dossier_of_place")]
        constraints = [
            models.CheckConstraint(name="dossier_has_words", condition=~Q(title="") & ~Q(words="")),
            models.CheckConstraint(name="dossier_ends_in_words", condition=Q(ended_at=None) | ~Q(outcome="")),
        ]

    def __str__(self) -> str:
        return self.title


class DossierSession(models.Model):
    """A meeting that belongs to it."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="sessions", verbose_name=_("专项"))
    session = models.ForeignKey(
        CouncilSession, models.PROTECT, related_name="dossiers", verbose_name=_("会议")
    )
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁放进来的"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("专项的会议")
        verbose_name_plural = _("专项的会议")
        constraints = [models.UniqueConstraint(fields=["dossier", "session"], name="session_in_dossier_once")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.session}"


class DossierMatter(models.Model):
    """A matter that belongs to it: holder and clocks stay as they are (I2)."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="matters", verbose_name=_("专项"))
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="dossiers", verbose_name=_("一件事"))
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("谁放进来的"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("专项的诉求")
        verbose_name_plural = _("专项的诉求")
        constraints = [models.UniqueConstraint(fields=["dossier", "voice"], name="matter_in_dossier_once")]

    def __str__(self) -> str:
        return f"{self.dossier} {self.voice}"
