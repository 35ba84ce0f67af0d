"""The end of a term stands in the terms; by itself, because PostgreSQL alters no table with rows just written."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deliberate", "0006_elections")]
    operations = [migrations.RemoveField(model_name="assembly", name="committee_until")]
