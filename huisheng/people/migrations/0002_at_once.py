"""The tables of this room, in one step (decision 0013)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huisheng.echo.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        AtOnce([
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('login', models.CharField(blank=True, max_length=60, null=True, unique=True, verbose_name='登录名')),
                ('phone', models.CharField(blank=True, db_index=True, max_length=20, verbose_name='电话')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                ('told_by', models.CharField(choices=[('app', '看网页'), ('sms', '短信'), ('email', '邮件'), ('call', '打电话')], default='app', max_length=8, verbose_name='怎样告知')),
                ('is_elder', models.BooleanField(default=False, verbose_name='长者')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('since', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '人员',
                'verbose_name_plural': '人员',
            },
        ),
        migrations.CreateModel(
            name='Login',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='logins', to=settings.AUTH_USER_MODEL, verbose_name='谁')),
            ],
            options={
                'verbose_name': '登录',
                'verbose_name_plural': '登录',
            },
        ),
        ]),
    ]
