"""The resolve room."""

from importlib import import_module

from django.apps import AppConfig


class ResolveConfig(AppConfig):
    """解民忧."""

    name = "huisheng.resolve"
    verbose_name = "解民忧"

    def ready(self) -> None:
        """What earlier rooms announce is heard here; what is offered beside a matter is said there."""
        import_module("huisheng.resolve.tasks.following")
        import_module("huisheng.resolve.tasks.beside")
        import_module("huisheng.resolve.projects.following")
