"""A photo or a recording beside a line of what was done: whoever may read the line may see or hear it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.echo.photos import rules
from huisheng.echo.voices.models import Line

PICTURE = "jpg"  # every photo is remade into one; other kinds are recordings (sound.py)


class Photo(models.Model):
    """`name` is random and says nothing; `words` are for who cannot see or hear it: of a recording what was said in it,
    once somebody wrote it down. `kind`: of the file. Of a removed one only this row is left. A photo that stands beside
    several lines has a row for each, with one name and one file."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="photos", verbose_name=_("经过"))
    name = models.CharField(_("文件"), max_length=40, db_index=True)
    kind = models.CharField(_("格式"), max_length=4, default=PICTURE)
    seconds = models.PositiveSmallIntegerField(_("多长"), null=True)
    words = models.CharField(_("照片上是什么"), max_length=rules.LONGEST_WORDS, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁放的")
    )
    at = models.DateTimeField(_("时间"))
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("谁撤的")
    )
    removed_at = models.DateTimeField(_("什么时候撤的"), null=True)
    removed_why = models.CharField(_("为什么撤掉"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("照片")
        verbose_name_plural = _("照片")
        constraints = [
            models.UniqueConstraint(fields=["name", "line"], name="photo_once_beside_a_line"),
            models.CheckConstraint(
                name="photo_gone_says_why", condition=Q(removed_at=None) | ~Q(removed_why="")
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_sound(self) -> bool:
        """Whether it is heard, not seen."""
        return self.kind != PICTURE
