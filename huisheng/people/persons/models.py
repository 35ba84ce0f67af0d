"""Who: a person the neighbourhood knows by name. Logging in is optional; most residents never do."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class ToldBy(models.TextChoices):
    """How a person wants to hear (INTEGRATIONS, message rules): elders by a call, others as they like."""

    APP = "app", _("看网页")
    SMS = "sms", _("短信")
    EMAIL = "email", _("邮件")
    CALL = "call", _("打电话")


class PersonManager(BaseUserManager["Person"]):
    """What Django's own commands ask for."""

    def create_user(self, login: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(login=login, **fields)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """A resident, a helper or a member of staff. What somebody may do follows from the posts held (territory).

    Whether a resident is a party member is recorded nowhere (M166): only posts are, and they end.
    """

    name = models.CharField(_("姓名"), max_length=60)
    login = models.CharField(_("登录名"), max_length=60, unique=True, null=True, blank=True)
    phone = models.CharField(_("电话"), max_length=20, blank=True, db_index=True)
    email = models.EmailField(_("邮箱"), blank=True)
    told_by = models.CharField(_("怎样告知"), max_length=8, choices=ToldBy, default=ToldBy.APP)
    is_elder = models.BooleanField(_("长者"), default=False)
    is_active = models.BooleanField(_("在用"), default=True)
    since = models.DateTimeField(_("登记时间"), auto_now_add=True)

    objects = PersonManager()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name
