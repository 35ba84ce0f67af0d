"""The square room."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class SquareConfig(AppConfig):
    """广场."""

    name = "huisheng.square"
    verbose_name = "广场"

    def ready(self) -> None:
        # it needs the models, which are there only now
        import_string("huisheng.square.safety.listening.connect")()
