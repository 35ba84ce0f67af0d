"""The published bundle: everything with which an owner counts again at home, without a name in it (I5)."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime

from huisheng.deliberate.ballots import verifier
from huisheng.deliberate.ballots.models import Vote
from huisheng.deliberate.ballots.services.counting import (
    BALLOT_COLUMNS,
    QUESTION_COLUMNS,
    ballot_rows,
    question_rows,
)
from huisheng.deliberate.ballots.sheet import sha256
from huisheng.echo.refusals import YES, because, refuse_if

HERE = Path(__file__).resolve().parent.parent
README = """{title}
{estate}业主大会，{when} 宣布结果

怎样再算一遍
    在这个文件夹里运行：python verify.py
    （Python 3.11 以上，不用装别的。）它核对每个文件的指纹，核对票的链条，再把结果重算一遍。
    改动任何一个字节都会被指出来。

指纹（SHA-256），和公示栏、结果单上的对照
{hashes}
    最后一张票  {head}

里面有什么
    roll.csv       定下来的业主名册：房屋代号、业主代号、面积、用途、是否未售
    ballots.csv    每一张票：房屋代号、题号、意见、方式、收到时间，每行带着前一行的指纹
    questions.csv  议题、事项、投票起止
    result.json    宣布的结果
    verify.py      计票程序，一个文件

公开了什么，给谁看
    没有姓名、房号、电话。房屋和业主用带密钥的代号，密钥不公布；业主登录后能看到自己的代号，核对自己的票。
    面积是真的：知道某套房的面积，可能认出那一套投了什么。所以这个压缩包只给本小区的业主和负责的工作人员，请不要转到别处。
"""
TAIL = '''

LAW = {law}
HASHES = {hashes}
HEAD = {head}


def _frozen() -> Profile:
    values = dict(LAW)
    for name in SHARES & values.keys():
        part, whole, strict, words = values[name]
        values[name] = Share(Fraction(part, whole), strict, words)
    return Profile(**values | {{"order": tuple(values["order"])}})


def check() -> int:
    """0 when every fingerprint, the chain and the result hold; else 3 and what does not."""
    here, wrong = Path(__file__).resolve().parent, []
    for name, known in HASHES.items():
        file = here / name
        if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() != known:
            wrong.append(f"{{name}} 被改过：和指纹对不上。")
    with (here / "ballots.csv").open(encoding="utf-8", newline="", errors="replace") as file:
        rows = list(csv.DictReader(file))
    try:
        broken = why_broken(rows)
        if not broken and (rows[-1]["hash"] if rows else FIRST) != HEAD:
            broken = "最后一张票和公布的指纹对不上。"
        tables = [rows_of(str(here / f"{{one}}.csv"), one) for one in ("roll", "ballots", "questions")]
        told = results(*tables, _frozen())
        if told != json.loads((here / "result.json").read_text(encoding="utf-8"))["results"]:
            wrong.append("重算的结果和 result.json 不一样。")
        print("\\n\\n".join(map(in_words, told)))
    except (Unreadable, KeyError, ValueError) as error:
        broken = f"读不下去：{{error}}"
    wrong += [broken] if broken else []
    print("\\n" + ("\\n".join(wrong) if wrong else "指纹、链条、结果都对得上。"))
    return 3 if wrong else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]) if len(sys.argv) > 1 else check())
'''


def bundle(vote: Vote, *, at: datetime) -> bytes:
    """The .zip. Refused before there is a result."""
    refuse_if(YES if hasattr(vote, "verdict") else because("还没有结果，宣布以后才有核对包。"))
    result = {
        "vote": vote.title, "estate": str(vote.assembly), "declared_at": localtime(vote.verdict.at).isoformat(),
        "roll_sha256": vote.verdict.roll_sha256, "chain_head": vote.verdict.chain_head,
        "results": json.loads(vote.verdict.results),
    }  # fmt: skip
    files = {
        "roll.csv": vote.roll.frozen,
        "ballots.csv": table(BALLOT_COLUMNS, ballot_rows(vote)),
        "questions.csv": table(QUESTION_COLUMNS, question_rows(vote)),
        "result.json": json.dumps(result, ensure_ascii=False, indent=1),
    }
    hashes = {name: sha256(text) for name, text in files.items()}
    files["README.txt"] = README.format(
        title=vote.title, estate=vote.assembly, when=f"{localtime(vote.verdict.at):%Y-%m-%d}",
        head=vote.verdict.chain_head, hashes="\n".join(f"    {name:<14}{one}" for name, one in hashes.items()),
    )  # fmt: skip
    hashes["README.txt"] = sha256(files["README.txt"])
    files["verify.py"] = program(json.loads(vote.law), hashes, vote.verdict.chain_head)
    return zipped({name: text.encode() for name, text in files.items()}, localtime(vote.verdict.at))


def zipped(files: Mapping[str, bytes], when: datetime) -> bytes:
    """A .zip whose letters depend on its files and a moment alone."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()


def table(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """CSV with the same letters on every machine."""
    target = io.StringIO(newline="")
    writer = csv.DictWriter(target, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def program(law: Any, hashes: Mapping[str, str], head: str) -> str:
    """verify.py of this vote: the engine, the chain, the law as it was frozen, and the fingerprints."""
    engine, _main, _rest = verifier.source().rpartition('\n\nif __name__ == "__main__":')
    body = (HERE / "chain.py").read_text(encoding="utf-8").partition("\nFIRST =")[2]
    links = f"import hashlib\n\nFIRST ={body}"
    return engine + "\n\n" + links + TAIL.format(law=repr(law), hashes=repr(dict(hashes)), head=repr(head))
