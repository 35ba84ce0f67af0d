"""The echo room."""

from django.apps import AppConfig


class EchoConfig(AppConfig):
    """回声."""

    name = "huisheng.echo"
    verbose_name = "回声"
