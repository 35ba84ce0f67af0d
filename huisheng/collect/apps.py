"""The collect room."""

from django.apps import AppConfig


class CollectConfig(AppConfig):
    """集民需."""

    name = "huisheng.collect"
    verbose_name = "集民需"
