"""The secrets of second locks leave django-otp's table and are sealed (echo/sealed). Back again they stand in the clear."""

from django.db import migrations

from huisheng.echo.sealed.sealing import seal, unseal
from huisheng.echo.sealed.services import ring

TABLE, FIELD = "otp_totp.totpdevice", "key"


def _binding(pk):
    return f"{TABLE}:{pk}:{FIELD}"


def seal_secrets(apps, schema_editor):
    device, sealed = apps.get_model("otp_totp", "TOTPDevice"), apps.get_model("echo", "Sealed")
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA secure_delete = ON")  # what stood in the clear is written over in the file, too
    for one in device.objects.exclude(key=""):
        key, words = seal(one.key, ring=ring(), binding=_binding(one.pk))
        sealed.objects.create(table=TABLE, row=one.pk, field=FIELD, key=key, words=words)
        device.objects.filter(pk=one.pk).update(key="")


def open_secrets(apps, schema_editor):
    device, sealed = apps.get_model("otp_totp", "TOTPDevice"), apps.get_model("echo", "Sealed")
    for one in sealed.objects.filter(table=TABLE, field=FIELD):
        secret = unseal(bytes(one.words), key=one.key, ring=ring(), binding=_binding(one.row))
        device.objects.filter(pk=one.row).update(key=secret)
        one.delete()


class Migration(migrations.Migration):
    dependencies = [("square", "0004_at_once"), ("echo", "0010_at_once"), ("otp_totp", "0003_add_timestamps")]

    operations = [
        migrations.CreateModel(
            name="SecondLock",
            fields=[],
            options={
                "verbose_name": "第二道锁",
                "verbose_name_plural": "第二道锁",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("otp_totp.totpdevice",),
        ),
        migrations.RunPython(seal_secrets, open_secrets),
    ]
