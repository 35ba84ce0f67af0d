"""The rules alone (`-p tests.plain`): Django lends its translations and has no apps, so that whoever asks for a model stops here."""

from django.apps import apps
from django.conf import Settings, settings

settings.configure(Settings("huisheng.settings"), INSTALLED_APPS=[])
apps.populate([])


def pytest_addoption(parser):
    parser.addini("DJANGO_SETTINGS_MODULE", "read by pytest-django, which is not here")
