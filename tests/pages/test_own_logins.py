"""A second lock beside the password, one's own logins, and when a login ends."""

import re
from binascii import unhexlify
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from huisheng.echo.models import AuditEntry
from huisheng.echo.sealed.services import secret
from huisheng.people.models import Login
from huisheng.people.persons.services import give_login
from huisheng.square.safety import factor
from huisheng.square.safety.rules import RECOVERY_CODES, machine
from stories.cast import PASSWORD
from tests.pages.test_login import come, quick_passwords, text

__all__ = ["quick_passwords"]
OWN = "/me/logins/"


def code_of(person, *, ahead=0):
    """What the telephone shows, or will show in `ahead` half minutes."""
    device = TOTPDevice.objects.filter(user=person).latest("pk")
    key = unhexlify(secret(TOTPDevice, "key", device.pk))
    totp = TOTP(key, device.step, device.t0, device.digits, device.drift)
    totp.time = now().timestamp() + 30 * ahead
    return f"{totp.token():06d}"


@pytest.fixture
def locked(street):
    """guo has a second lock; the codes are told once."""
    factor.new_lock(street.guo)
    return factor.confirm(street.guo, code=code_of(street.guo), at=now())


def test_whoever_set_a_second_lock_is_in_only_after_both(client, street, locked):
    assert come(client, "guo").url == "/login/second/"
    assert client.get("/street/").status_code == 302
    assert client.post("/login/second/", {"code": "000000"}).status_code == 409
    TOTPDevice.objects.update(throttling_failure_count=0)
    answer = client.post("/login/second/", {"code": code_of(street.guo, ahead=1)})
    assert answer.url == "/landing/"
    assert client.get("/street/").status_code == 200


def test_a_code_opens_once(client, street, locked):
    code = code_of(street.guo, ahead=1)
    assert factor.opens(street.guo, code=code, at=now())
    assert not factor.opens(street.guo, code=code, at=now())


def test_guessing_the_code_is_slowed_down_even_for_the_right_one(street, locked):
    for _ in range(3):
        assert not factor.opens(street.guo, code="000000", at=now())
    assert not factor.opens(street.guo, code=code_of(street.guo, ahead=1), at=now())


def test_a_recovery_code_opens_once_and_is_kept_as_a_digest(client, street, locked):
    assert len(set(locked)) == RECOVERY_CODES
    assert factor.opens(street.guo, code=locked[0].upper(), at=now())
    assert not factor.opens(street.guo, code=locked[0], at=now())
    assert factor.codes_left(street.guo) == RECOVERY_CODES - 1
    assert AuditEntry.objects.filter(did="recovery_used", whose=street.guo).count() == 1


def test_without_the_password_the_second_page_leads_to_the_first(client, db):
    assert client.get("/login/second/").url == "/login/"


def test_a_post_that_asks_for_a_second_lock_sets_it_at_the_door(client, street, settings):
    settings.MFA_ROLES = {"officer"}
    assert come(client, "lin").url == "/landing/"
    client = Client()
    assert come(client, "guo").url == "/login/second/"
    page = client.get("/login/second/")
    assert "<svg" in text(page)
    assert client.get("/street/").status_code == 302
    told = client.post("/login/second/", {"code": code_of(street.guo)})
    assert len(re.findall(r"\b[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}\b", text(told))) == RECOVERY_CODES
    assert client.get("/street/").status_code == 200
    refused = client.post(OWN + "unlock/", {"code": code_of(street.guo, ahead=1), "back": OWN})
    assert "必须有第二道锁" in text(client.get(refused.url))


def test_the_lock_is_set_and_taken_away_on_one_s_own_page_with_a_code(client, street):
    client.force_login(street.lin)
    assert "还没有设" in text(client.get(OWN))
    client.get(OWN + "lock/")
    assert client.post(OWN + "lock/", {"code": "12"}).status_code == 409
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert "备用码" in text(client.post(OWN + "lock/", {"code": code_of(street.lin)}))
    assert client.post(OWN + "unlock/", {"code": "000000"}).status_code == 409
    TOTPDevice.objects.update(throttling_failure_count=0)
    assert client.post(OWN + "unlock/", {"code": code_of(street.lin, ahead=1)}).url == OWN
    assert factor.lock_of(street.lin) is None
    kept = AuditEntry.objects.filter(whose=street.lin).values_list("did", flat=True)
    assert {"factor_set", "factor_removed"} <= set(kept)


def test_whoever_resets_a_login_takes_a_lost_lock_away_and_ends_every_login(client, street, locked):
    Client().force_login(street.zhou)
    client.force_login(street.lin)
    factor.new_lock(street.zhou)
    factor.confirm(street.zhou, code=code_of(street.zhou), at=now())
    typed = {"login": "zhou", "password": "lou-dao-deng-2027"}
    client.post(f"/people/{street.zhou.pk}/", typed)
    assert factor.lock_of(street.zhou)
    client.post(f"/people/{street.zhou.pk}/", typed | {"lost": "on"})
    assert factor.lock_of(street.zhou) is None


def test_one_sees_one_s_logins_and_ends_them(street, connection_queries):
    here, there, other = Client(HTTP_USER_AGENT="Mozilla (Windows NT) Chrome/1 Safari/1"), Client(), Client()
    for client, who in ((here, street.lin), (there, street.lin), (other, street.guo)):
        client.force_login(who)
    page = here.get(OWN)
    shown = page.context["logins"]
    assert [one.here for one in shown] == [True, False]
    assert here.session.session_key not in text(page)
    stranger = other.get(OWN).context["logins"][0].handle
    assert here.post(f"{OWN}{stranger}/ending/").status_code == 404
    assert here.post(f"{OWN}{shown[1].handle}/ending/").url == OWN
    assert there.get("/desk/").status_code == 302
    there.force_login(street.lin)
    here.post(OWN + "ending/")
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200


def test_a_new_password_ends_every_login(client, street):
    client.force_login(street.lin)
    give_login(street.lin, login="lin", password=PASSWORD + "x")
    assert not Login.objects.filter(person=street.lin).exists()


def ago(client, **time):
    Login.objects.filter(pk=client.session.session_key).update(expire_date=now() + timedelta(**time))


def test_a_login_that_nobody_touches_ends_and_one_in_use_goes_on(client, street, settings):
    client.force_login(street.lin)
    ago(client, minutes=5)
    assert client.get("/desk/").status_code == 200
    until = Login.objects.get(pk=client.session.session_key).expire_date
    assert until > now() + settings.SESSION_IDLE - timedelta(minutes=1)
    ago(client, minutes=-1)
    assert client.get("/desk/").status_code == 302


def test_no_login_holds_longer_than_half_a_day(client, street, settings):
    client.force_login(street.lin)
    session = client.session
    session["began"] = int((now() - settings.SESSION_LONGEST + timedelta(minutes=1)).timestamp())
    session.save()
    client.get("/desk/")
    assert Login.objects.get(pk=session.session_key).expire_date < now() + timedelta(minutes=2)


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari/537", ("Chrome", "Windows 电脑")),
        ("Mozilla/5.0 (Linux; Android 14) MicroMessenger/8", ("微信", "安卓手机")),
        ("", ("", "")),
    ],
)
def test_a_machine_is_named_as_people_name_it(agent, shown):
    assert machine(agent) == shown


def test_what_was_typed_when_the_login_ended_is_one_press_from_being_sent(client, street):
    number = street.lamp.speaker.number
    typed = {"inner": "打过电话，没人接，下午再打", "back": "/desk/"}
    ended = client.post(f"/matter/{number}/noted/", typed)
    assert ended.status_code == 401
    kept = re.search(r'name="kept" value="([^"]+)"', text(ended))[1]
    assert come(client, "lin", kept=kept, next="").url == "/login/go-on/"
    page = client.get("/login/go-on/")
    assert "下午再打" in text(page)
    assert f'action="/matter/{number}/noted/"' in text(page)
    assert client.get("/login/go-on/").status_code == 302


def test_what_somebody_else_made_up_is_not_sent(client, street):
    assert come(client, "lin", kept="made-up", next="").url == "/landing/"
