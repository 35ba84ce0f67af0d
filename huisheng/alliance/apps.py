"""The alliance room."""

from importlib import import_module

from django.apps import AppConfig


class AllianceConfig(AppConfig):
    """共建."""

    name = "huisheng.alliance"
    verbose_name = "共建"

    def ready(self) -> None:
        """Outside bodies follow the places that they serve."""
        import_module("huisheng.alliance.bodies.places")
