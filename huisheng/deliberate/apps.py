"""The deliberate room."""

from django.apps import AppConfig


class DeliberateConfig(AppConfig):
    """议民事."""

    name = "huisheng.deliberate"
    verbose_name = "议民事"
