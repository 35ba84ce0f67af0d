"""The tables of this room, in one step (decision 0013)."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from huisheng.echo.at_once import AtOnce
from huisheng.echo.audit import guard


def put_up(apps, schema_editor):
    guard.put_up(schema_editor.connection)


def take_down(apps, schema_editor):
    guard.take_down(schema_editor.connection)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        AtOnce([
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
        migrations.CreateModel(
            name='Cleaning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16, verbose_name='哪一种')),
                ('day', models.DateField(verbose_name='哪一天')),
                ('n', models.PositiveIntegerField(default=0, verbose_name='多少')),
            ],
            options={
                'verbose_name': '到期清理',
                'verbose_name_plural': '到期清理',
                'constraints': [models.UniqueConstraint(fields=('kind', 'day'), name='cleaned_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Sealed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=40, verbose_name='哪张表')),
                ('row', models.BigIntegerField(verbose_name='哪一行')),
                ('field', models.CharField(max_length=20, verbose_name='哪一栏')),
                ('key', models.CharField(max_length=16, verbose_name='用哪把钥匙')),
                ('words', models.BinaryField(verbose_name='封好的内容')),
            ],
            options={
                'verbose_name': '封好的信息',
                'verbose_name_plural': '封好的信息',
                'indexes': [models.Index(fields=['key', 'id'], name='sealed_by_key')],
                'constraints': [models.UniqueConstraint(fields=('table', 'row', 'field'), name='sealed_once')],
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
                'indexes': [models.Index(condition=models.Q(('phone', ''), _negated=True), fields=['phone'], name='speaker_by_phone')],
                'constraints': [models.UniqueConstraint(fields=('number',), name='numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='文件')),
                ('kind', models.CharField(default='jpg', max_length=4, verbose_name='格式')),
                ('seconds', models.PositiveSmallIntegerField(null=True, verbose_name='多长')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='照片上是什么')),
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
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='谁看的')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='read_by', to=settings.AUTH_USER_MODEL, verbose_name='谁的')),
                ('speaker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='echo.speaker', verbose_name='谁的')),
            ],
            options={
                'verbose_name': '查看个人信息的记录',
                'verbose_name_plural': '查看个人信息的记录',
                'constraints': [models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='reading_has_purpose'), models.CheckConstraint(condition=models.Q(('by__isnull', False), models.Q(('speaker__isnull', False), ('what', 'own copy')), _connector='OR'), name='reading_has_reader')],
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(blank=True, max_length=200, verbose_name='怎样核实的')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('proven_at', models.DateTimeField(null=True, verbose_name='核实的时间')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁核实的')),
                ('speaker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='echo.speaker', verbose_name='说话的人')),
                ('waiting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proof', to='echo.speaker', verbose_name='等着核实的电话')),
            ],
            options={
                'verbose_name': '本人核实',
                'verbose_name_plural': '本人核实',
                'constraints': [models.CheckConstraint(condition=models.Q(('by', None), models.Q(('how', ''), _negated=True), _connector='OR'), name='counter_says_how')],
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
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('right', models.CharField(choices=[('copy', '要一份自己的记录'), ('correct', '改错'), ('delete', '删掉我的信息'), ('explain', '说清楚怎么用的、为什么')], max_length=8, verbose_name='要什么')),
                ('path', models.CharField(blank=True, max_length=200, verbose_name='位置路径')),
                ('words', models.TextField(blank=True, verbose_name='想说的话')),
                ('at', models.DateTimeField(verbose_name='提出的时间')),
                ('due_on', models.DateField(verbose_name='哪天前答复')),
                ('done', models.BooleanField(null=True, verbose_name='办了')),
                ('answer', models.TextField(blank=True, verbose_name='答复')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='答复时间')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁答复的')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to=settings.AUTH_USER_MODEL, verbose_name='本人账号')),
                ('speaker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='echo.speaker', verbose_name='说话的人')),
            ],
            options={
                'verbose_name': '关于个人信息的请求',
                'verbose_name_plural': '关于个人信息的请求',
                'ordering': ['due_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('answered_at', None), models.Q(('done__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='answered_in_words'), models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('person', 'right'), name='person_asks_once'), models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('speaker', 'right'), name='speaker_asks_once')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=16, verbose_name='为了什么')),
                ('about', models.CharField(max_length=40, verbose_name='关于哪一件')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='第几版')),
                ('words', models.CharField(max_length=200, verbose_name='同意的原话')),
                ('how', models.CharField(choices=[('page', '网页上'), ('paper', '书面'), ('counter', '当面'), ('phone', '电话里')], max_length=8, verbose_name='怎样同意的')),
                ('at', models.DateTimeField(verbose_name='同意的时间')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='收回的时间')),
                ('ended_how', models.CharField(blank=True, choices=[('page', '网页上'), ('paper', '书面'), ('counter', '当面'), ('phone', '电话里')], max_length=8, verbose_name='怎样收回的')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁记的')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁记的收回')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to=settings.AUTH_USER_MODEL, verbose_name='谁同意的')),
                ('speaker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='echo.speaker', verbose_name='说话的人')),
            ],
            options={
                'verbose_name': '同意',
                'verbose_name_plural': '同意',
                'ordering': ['-at', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('about', 'purpose'), name='agreed_once'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('at')), _connector='OR'), name='taken_back_later')],
            },
        ),
        ]),
        migrations.RunPython(put_up, take_down),
    ]
