"""The security log, and the triggers by which it is only added to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huisheng.echo.audit import guard


def put_up(apps, schema_editor):
    guard.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    guard.take_down(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('echo', '0002_photos'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='第几条')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('did', models.CharField(db_index=True, max_length=24, verbose_name='做了什么')),
                ('about', models.CharField(blank=True, max_length=200, verbose_name='关于什么')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='为什么')),
                ('path', models.CharField(blank=True, max_length=200, verbose_name='位置路径')),
                ('before', models.CharField(max_length=64, verbose_name='前一条的指纹')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='指纹')),
                ('by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁')),
                ('whose', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='关于谁')),
            ],
            options={
                'verbose_name': '安全日志',
                'verbose_name_plural': '安全日志',
            },
        ),
        migrations.RunPython(put_up, take_down),
    ]
