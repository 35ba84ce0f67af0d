"""Tokens are written in a shorter way: the index of words is made anew, by the clockwork, after this."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("collect", "0018_feedback_channel")]

    operations = [
        migrations.RunSQL(
            [
                "DROP TABLE IF EXISTS collect_tokens",
                "DELETE FROM collect_findable",
                "DELETE FROM collect_unread",  # everything is marked where nothing is (search/storing.py)
            ],
            migrations.RunSQL.noop,
        ),
    ]
