"""The tables of this room as they stand, in one step; whoever has some of them already takes the steps before."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('echo', '0001_initial'), ('echo', '0002_photos')]

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False, verbose_name='日期')),
                ('is_workday', models.BooleanField(verbose_name='上班')),
                ('name', models.CharField(blank=True, max_length=40, verbose_name='名称')),
                ('provisional', models.BooleanField(default=False, verbose_name='暂定')),
                ('known_since', models.DateTimeField(null=True, verbose_name='何时录入')),
            ],
            options={
                'verbose_name': '工作日历',
                'verbose_name_plural': '工作日历',
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='Knock',
            fields=[
                ('door', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='门')),
                ('fails', models.PositiveIntegerField(default=0, verbose_name='错了几次')),
                ('since', models.DateTimeField(verbose_name='从')),
                ('locked_until', models.DateTimeField(null=True, verbose_name='锁到')),
            ],
            options={
                'verbose_name': '敲门记录',
                'verbose_name_plural': '敲门记录',
            },
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='种类')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('path', models.CharField(max_length=200, verbose_name='位置路径')),
                ('began', models.DateTimeField(verbose_name='开始')),
            ],
            options={
                'verbose_name': '一件事',
                'verbose_name_plural': '事',
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('hat', models.CharField(blank=True, max_length=120, verbose_name='以什么身份')),
                ('did', models.CharField(max_length=24, verbose_name='做了什么')),
                ('says', models.TextField(blank=True, verbose_name='对居民说')),
                ('inner', models.TextField(blank=True, verbose_name='内部记录')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='谁')),
                ('voice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='echo.voice', verbose_name='事')),
            ],
            options={
                'verbose_name': '经过',
                'verbose_name_plural': '经过',
                'indexes': [models.Index(fields=['voice', 'at'], name='line_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('says', ''), _negated=True), models.Q(('did', 'noted'), models.Q(('inner', ''), _negated=True)), _connector='OR'), name='line_is_readable')],
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=10, verbose_name='编号')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='称呼')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='电话')),
                ('code', models.CharField(blank=True, max_length=4, verbose_name='查看码')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                ('told_by', models.CharField(choices=[('app', '看网页'), ('sms', '短信'), ('email', '邮件'), ('call', '打电话')], default='app', max_length=8, verbose_name='怎样告知')),
                ('is_elder', models.BooleanField(default=False, verbose_name='长者')),
                ('anonymous', models.BooleanField(default=False, verbose_name='不留名')),
                ('at', models.DateTimeField(verbose_name='说的时间')),
                ('filed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='filed', to=settings.AUTH_USER_MODEL, verbose_name='代录人')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='spoke', to=settings.AUTH_USER_MODEL, verbose_name='本人账号')),
                ('voice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speakers', to='echo.voice', verbose_name='听哪件事')),
            ],
            options={
                'verbose_name': '说话的人',
                'verbose_name_plural': '说话的人',
                'constraints': [models.UniqueConstraint(fields=('number',), name='numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='文件')),
                ('words', models.CharField(max_length=200, verbose_name='照片上是什么')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('removed_at', models.DateTimeField(null=True, verbose_name='什么时候撤的')),
                ('removed_why', models.CharField(blank=True, max_length=200, verbose_name='为什么撤掉')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁放的')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='echo.line', verbose_name='经过')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁撤的')),
            ],
            options={
                'verbose_name': '照片',
                'verbose_name_plural': '照片',
                'constraints': [models.CheckConstraint(condition=models.Q(('removed_at', None), models.Q(('removed_why', ''), _negated=True), _connector='OR'), name='photo_gone_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hat', models.CharField(blank=True, max_length=120, verbose_name='以什么身份')),
                ('what', models.CharField(max_length=40, verbose_name='看了什么')),
                ('path', models.CharField(blank=True, max_length=200, verbose_name='位置路径')),
                ('purpose', models.CharField(max_length=200, verbose_name='为了什么')),
                ('at', models.DateTimeField(db_index=True, verbose_name='时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='谁看的')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='read_by', to=settings.AUTH_USER_MODEL, verbose_name='谁的')),
                ('speaker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='echo.speaker', verbose_name='谁的')),
            ],
            options={
                'verbose_name': '查看个人信息的记录',
                'verbose_name_plural': '查看个人信息的记录',
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='reading_has_purpose')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('app', '网页'), ('sms', '短信'), ('email', '邮件'), ('wecom', '企业微信群'), ('call', '打电话')], max_length=8, verbose_name='渠道')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='内容')),
                ('state', models.CharField(choices=[('waiting', '等着发'), ('sending', '正在发'), ('sent', '已告知'), ('unsure', '不知道发没发出'), ('dead', '发不出去')], default='waiting', max_length=8, verbose_name='状态')),
                ('not_before', models.DateTimeField(verbose_name='不早于')),
                ('next_on', models.DateField(null=True, verbose_name='下一步日期')),
                ('ask', models.CharField(blank=True, max_length=20, verbose_name='问人的电话')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='试过几次')),
                ('claimed_at', models.DateTimeField(null=True, verbose_name='拿去发的时间')),
                ('shown', models.BooleanField(default=False, verbose_name='只在网页上显示')),
                ('done_at', models.DateTimeField(null=True, verbose_name='告知时间')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='出错')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('caller', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='calls', to=settings.AUTH_USER_MODEL, verbose_name='谁去打')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='echo.line', verbose_name='因为')),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to=settings.AUTH_USER_MODEL, verbose_name='工作人员')),
                ('speaker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='echo.speaker', verbose_name='说话的人')),
            ],
            options={
                'verbose_name': '消息',
                'verbose_name_plural': '消息',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting'), models.Q(('channel', 'call'), _negated=True)), fields=['not_before', 'id'], name='message_to_send'), models.Index(condition=models.Q(('state__in', ['sending', 'unsure', 'dead'])), fields=['state', 'claimed_at'], name='message_to_decide'), models.Index(condition=models.Q(('channel', 'call')), fields=['caller', 'state'], name='message_to_call'), models.Index(condition=models.Q(('person__isnull', False)), fields=['person', '-id'], name='message_inbox')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('speaker__isnull', False)), fields=('line', 'speaker', 'channel'), name='told_once_speaker'), models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('line', 'person', 'channel'), name='told_once_person'), models.UniqueConstraint(condition=models.Q(('person__isnull', True), ('speaker__isnull', True)), fields=('line', 'channel'), name='told_once_group')],
            },
        ),
    ]
