"""`manage.py budget FILE.pb --rule equal-shares|greedy …`: who wins a vote on projects (docs/budgets.md)."""

import json
from argparse import ArgumentParser
from time import process_time
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huisheng.deliberate.budgets.account import account, amount
from huisheng.deliberate.budgets.deciding import decided
from huisheng.deliberate.budgets.election import TIES, Election
from huisheng.deliberate.budgets.equal_shares import COMPLETIONS, STOPS, UTILITIES, Outcome
from huisheng.deliberate.budgets.pabulib import read_pabulib
from huisheng.deliberate.budgets.represented import represented
from huisheng.echo.asking import in_words
from huisheng.echo.operators import OperatorsCommand
from huisheng.echo.refusals import Refused


class Command(OperatorsCommand):
    """What is wrong with the file is one sentence and a status other than 0."""

    help = gettext_noop("项目预算表决的结果：按得票，或者按等份法（每人一份，合伙买项目）")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.pb", help=_("Pabulib 文件，.pb 或 .pb.gz"))
        parser.add_argument("--rule", choices=("equal-shares", "greedy"), default="equal-shares")
        parser.add_argument("--utility", choices=UTILITIES, default="cost")
        parser.add_argument("--completion", choices=COMPLETIONS, default="none")
        parser.add_argument("--stop", choices=STOPS, default="last-feasible")
        parser.add_argument("--tie", choices=tuple(TIES), default="votes", help=_("完全相等时谁在先"))
        parser.add_argument("--whole", action="store_true", help=_("第一轮以后每人的份额取整数"))
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            begun = process_time()
            election = read_pabulib(file)
        except Refused as refused:
            raise CommandError(in_words(refused.reason)) from refused
        read = process_time()
        outcome = decided(election, options)
        seconds = process_time() - read
        if options["json"]:
            told = account(election, outcome, options)
            told |= {"seconds": round(seconds, 4), "reading_seconds": round(read - begun, 4)}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self._tell(election, outcome, seconds)

    def _tell(self, election: Election, outcome: Outcome, seconds: float) -> None:
        for note in election.notes:
            self.stderr.write(in_words(note))
        for place in outcome.chosen:
            each, votes = election.projects[place], election.votes[place]
            self.stdout.write(
                _("%(id)s  %(name)s  %(cost)s，%(votes)d 票")
                % {"id": each.id, "name": each.name, "cost": amount(each.cost), "votes": votes}
            )
        found = represented(election, outcome.chosen)
        self.stdout.write(
            _("选中 %(n)d 个项目，共 %(spent)s，预算 %(budget)s。")
            % {
                "n": len(outcome.chosen),
                "spent": amount(election.cost(outcome.chosen)),
                "budget": amount(election.budget),
            }
        )
        self.stdout.write(
            _(
                "%(voters)d 人投票，%(had)d 人至少有一个想要的项目（%(percent).1f%%），平均每人 %(average).2f 个。"
            )
            % {
                "voters": found.voters,
                "had": found.represented,
                "percent": 100 * (1 - found.exclusion),
                "average": found.average_projects,
            }
        )
        self.stdout.write(_("计算用了 %(seconds).3f 秒。") % {"seconds": seconds})
