"""The tables of this room, in one step (decision 0013)."""

import django.db.models.deletion
import huisheng.resolve.projects.rules
import huisheng.resolve.tasks.rules
import huisheng.territory.places.rules
from django.conf import settings
from django.db import migrations, models

from huisheng.echo.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('alliance', '0001_initial'),
        ('collect', '0019_at_once'),
        ('deliberate', '0013_at_once'),
        ('echo', '0010_at_once'),
        ('people', '__first__'),
        ('territory', '0004_at_once'),
    ]

    operations = [
        AtOnce([
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(default=huisheng.territory.places.rules.new_token, max_length=16, unique=True, verbose_name='二维码令牌')),
                ('year', models.PositiveSmallIntegerField(verbose_name='哪一年')),
                ('title', models.CharField(max_length=80, verbose_name='叫什么')),
                ('words', models.TextField(blank=True, verbose_name='说明')),
                ('where', models.CharField(blank=True, max_length=80, verbose_name='在哪里')),
                ('fen', models.BigIntegerField(verbose_name='预算（分）')),
                ('spent', models.BigIntegerField(null=True, verbose_name='花了多少（分）')),
                ('stage', models.CharField(choices=[('proposal', '提出'), ('vote', '投票'), ('design', '设计'), ('buy', '采购'), ('build', '施工'), ('accept', '验收'), ('warranty', '质保'), ('over', '质保期满'), ('stopped', '停了')], default=huisheng.resolve.projects.rules.Stage['DESIGN'], max_length=10, verbose_name='到哪一步')),
                ('percent', models.PositiveSmallIntegerField(default=0, verbose_name='进度（百分之几）')),
                ('warranty_until', models.DateField(null=True, verbose_name='质保到哪天')),
                ('at', models.DateTimeField(verbose_name='什么时候')),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='alliance.outsidebody', verbose_name='由哪个单位负责')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁写下的')),
                ('chosen', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work', to='deliberate.budgetproject', verbose_name='预算里的哪一项')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='territory.place', verbose_name='哪里')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='territory.appointment', verbose_name='由谁负责')),
                ('voice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='project', to='echo.voice', verbose_name='一件事')),
            ],
            options={
                'verbose_name': '项目',
                'verbose_name_plural': '项目',
                'ordering': ['-year', 'pk'],
                'indexes': [models.Index(fields=['place', '-year'], name='project_of_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('post__isnull', False)), models.Q(('body__isnull', False), ('post', None)), _connector='OR'), name='project_has_one_owner'), models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='project_percent')],
            },
        ),
        migrations.CreateModel(
            name='Recheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(verbose_name='办结几天以后')),
                ('due', models.DateField(verbose_name='哪天看')),
                ('holds', models.BooleanField(null=True, verbose_name='还好')),
                ('words', models.TextField(blank=True, verbose_name='看到什么')),
                ('done_at', models.DateTimeField(null=True, verbose_name='看的时间')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁看的')),
                ('concern', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rechecks', to='collect.concern', verbose_name='诉求')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='territory.appointment', verbose_name='由谁看')),
            ],
            options={
                'verbose_name': '复查',
                'verbose_name_plural': '复查',
                'indexes': [models.Index(condition=models.Q(('done_at', None)), fields=['post', 'due'], name='recheck_of_post')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('concern', 'days'), name='rechecked_once'), models.CheckConstraint(condition=models.Q(models.Q(('done_at', None), ('holds', None)), models.Q(('done_at__isnull', False), ('holds__isnull', False)), _connector='OR'), name='recheck_says_what')],
            },
        ),
        migrations.CreateModel(
            name='RecheckRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', models.PositiveSmallIntegerField(verbose_name='几天以后')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recheck_rules', to='collect.category', verbose_name='类别')),
            ],
            options={
                'verbose_name': '复查规定',
                'verbose_name_plural': '复查规定',
                'ordering': ['category__code', 'days'],
                'constraints': [models.UniqueConstraint(fields=('category', 'days'), name='one_recheck_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(verbose_name='做什么')),
                ('stage', models.CharField(choices=[('given', '等接手'), ('accepted', '在做'), ('back', '退回了，等重新安排'), ('done', '做完了'), ('dropped', '不用做了')], default=huisheng.resolve.tasks.rules.Stage['GIVEN'], max_length=8, verbose_name='到哪一步')),
                ('due', models.DateField(verbose_name='哪天前做完')),
                ('returned_at', models.DateTimeField(null=True, verbose_name='退回时间')),
                ('at', models.DateTimeField(verbose_name='什么时候')),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='alliance.outsidebody', verbose_name='由哪个单位做')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁写下的')),
                ('concern', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tasks', to='collect.concern', verbose_name='为了哪件诉求')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.appointment', verbose_name='谁交办的')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='territory.place', verbose_name='哪里')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='territory.appointment', verbose_name='由谁做')),
                ('promise', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='task', to='deliberate.promise', verbose_name='会上答应的哪件事')),
                ('voice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='task', to='echo.voice', verbose_name='一件事')),
            ],
            options={
                'verbose_name': '任务',
                'verbose_name_plural': '任务',
                'indexes': [models.Index(condition=models.Q(('stage__in', (huisheng.resolve.tasks.rules.Stage['GIVEN'], huisheng.resolve.tasks.rules.Stage['ACCEPTED'], huisheng.resolve.tasks.rules.Stage['BACK']))), fields=['post', 'due'], name='task_of_post'), models.Index(condition=models.Q(('stage__in', (huisheng.resolve.tasks.rules.Stage['GIVEN'], huisheng.resolve.tasks.rules.Stage['ACCEPTED'], huisheng.resolve.tasks.rules.Stage['BACK']))), fields=['due'], name='task_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('post__isnull', False)), models.Q(('body__isnull', False), ('post', None)), _connector='OR'), name='task_has_one_owner')],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('proposal', '提出'), ('vote', '投票'), ('design', '设计'), ('buy', '采购'), ('build', '施工'), ('accept', '验收'), ('warranty', '质保'), ('over', '质保期满'), ('stopped', '停了')], max_length=10, verbose_name='哪一步')),
                ('due', models.DateField(null=True, verbose_name='哪天前')),
                ('reached_at', models.DateTimeField(null=True, verbose_name='什么时候到的')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='resolve.project', verbose_name='项目')),
            ],
            options={
                'verbose_name': '项目的日程',
                'verbose_name_plural': '项目的日程',
                'constraints': [models.UniqueConstraint(fields=('project', 'stage'), name='one_milestone_a_stage')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=120, verbose_name='哪一步')),
                ('done_at', models.DateTimeField(null=True, verbose_name='做完的时间')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁记的')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='resolve.task', verbose_name='任务')),
            ],
            options={
                'verbose_name': '步骤',
                'verbose_name_plural': '步骤',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Output',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=60, verbose_name='是什么')),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=15, verbose_name='多少')),
                ('unit', models.CharField(max_length=12, verbose_name='单位')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outputs', to='resolve.task', verbose_name='任务')),
            ],
            options={
                'verbose_name': '成果',
                'verbose_name_plural': '成果',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='output_counts')],
            },
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=48, null=True, unique=True, verbose_name='链接')),
                ('since', models.DateTimeField(verbose_name='从')),
                ('accepted_at', models.DateTimeField(null=True, verbose_name='接下的时间')),
                ('until', models.DateTimeField(null=True, verbose_name='到')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='为什么不再由他做')),
                ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliance.outsidebody', verbose_name='哪个单位')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.appointment', verbose_name='谁')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holdings', to='resolve.task', verbose_name='任务')),
            ],
            options={
                'verbose_name': '任务在谁手上',
                'verbose_name_plural': '任务在谁手上',
                'ordering': ['since', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('body', None), ('post__isnull', False)), models.Q(('body__isnull', False), ('post', None)), _connector='OR'), name='holding_has_one_owner'), models.UniqueConstraint(condition=models.Q(('until', None)), fields=('task',), name='held_by_one')],
            },
        ),
        migrations.CreateModel(
            name='TaskEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(verbose_name='做了什么')),
                ('who', models.CharField(blank=True, max_length=60, verbose_name='谁做的')),
                ('evidence', models.TextField(blank=True, verbose_name='凭据')),
                ('cost', models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name='花了多少钱')),
                ('paid_by', models.CharField(blank=True, max_length=60, verbose_name='谁出的钱')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁写下的')),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='end', to='resolve.task', verbose_name='任务')),
            ],
            options={
                'verbose_name': '任务的结果',
                'verbose_name_plural': '任务的结果',
                'indexes': [models.Index(fields=['at'], name='task_ended')],
            },
        ),
        migrations.CreateModel(
            name='TaskMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.DateField(verbose_name='原来哪天前')),
                ('due', models.DateField(verbose_name='改到哪天前')),
                ('why', models.CharField(max_length=300, verbose_name='为什么改')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁改的')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='resolve.task', verbose_name='任务')),
            ],
            options={
                'verbose_name': '任务改了日子',
                'verbose_name_plural': '任务改了日子',
                'ordering': ['at', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('why', ''), _negated=True), models.Q(('was', models.F('due')), _negated=True)), name='task_moved_says_why')],
            },
        ),
        ]),
    ]
