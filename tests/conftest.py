"""What every test may ask for."""

import gc
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as examples
from pytest_django.plugin import blocking_manager_key

from huisheng.collect.concerns import rollup
from huisheng.echo import kept, pace
from huisheng.echo.audit import guard
from tests import told
from tests.scratch import PHOTOS, forget_kept
from tests.told import Street

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
    settings.WHITENOISE_AUTOREFRESH = True  # or every Client looks through every static file first
    settings.AUDIT_ANCHORS = ""  # every test undoes what it did; nothing of it is to be remembered
    settings.MEDIA = PHOTOS  # what the story shows is no photo of whoever runs the tests
    # a busy machine is not a wrong rule
    examples.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    examples.load_profile("here")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Each worker comes here, and then whoever gave out the work; what they share is gone with the last."""
    if not hasattr(session.config, "workerinput"):
        forget_kept()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first, then what wants an empty database, then what wants the street."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        once = [item for item in items if item.get_closest_marker("one_database")]
        config.hook.pytest_deselected(items=once)
        items[:] = [item for item in items if item not in once]
    items.sort(key=lambda item: (item.path.stem not in LONGEST, _wants(item, "street")))


def pytest_collection_finish() -> None:
    """What was loaded stays to the end: nobody need look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """The street stands, or the database is empty, before the transaction of the test begins."""
    if not (_commits(item) or _wants(item, "street", "db") or item.get_closest_marker("django_db")):
        return
    with blocking(item).unblock():
        told.put_up() if _wants(item, "street") else told.take_down()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """A test that commits empties the database when it ends."""
    if _commits(item):
        told.is_gone()


def _wants(item: pytest.Item, *fixtures: str) -> bool:
    return not {*fixtures}.isdisjoint(getattr(item, "fixturenames", ()))


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return _wants(item, "transactional_db", "live_server") or bool(
        marker and marker.kwargs.get("transaction")
    )


def blocking(item: pytest.Item) -> Any:
    """What keeps tests that ask for no database away from it."""
    return item.config.stash[blocking_manager_key]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of public data that is never committed; without it a test is skipped, in CI it fails."""
    if not SHARED_DATA.is_dir():
        if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(f"{SHARED_DATA} is not there, and CI must run every test")
        pytest.skip("../shared/data is not there")
    return SHARED_DATA


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests empty their database; the security log's own tests put its lock back."""
    with django_db_blocker.unblock():
        guard.take_down(connection)


@pytest.fixture(autouse=True)
def _databases_go_back_in_time() -> None:
    rollup.forget()
    pace.forget()
    kept.forget_everything()
    cache.clear()


@pytest.fixture
def street(db: None) -> Street:
    """The invented street of stories/, as it stands today."""
    return told.the_street()
