"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as examples

from huisheng.collect.concerns import rollup
from tests.told import Street, put_back

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
# Begun first, so that no worker is left alone with one of them at the end.
LONGEST = (
    "test_triage_data",
    "test_every_page",
    "test_kill",
    "test_house",
    "test_doctor",
    "test_notices",
    "test_import_places",
    "test_import_orders",
)


def pytest_configure() -> None:
    """A password is slow to check in real life, and quick here; commands speak Chinese wherever the tests run."""
    os.environ["HUISHENG_LANGUAGE"] = "zh"
    # a busy machine is not a wrong rule
    examples.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    examples.load_profile("here")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem not in LONGEST)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data that is never committed; without it a test is skipped, in CI it fails."""
    if not SHARED_DATA.is_dir():
        if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(f"{SHARED_DATA} is not there, and CI must run every test")
        pytest.skip("../shared/data is not there")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def _databases_go_back_in_time() -> None:
    rollup.forget()


@pytest.fixture
def street(db: None) -> Street:
    """The invented street of stories/, as it stands today."""
    return put_back()
