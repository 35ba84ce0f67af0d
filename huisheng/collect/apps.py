"""The collect room."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CollectConfig(AppConfig):
    """集民需."""

    name = "huisheng.collect"
    verbose_name = "集民需"

    def ready(self) -> None:
        """Matters are handed on from the start, whoever ends a post (I2); talks and calls follow a merger;
        the index of words stands whenever the tables do."""
        import_module("huisheng.collect.concerns.services")
        import_module("huisheng.collect.concerns.photos")
        import_module("huisheng.collect.talks.merged")
        import_module("huisheng.collect.calls.merged")
        import_module("huisheng.collect.calls.own")
        import_module("huisheng.collect.visits.services")
        search = import_module("huisheng.collect.search.storing")
        post_migrate.connect(search.put_up, sender=self, dispatch_uid="collect.search")
        pre_migrate.connect(search.make_way, sender=self, dispatch_uid="collect.search")
