"""Keys for programs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Token(models.Model):
    """A key with the roles of its person. The secret is nowhere: only its digest, and its last letters to tell
    it from others. `minute` and `spent`: how often it was used in the minute of its last use.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name=_("谁的")
    )
    name = models.CharField(_("给谁用"), max_length=60)
    digest = models.CharField(_("摘要"), max_length=64, unique=True)
    tail = models.CharField(_("末四位"), max_length=4)
    made_at = models.DateTimeField(_("什么时候办的"))
    until = models.DateTimeField(_("有效到"))
    revoked_at = models.DateTimeField(_("停用时间"), null=True)
    used_at = models.DateTimeField(_("上次用"), null=True)
    minute = models.DateTimeField(_("哪一分钟"), null=True)
    spent = models.PositiveIntegerField(_("这一分钟用了几次"), default=0)

    class Meta:
        verbose_name = _("接口令牌")
        verbose_name_plural = _("接口令牌")

    def __str__(self) -> str:
        return f"{self.name} …{self.tail}"
