"""R13.4: no name and no letter stands in public without the consent of whom it belongs to."""

from datetime import datetime

from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice

from huisheng.collect.concerns.letters import Letter
from huisheng.echo.consents.services import agreed_about
from huisheng.echo.models import Consent, Sealed
from huisheng.echo.sealed.services import unreadable
from huisheng.square.doctor.checked import Checked, told
from huisheng.square.models import SecondLock
from huisheng.territory.models import Appointment


def every_public_name_has_its_consent(at: datetime) -> Checked:
    """What neighbours see, against the ledger; and the ledger against what neighbours see."""
    checked = Checked("R13", _("%(n)s 份同意。") % {"n": Consent.objects.count()})
    posts = Appointment.objects.filter(public=True, ended_at=None)
    checked.breaks("公开了姓名电话，账上没有同意", posts.exclude(pk__in=agreed_about("post_public")), "pk")
    letters = Letter.objects.filter(public=True)
    checked.breaks("公开了信，账上没有同意", letters.exclude(pk__in=agreed_about("letter_public")), "pk")
    nobody = Consent.objects.filter(words="")
    checked.breaks("同意了什么没有写下来", nobody, "pk")
    return checked


def every_seal_can_be_opened(at: datetime) -> Checked:
    """R13.5: what is sealed has its key here, and was neither changed nor moved to another row."""
    checked = Checked("R13", _("%(n)s 条封好的信息，逐条打开。") % {"n": Sealed.objects.count()})
    if lost := list(unreadable()):
        checked.wrong.append(told(_("打不开：钥匙不在，或者被人动过"), len(lost), lost))
    secrets = Sealed.objects.filter(table=TOTPDevice._meta.label_lower, field="key").values("row")
    checked.breaks("第二道锁的密钥没有封好", SecondLock.objects.exclude(key="", pk__in=secrets), "pk")
    return checked
