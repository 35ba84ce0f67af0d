"""The deliberate room."""

from importlib import import_module

from django.apps import AppConfig


class DeliberateConfig(AppConfig):
    """议民事."""

    name = "huisheng.deliberate"
    verbose_name = "议民事"

    def ready(self) -> None:
        """What hangs in a place goes along when it becomes part of another."""
        import_module("huisheng.deliberate.notices.merged")
        import_module("huisheng.deliberate.covenants.merged")
        import_module("huisheng.deliberate.ballots.merged")
        import_module("huisheng.deliberate.budgets.merged")
        import_module("huisheng.deliberate.councils.merged")
        import_module("huisheng.deliberate.dossiers.merged")
