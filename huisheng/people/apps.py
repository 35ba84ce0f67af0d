"""The people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """人员."""

    name = "huisheng.people"
    verbose_name = "人员"
