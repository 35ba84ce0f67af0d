"""`manage.py triage train|predict|evaluate`: teach a model of categories, ask it, judge it (docs/triage.md)."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huisheng.collect.concerns.triage.category import Model, train
from huisheng.collect.concerns.triage.judging import judge
from huisheng.collect.concerns.triage.printed import card_lines, judgement_lines
from huisheng.collect.concerns.triage.tables import read_messages, write_rows
from huisheng.echo.refusals import Refused, because, refuse_if


class Command(BaseCommand):
    """Whatever goes wrong is one sentence and a status other than 0."""

    help = "分类模型：train 训练，predict 分类，evaluate 评估"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="train|predict|evaluate")
        self._train_arguments(verbs.add_parser("train", help="用已确认的诉求训练一个模型"))
        predict = verbs.add_parser("predict", help="给每一行一个类别")
        predict.add_argument("--model", required=True, metavar="M")
        predict.add_argument("--csv", required=True, metavar="F")
        predict.add_argument("--text", default="", metavar="列,列", help="文字列；不写就自己找")
        predict.add_argument("--out", required=True, metavar="OUT", help="id,label,probability,second_label")
        evaluate = verbs.add_parser("evaluate", help="和人定的类别对照")
        evaluate.add_argument("--model", required=True, metavar="M")
        evaluate.add_argument("--csv", required=True, metavar="F")
        evaluate.add_argument("--text", default="", metavar="列,列", help="文字列；不写就自己找")
        evaluate.add_argument("--label", default="label", metavar="列")
        evaluate.add_argument("--json", action="store_true", help="给程序读的格式")

    def _train_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--csv", required=True, action="append", metavar="F", help=".csv 或 .csv.gz，可以写几次"
        )
        parser.add_argument("--text", default="", metavar="列,列", help="文字列，例如 title,text")
        parser.add_argument("--label", default="label", metavar="列")
        parser.add_argument(
            "--unlabelled", action="append", default=[], metavar="F", help="没有类别的文字，可以写几次"
        )
        parser.add_argument("--model", required=True, metavar="OUT")
        parser.add_argument("--json", action="store_true", help="给程序读的格式")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        verbs: dict[str, Callable[..., None]] = {
            "train": self._train,
            "predict": self._predict,
            "evaluate": self._evaluate,
        }
        try:
            verbs[verb](**options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _train(
        self,
        *,
        csv: list[str],
        text: str,
        label: str,
        unlabelled: list[str],
        model: str,
        json: bool,
        **_: Any,
    ) -> None:
        lessons = [read_messages(file, text=_columns(text), label=label) for file in csv]
        others = [each for file in unlabelled for each in read_messages(file).texts]
        learned = train(
            [each for lesson in lessons for each in lesson.texts],
            [each for lesson in lessons for each in lesson.labels],
            refs=[each for lesson in lessons for each in lesson.ids],
            unlabelled=others,
            data="、".join(Path(file).name for file in csv),
            columns=lessons[0].columns,
            at=timezone.localdate(),
        )
        _write(model, learned.dumps())
        self._say(learned.card.as_dict(), card_lines(learned.card), as_json=json)

    def _predict(self, *, model: str, csv: str, text: str, out: str, **_: Any) -> None:
        judge_of = _model(model)
        messages = read_messages(csv, text=_columns(text), trained_with=judge_of.card.columns)
        guesses = judge_of.guesses(messages.texts)
        write_rows(
            out,
            ["id", "label", "probability", "second_label"],
            [
                [each, guess.label, f"{guess.probability:.6f}", guess.second_label]
                for each, guess in zip(messages.ids, guesses, strict=True)
            ],
        )

    def _evaluate(self, *, model: str, csv: str, text: str, label: str, json: bool, **_: Any) -> None:
        judge_of = _model(model)
        messages = read_messages(
            csv, text=_columns(text), label=label, trained_with=judge_of.card.columns
        ).labelled()
        refuse_if("" if messages.labels else because("没有一行有类别，没有可以对照的。"))
        judgement = judge(judge_of.guesses(messages.texts), messages.labels, known=judge_of.labels)
        self._say(judgement.as_dict(), judgement_lines(judgement), as_json=json)

    def _say(self, told: dict[str, Any], lines: list[str], *, as_json: bool) -> None:
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))


def _columns(text: str) -> list[str]:
    return [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]


def _model(path: str) -> Model:
    try:
        return Model.load(path)
    except OSError as error:
        raise Refused(because("打不开文件 %(name)s，请检查路径。", name=path)) from error


def _write(path: str, content: bytes) -> None:
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise Refused(because("写不了文件 %(name)s，请检查路径。", name=path)) from error
