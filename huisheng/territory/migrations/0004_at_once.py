"""The tables of this room, in one step (decision 0013)."""

import django.db.models.deletion
import huisheng.territory.places.rules
from django.conf import settings
from django.db import migrations, models

from huisheng.echo.at_once import AtOnce


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        AtOnce([
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('province', '省'), ('city', '市'), ('county', '区县'), ('street', '街道'), ('community', '社区'), ('estate', '小区'), ('block', '街区'), ('park', '园区'), ('lane', '街巷'), ('square', '广场'), ('station', '车站'), ('cluster', '片区'), ('grid', '网格'), ('building', '楼栋'), ('entrance', '单元'), ('home', '户')], max_length=12, verbose_name='种类')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('code', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='代码')),
                ('path', models.CharField(max_length=80, unique=True, verbose_name='路径')),
                ('where', models.CharField(max_length=200, verbose_name='全称')),
                ('order', models.CharField(max_length=120, verbose_name='次序')),
                ('token', models.CharField(default=huisheng.territory.places.rules.new_token, max_length=16, unique=True, verbose_name='二维码令牌')),
                ('phone', models.CharField(blank=True, default='', max_length=20, verbose_name='公开电话')),
                ('brand', models.JSONField(blank=True, null=True, verbose_name='品牌')),
                ('occupied', models.BooleanField(default=False, verbose_name='常住')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='启用日期')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='停用日期')),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='小区或街区')),
                ('community', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='社区')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='并入')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='territory.place', verbose_name='属于')),
                ('run_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='territory.place', verbose_name='由谁管')),
                ('street', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='街道')),
            ],
            options={
                'verbose_name': '地方',
                'verbose_name_plural': '地方',
                'indexes': [models.Index(fields=['parent', 'order'], name='place_in_order'), models.Index(fields=['street', 'kind', 'path'], name='place_of_street')],
            },
        ),
        migrations.CreateModel(
            name='PostKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=24, unique=True, verbose_name='代号')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('name_en', models.CharField(blank=True, max_length=60, verbose_name='英文名称')),
                ('public_name', models.CharField(blank=True, max_length=40, verbose_name='对居民的称呼')),
                ('role', models.CharField(choices=[('resident', '登录的居民'), ('linked', '联户党员'), ('head', '邻长、楼栋长、组长、片长'), ('secretary', '支部书记'), ('clerk', '社区经办人'), ('officer', '街道干部')], max_length=12, verbose_name='权限')),
                ('rank', models.PositiveSmallIntegerField(default=0, verbose_name='级别')),
                ('is_contact', models.BooleanField(default=False, verbose_name='是居民的联系人')),
                ('covers', models.BooleanField(default=False, verbose_name='算作“户户有人联”')),
            ],
            options={
                'verbose_name': '岗位种类',
                'verbose_name_plural': '岗位种类',
                'ordering': ['rank', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('kind', models.CharField(choices=[('estate', '小区党支部'), ('retirees', '离退休党支部'), ('mobile', '流动党员党支部'), ('other', '其他')], default='estate', max_length=12, verbose_name='种类')),
                ('founded_on', models.DateField(blank=True, null=True, verbose_name='成立日期')),
                ('members_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='党员人数')),
                ('duty_hours', models.CharField(blank=True, max_length=120, verbose_name='值班时间')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='撤销日期')),
                ('estates', models.ManyToManyField(related_name='branches', to='territory.place', verbose_name='服务的小区')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='设在哪个社区')),
            ],
            options={
                'verbose_name': '支部',
                'verbose_name_plural': '支部',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField(verbose_name='任期开始')),
                ('ends', models.DateField(blank=True, null=True, verbose_name='任期结束')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='对外电话')),
                ('public', models.BooleanField(default=False, verbose_name='本人同意公开姓名电话')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='卸任时间')),
                ('ended_why', models.CharField(blank=True, max_length=200, verbose_name='卸任原因')),
                ('appointed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁任命的')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁办的卸任')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL, verbose_name='谁')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='territory.place', verbose_name='哪里')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='territory.postkind', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '任职',
                'verbose_name_plural': '任职',
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['place', 'kind'], name='post_at_place'), models.Index(condition=models.Q(('ended_at', None)), fields=['ends'], name='post_ending')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='term_in_order'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('kind', 'person', 'place'), name='post_held_once')],
            },
        ),
        migrations.CreateModel(
            name='EstateBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.CharField(choices=[('committee', '业主委员会'), ('property', '物业公司'), ('team', '自治队伍')], max_length=12, verbose_name='机构')),
                ('present', models.BooleanField(verbose_name='有没有')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='名称')),
                ('contact', models.CharField(blank=True, max_length=60, verbose_name='联系人')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='电话')),
                ('until', models.DateField(blank=True, null=True, verbose_name='任期到哪天')),
                ('as_of', models.DateField(verbose_name='截至哪天')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('replaced_at', models.DateTimeField(null=True, verbose_name='被新的登记替换')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁登记的')),
                ('estate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='territory.place', verbose_name='小区')),
            ],
            options={
                'verbose_name': '小区机构',
                'verbose_name_plural': '小区机构',
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('estate', 'body'), name='estate_body_now')],
            },
        ),
        migrations.CreateModel(
            name='HouseholdLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='从')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='territory.place', verbose_name='哪一户')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to=settings.AUTH_USER_MODEL, verbose_name='谁')),
            ],
            options={
                'verbose_name': '联户',
                'verbose_name_plural': '联户',
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('person', 'home'), name='linked_once')],
            },
        ),
        migrations.CreateModel(
            name='LayerPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gathers', to='territory.place', verbose_name='片区或网格')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gathered_by', to='territory.place', verbose_name='地方')),
            ],
            options={
                'verbose_name': '片区网格的组成',
                'verbose_name_plural': '片区网格的组成',
                'constraints': [models.UniqueConstraint(fields=('layer', 'place'), name='gathered_once')],
            },
        ),
        migrations.CreateModel(
            name='PlaceChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('did', models.CharField(max_length=20, verbose_name='做了什么')),
                ('says', models.CharField(max_length=300, verbose_name='说明')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='谁')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='territory.place', verbose_name='地方')),
            ],
            options={
                'verbose_name': '地方的变动',
                'verbose_name_plural': '地方的变动',
            },
        ),
        migrations.CreateModel(
            name='Residence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='从')),
                ('until', models.DateField(blank=True, null=True, verbose_name='到')),
                ('home', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='residents', to='territory.place', verbose_name='哪一户')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='homes', to=settings.AUTH_USER_MODEL, verbose_name='谁')),
            ],
            options={
                'verbose_name': '居住',
                'verbose_name_plural': '居住',
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('person', 'home'), name='lives_once')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=120, verbose_name='题目')),
                ('kind', models.CharField(choices=[('duty', '履职'), ('safety', '安全'), ('law', '法律政策'), ('other', '其他')], default='duty', max_length=12, verbose_name='种类')),
                ('on', models.DateField(verbose_name='日期')),
                ('attended', models.ManyToManyField(related_name='trainings', to=settings.AUTH_USER_MODEL, verbose_name='谁参加了')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.place', verbose_name='哪里办的')),
            ],
            options={
                'verbose_name': '培训',
                'verbose_name_plural': '培训',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CoverageTally',
            fields=[
                ('place', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='coverage', serialize=False, to='territory.place', verbose_name='地方')),
                ('occupied', models.PositiveIntegerField(default=0, verbose_name='常住户')),
                ('named', models.PositiveIntegerField(default=0, verbose_name='有人联的户')),
                ('counted_on', models.DateField(null=True, verbose_name='哪天全部数过')),
            ],
            options={
                'verbose_name': '覆盖汇总',
                'verbose_name_plural': '覆盖汇总',
                'constraints': [models.CheckConstraint(condition=models.Q(('named__lte', models.F('occupied'))), name='named_within_occupied')],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(blank=True, max_length=300, verbose_name='介绍')),
                ('notice_from', models.DateField(verbose_name='公示从')),
                ('notice_to', models.DateField(verbose_name='公示到')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='决定时间')),
                ('decision', models.CharField(blank=True, max_length=300, verbose_name='决定')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁提名的')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁决定的')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to=settings.AUTH_USER_MODEL, verbose_name='谁')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='territory.place', verbose_name='哪里')),
                ('post', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nomination', to='territory.appointment', verbose_name='任职')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='territory.postkind', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '提名公示',
                'verbose_name_plural': '提名公示',
                'ordering': ['-notice_from', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('notice_to__gte', models.F('notice_from'))), name='notice_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(verbose_name='意见')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='称呼')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='电话')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('answer', models.TextField(blank=True, verbose_name='答复')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='答复时间')),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objections', to='territory.nomination', verbose_name='提名')),
            ],
            options={
                'verbose_name': '公示意见',
                'verbose_name_plural': '公示意见',
            },
        ),
        ]),
    ]
