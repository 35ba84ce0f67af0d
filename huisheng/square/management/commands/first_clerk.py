"""`manage.py first_clerk`: the first member of staff on a server that was set up without the story."""

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.collect.catalogue.services import seed_catalogue
from huisheng.deliberate.notices.services import seed_lengths
from huisheng.echo.audit.services import keep
from huisheng.echo.operators import OperatorsCommand
from huisheng.echo.workdays.services import seed_calendar
from huisheng.people.models import Person
from huisheng.people.persons.services import give_login, login_is_taken
from huisheng.territory.models import Place, PostKind
from huisheng.territory.places.rules import Kind
from huisheng.territory.places.services import add
from huisheng.territory.posts.services import appoint, seed_kinds

PASSWORD = "HUISHENG_PASSWORD"


class Command(OperatorsCommand):
    """Asks for what was not given. A street that is not there yet is made, so that an empty server can begin."""

    help = gettext_noop(
        "第一位工作人员：姓名、登录名、在哪个街道或社区。密码当面输入，或放在环境变量 HUISHENG_PASSWORD 里。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", default="", help=_("姓名"))
        parser.add_argument("--login", default="", help=_("登录名"))
        parser.add_argument("--place", default="", help=_("街道或社区的代码或名称"))

    def handle(self, *args: Any, name: str, login: str, place: str, **options: Any) -> None:
        name = name or ask(_("姓名"))
        login = login or ask(_("登录名"))
        where = place or ask(_("街道或社区（代码或名称）"))
        if login_is_taken(login):
            raise CommandError(_("登录名 %(login)s 已经有人用了，请换一个。") % {"login": login})
        password = new_password()
        with transaction.atomic():
            post = install(name, login, where, password)
        told = {"name": name, "title": post.title, "login": login}
        self.stdout.write(_("%(name)s 现在是%(title)s，登录名 %(login)s。") % told)
        self.stdout.write(_("下一步："))
        self.stdout.write("  1. " + _("打开网页，用这个登录名登录（还没有启动：manage.py serve）"))
        self.stdout.write("  2. " + _("登记楼栋和住户：网页“地方”里导入，或 manage.py import_places 文件"))
        self.stdout.write("  3. " + _("在“岗位”里任命邻长、书记和其他经办人"))


def install(name: str, login: str, where: str, password: str) -> Any:
    """The person with a post: officer of a street, clerk of a community."""
    seed_kinds()
    seed_catalogue()
    seed_lengths()
    seed_calendar()
    place = find(where)
    person = Person.objects.create(name=name)
    keep("person_registered", by=None, at=localtime(), whose=person, path=place.path)
    give_login(person, login=login, password=password)
    keep("password_set", by=None, at=localtime(), whose=person, about="first_clerk")
    code = "clerk" if place.kind == Kind.COMMUNITY else "officer"
    return appoint(person, kind=PostKind.objects.get(code=code), place=place, by=None, at=localtime())


def find(where: str) -> Place:
    """The street or community by code or name; a street of a name that nobody knows is made."""
    here = Place.objects.filter(kind__in=[Kind.STREET, Kind.COMMUNITY], closed_on=None)
    found = list(here.filter(Q(code=where) | Q(name=where))[:6])
    if len(found) > 1:
        no_code = _("无代码")
        several = ", ".join(f"{one.code or no_code} {one.where}" for one in found)
        raise CommandError(_("有好几个，请写代码：%(several)s") % {"several": several})
    if found:
        return found[0]
    if not where.endswith(("街道", "镇", "乡")):
        raise CommandError(
            _("没有找到“%(where)s”。请写街道或社区的代码，或先用 manage.py import_places 导入。")
            % {"where": where}
        )
    return add(kind=Kind.STREET, name=where, parent=None, by=None, at=localtime())


def new_password() -> str:
    """From the environment, else typed twice; never on the command line, where others could read it."""
    password = os.environ.get(PASSWORD) or (typed_twice() if sys.stdin.isatty() else "")
    if not password:
        raise CommandError(_("请设环境变量 %(name)s，或在终端里运行来输入密码。") % {"name": PASSWORD})
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password


def typed_twice() -> str:
    password = getpass.getpass(_("密码") + ": ")
    if password != getpass.getpass(_("再输一遍") + ": "):
        raise CommandError(_("两遍不一样，请重来。"))
    return password


def ask(question: str) -> str:
    """An answer from the terminal; without one a sentence that says which option to give."""
    answer = input(f"{question}: ").strip() if sys.stdin.isatty() else ""
    if not answer:
        raise CommandError(_("请给 --name、--login 和 --place。"))
    return answer
