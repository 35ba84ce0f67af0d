"""Every month of the roll-up gets its stamp (decision 0012)."""

from typing import Any

from django.db import migrations


def stamp(apps: Any, schema_editor: Any) -> None:
    Tally = apps.get_model("collect", "Tally")
    months = Tally.objects.order_by().values_list("place_id", "batch", "month").distinct()
    Tally.objects.bulk_create(
        [
            Tally(place_id=place, batch=batch, month=month, measure="stamp", bucket=0, n=1)
            for place, batch, month in months
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("collect", "0006_hot_readings")]
    operations = [migrations.RunPython(stamp, migrations.RunPython.noop)]
