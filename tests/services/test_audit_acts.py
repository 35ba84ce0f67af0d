"""Every kind of entry of the security log has a place where it is written, and the acts on keys and data write theirs."""

import ast
import io
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils.timezone import localtime, now

from huisheng.collect.sensitive import services as sensitive
from huisheng.echo.audit.rules import DID_NAMES
from huisheng.echo.models import AuditEntry
from huisheng.echo.readings.services import open_speaker
from huisheng.echo.tables import write_xlsx
from huisheng.square.models import Delivery, Webhook
from huisheng.square.registers.posts import POST
from huisheng.square.tokens import services as tokens
from huisheng.square.webhooks import services as webhooks
from huisheng.territory.models import Appointment, PostKind
from huisheng.territory.posts import services as posts

# Kind → where it is written, below huisheng/.
WHERE = {
    "login": {"square/safety/listening.py"},
    "login_failed": {"square/safety/listening.py", "square/safety/factor.py"},
    "locked": {"square/safety/listening.py"},
    "logout": {"square/safety/listening.py"},
    "login_ended": {"square/safety/logins.py"},
    "password_set": {"territory/posts/person_views.py", "square/management/commands/first_clerk.py"},
    "factor_set": {"square/safety/factor.py"},
    "factor_removed": {"square/safety/factor.py"},
    "recovery_used": {"square/safety/factor.py"},
    "post_given": {"territory/posts/services.py"},
    "post_ended": {"territory/posts/services.py"},
    "kind_changed": {"territory/posts/services.py"},
    "setting_changed": {
        "collect/catalogue/services.py",
        "collect/concerns/triage/services.py",
        "deliberate/ballots/services/law.py",
        "echo/workdays/services.py",
        "territory/brands/services.py",
        "territory/profiles/services.py",
    },
    "person_registered": {"square/management/commands/first_clerk.py", "territory/posts/living.py"},
    "personal_opened": {"echo/readings/services.py"},
    "personal_corrected": {
        "echo/rights/services.py",
        "square/rights/spoken.py",
        "territory/posts/living.py",
        "territory/posts/services.py",
    },
    "personal_removed": {"echo/rights/services.py", "square/rights/services.py", "square/rights/spoken.py"},
    "consent_given": {"echo/consents/services.py"},
    "consent_withdrawn": {"echo/consents/services.py"},
    "own_proven": {"echo/rights/proofs.py"},
    "exported": {
        "deliberate/ballots/services/filing.py",
        "square/desk/export_views.py",
        "square/registers/views.py",
        "square/rights/copying.py",
    },
    "imported": {
        "collect/management/commands/import_orders.py",
        "deliberate/ballots/services/rolls.py",
        "square/registers/views.py",
        "territory/management/commands/import_places.py",
        "territory/places/views/importing.py",
    },
    "keys_rotated": {"echo/management/commands/rotate_keys.py"},
    "retention": {"square/retention/services.py"},
    "token_made": {"square/tokens/services.py"},
    "token_ended": {"square/tokens/services.py"},
    "webhook_made": {"square/webhooks/services.py"},
    "webhook_changed": {"square/webhooks/services.py"},
    "webhook_ended": {"square/webhooks/services.py"},
    "backup": {"square/backups/services.py"},
    "restore": {"square/backups/services.py"},
}


def written() -> dict[str, set[str]]:
    """Kind → the files in which a call of `keep` writes it, of those that take `keep` from the log."""
    found: dict[str, set[str]] = {}
    root = Path(house.ROOT) / "huisheng"
    for file in root.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        if "echo.audit" not in source or "keep(" not in source:
            continue
        for word in _kinds(ast.parse(source)):
            found.setdefault(word, set()).add(file.relative_to(root).as_posix())
    return found


def _kinds(tree: ast.AST):
    """The first argument of each `keep` (`log` where places have a `keep` of their own), and what a name given there was set to."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args and _called(node.func) in ("keep", "log")):
            continue
        said = node.args[0]
        from_names = [
            one.value
            for one in ast.walk(tree)
            if isinstance(one, ast.Assign) and isinstance(said, ast.Name) and said.id in _targets(one)
        ]
        for part in (said, *from_names):
            for word in ast.walk(part):
                if isinstance(word, ast.Constant) and word.value in DID_NAMES:
                    yield word.value


def _called(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def _targets(one: ast.Assign) -> set[str]:
    return {target.id for target in one.targets if isinstance(target, ast.Name)}


@pytest.fixture(scope="module")
def places() -> dict[str, set[str]]:
    return written()


@pytest.mark.parametrize("did", DID_NAMES)
def test_every_kind_is_written_where_it_is_said_to_be(places, did):
    assert places.get(did, set()) == WHERE[did]


def _take_out(street, client):
    client.force_login(street.lin)
    client.post("/desk/export/?tab=heard", {"what": "list", "kind": "csv", "purpose": ""})


def _take_out_named(street, client):
    client.force_login(street.lin)
    client.post("/desk/export/?tab=heard", {"what": "named", "kind": "csv", "purpose": "通知停水"})


def _table_out(street, client):
    client.force_login(street.lin)
    client.post("/tables/posts/now/", {"kind": "csv", "purpose": "核对名单"})


def _table_in(street, client):
    client.force_login(street.lin)
    row = ("王小明", "13800000001", "邻长", "听雨苑 3栋", "2026-01-01", "", "否")
    file = SimpleUploadedFile("posts.xlsx", write_xlsx(POST, [row]))
    client.post(client.post("/tables/posts/", {"file": file}).url)


def _webhook(street) -> Webhook:
    return webhooks.subscribe(
        street.street, name="市平台", url="https://example.org/in", words=False, by=street.guo, at=now()
    )[0]


def _again(street, client):
    line = street.lamp.voice.lines.first()
    one = Delivery.objects.create(webhook=_webhook(street), line=line, next_at=now(), state="given_up")
    webhooks.send_again(one, by=street.guo, at=now())


def _sensitive(street, client):
    sensitive.write(street.lamp, words="行动不便", agreed=True, how="phone", by=street.lin, at=now())
    sensitive.open_(street.lamp, purpose="上门以前", by=street.lin, at=now())


def _amended(street, client):
    post = Appointment.objects.filter(person=street.zhou, ended_at=None).first()
    posts.amend(post, ends=None, phone="13800000002", public=False, by=street.lin, at=localtime())


def _token(street):
    return tokens.make(street.guo, name="报表", days=30, at=now())[0]


ACTS = {
    "the desk's list taken out": (_take_out, "exported"),
    "the desk's list with names": (_take_out_named, "exported"),
    "its reading": (_take_out_named, "personal_opened"),
    "a table taken out": (_table_out, "exported"),
    "a table handed in": (_table_in, "imported"),
    "keys changed": (lambda s, c: call_command("rotate_keys", stdout=io.StringIO()), "keys_rotated"),
    "a token made": (lambda s, c: _token(s), "token_made"),
    "a token ended": (lambda s, c: tokens.revoke(_token(s), at=now()), "token_ended"),
    "a webhook made": (lambda s, c: _webhook(s), "webhook_made"),
    "a webhook ended": (
        lambda s, c: webhooks.end(_webhook(s), why="换了平台", by=s.guo, at=now()),
        "webhook_ended",
    ),
    "a delivery sent again": (_again, "webhook_changed"),
    "a name opened": (
        lambda s, c: open_speaker(s.lamp.speaker, by=s.lin, hat="", purpose="回电话", at=now()),
        "personal_opened",
    ),
    "sealed words opened": (_sensitive, "personal_opened"),
    "a sensitive word agreed to": (_sensitive, "consent_given"),
    "a post amended": (_amended, "personal_corrected"),
    "a kind of post changed": (
        lambda s, c: posts.keep_kind(PostKind.objects.first(), by=s.guo, at=localtime()),
        "kind_changed",
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_keys_or_personal_data_writes_its_entry(street, client, settings, tmp_path, act):
    settings.DATA = tmp_path
    done, did = ACTS[act]
    before = AuditEntry.objects.filter(did=did).count()
    done(street, client)
    assert AuditEntry.objects.filter(did=did).count() == before + 1


def test_ballots_and_slips_are_opened_through_the_log():
    root = Path(house.ROOT) / "huisheng"
    wrong = [
        file for file in root.rglob("*.py") if " Reading.objects.create" in file.read_text(encoding="utf-8")
    ]
    assert [file.relative_to(root).as_posix() for file in wrong] == ["echo/readings/services.py"]
