"""Owners' names leave the roll's table and are sealed (echo/sealed)."""

from django.db import migrations

from huisheng.echo.sealed.sealing import seal
from huisheng.echo.sealed.services import ring

BATCH = 500


def seal_names(apps, schema_editor):
    owner, sealed = apps.get_model("deliberate", "RollOwner"), apps.get_model("echo", "Sealed")
    named = list(owner.objects.exclude(name="").values_list("pk", "name"))
    for start in range(0, len(named), BATCH):
        rows = []
        for pk, name in named[start : start + BATCH]:
            key, words = seal(name, ring=ring(), binding=f"deliberate.rollowner:{pk}:name")
            rows.append(sealed(table="deliberate.rollowner", row=pk, field="name", key=key, words=words))
        sealed.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("deliberate", "0012_rounds"), ("echo", "0005_privacy")]

    operations = [
        migrations.RunPython(seal_names, migrations.RunPython.noop),
        migrations.RemoveField(model_name="rollowner", name="name"),
    ]
