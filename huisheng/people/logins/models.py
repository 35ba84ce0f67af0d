"""Who is logged in, and until when."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from huisheng.people.persons.models import Person


class Login(AbstractBaseSession):
    """A session as Django's own, that also says whose it is: one statement reads both, and one ends all of a person's."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="logins", verbose_name=_("谁"))

    class Meta:
        verbose_name = _("登录")
        verbose_name_plural = verbose_name
