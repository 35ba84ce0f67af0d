"""The territory room."""

from importlib import import_module

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """地方."""

    name = "huisheng.territory"
    verbose_name = "地方"

    def ready(self) -> None:
        """Whatever points at a place listens from the start, whoever changes it."""
        import_module("huisheng.territory.coverage.services")
        for mechanism in ("posts", "branches", "estates", "nominations", "profiles"):
            import_module(f"huisheng.territory.{mechanism}.merged")
