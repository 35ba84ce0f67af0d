"""The tables of this room, in one step (decision 0013)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from huisheng.echo.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('echo', '0010_at_once'),
        ('people', '__first__'),
        ('territory', '0004_at_once'),
    ]

    operations = [
        AtOnce([
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
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='给谁用')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='摘要')),
                ('tail', models.CharField(max_length=4, verbose_name='末四位')),
                ('made_at', models.DateTimeField(verbose_name='什么时候办的')),
                ('until', models.DateTimeField(verbose_name='有效到')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='停用时间')),
                ('used_at', models.DateTimeField(null=True, verbose_name='上次用')),
                ('minute', models.DateTimeField(null=True, verbose_name='哪一分钟')),
                ('spent', models.PositiveIntegerField(default=0, verbose_name='这一分钟用了几次')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL, verbose_name='谁的')),
            ],
            options={
                'verbose_name': '接口令牌',
                'verbose_name_plural': '接口令牌',
            },
        ),
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='给谁用')),
                ('url', models.CharField(max_length=300, verbose_name='网址')),
                ('words', models.BooleanField(default=False, verbose_name='带上对居民说的话')),
                ('salt', models.CharField(max_length=32, verbose_name='盐')),
                ('made_at', models.DateTimeField(verbose_name='什么时候设的')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='停用时间')),
                ('before', models.BigIntegerField(default=0, verbose_name='看到哪里（上一次）')),
                ('seen', models.BigIntegerField(default=0, verbose_name='看到哪里')),
                ('looked_at', models.DateTimeField(verbose_name='什么时候看的')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='谁设的')),
                ('street', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='territory.place', verbose_name='街道')),
            ],
            options={
                'verbose_name': '回调',
                'verbose_name_plural': '回调',
            },
        ),
        migrations.CreateModel(
            name='Replay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, verbose_name='键')),
                ('content', models.CharField(max_length=64, verbose_name='内容摘要')),
                ('status', models.PositiveSmallIntegerField(default=0, verbose_name='状态')),
                ('answer', models.TextField(blank=True, verbose_name='答复')),
                ('at', models.DateTimeField(db_index=True, verbose_name='时间')),
                ('token', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replays', to='square.token', verbose_name='哪个令牌')),
            ],
            options={
                'verbose_name': '接口答复',
                'verbose_name_plural': '接口答复',
                'constraints': [models.UniqueConstraint(fields=('token', 'key'), name='replayed_once')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', '等着发'), ('sent', '已收到'), ('given_up', '发不出去')], default='waiting', max_length=8, verbose_name='状态')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='试过几次')),
                ('next_at', models.DateTimeField(verbose_name='下次什么时候')),
                ('status', models.PositiveSmallIntegerField(default=0, verbose_name='对方的答复')),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='出错')),
                ('done_at', models.DateTimeField(null=True, verbose_name='什么时候收到')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='echo.line', verbose_name='经过')),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='square.webhook', verbose_name='回调')),
            ],
            options={
                'verbose_name': '回调的发送',
                'verbose_name_plural': '回调的发送',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['next_at', 'id'], name='webhook_due')],
                'constraints': [models.UniqueConstraint(fields=('webhook', 'line'), name='told_once_webhook')],
            },
        ),
        ]),
    ]
