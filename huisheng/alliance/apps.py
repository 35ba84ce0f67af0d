"""The alliance room."""

from django.apps import AppConfig


class AllianceConfig(AppConfig):
    """共建."""

    name = "huisheng.alliance"
    verbose_name = "共建"
