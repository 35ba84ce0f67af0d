"""The territory room."""

from importlib import import_module

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """地方."""

    name = "huisheng.territory"
    verbose_name = "地方"

    def ready(self) -> None:
        """Coverage and posts listen to places from the start, whoever changes them."""
        import_module("huisheng.territory.coverage.services")
        import_module("huisheng.territory.posts.merged")
