"""The square room."""

from django.apps import AppConfig


class SquareConfig(AppConfig):
    """广场."""

    name = "huisheng.square"
    verbose_name = "广场"
