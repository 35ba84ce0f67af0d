"""The territory room."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """地方."""

    name = "huisheng.territory"
    verbose_name = "地方"
