"""The page that says what would go tonight takes nothing away."""

from datetime import timedelta

from django.test import Client
from django.utils.timezone import now

from huisheng.collect.models import Concern
from huisheng.echo.retention.rules import KEPT
from tests.pages.resident import words


def test_the_dry_run_counts_and_changes_nothing(street):
    old = Concern.objects.filter(closed_as="confirmed", speaker__phone__gt="", lead=None).earliest("pk")
    Concern.objects.filter(pk=old.pk).update(closed_at=now() - timedelta(days=800))
    client = Client()
    client.force_login(street.guo)
    page = words(client.get("/retention/"))
    assert all(str(kept.name) in page for kept in KEPT.values())
    assert "办结满 730 天" in page
    old.speaker.refresh_from_db()
    assert old.speaker.phone
    client.force_login(street.lin)
    assert client.get("/retention/").status_code == 403
