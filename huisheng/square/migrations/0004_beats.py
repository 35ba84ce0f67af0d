"""When the clockwork last ran."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('square', '0003_webhooks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Beat',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='什么')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '钟表',
                'verbose_name_plural': '钟表',
            },
        ),
    ]
