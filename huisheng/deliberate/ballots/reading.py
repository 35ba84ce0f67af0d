"""Read roll, ballots and questions from CSV, count, print. Standard library only: the last part of the verifier.

tally --roll roll.csv --ballots ballots.csv --questions questions.csv [--profile NAME] [--json]
"""

import argparse
import csv
import gc
import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from huisheng.deliberate.ballots.count import Ballot, Question, count
from huisheng.deliberate.ballots.law import NATIONAL, PROFILES, Profile, matter_of
from huisheng.deliberate.ballots.roll import Bad, clean, roll_of
from huisheng.deliberate.ballots.told import as_dict

COLUMNS = {
    "unit": ("房号", "房屋"), "owner_id": ("业主", "业主编号"), "area_m2": ("面积", "建筑面积"), "kind": ("用途",),
    "developer_stock": ("是否未售", "未售"), "question": ("议题", "题号"), "text": ("内容", "题目"), "matter": ("事项",),
    "choice": ("意见", "选择"), "channel": ("方式", "投票方式"), "received_at": ("收到时间", "时间"),
    "candidates": ("候选人",), "opens": ("开始",), "closes": ("截止",),
}  # fmt: skip
NEEDED = {
    "roll": ("unit", "owner_id", "area_m2"),
    "ballots": ("unit", "question", "choice"),
    "questions": ("question", "matter"),
}
CHANNEL_OF = {"纸质": "paper", "网上": "online", "会场": "meeting", "委托": "proxy", "": "paper"}


class Unreadable(Exception):
    """Why a file cannot be used at all, in a sentence."""


def rows_of(path: str, what: str) -> list[dict[str, str]]:
    """The rows of a CSV file (UTF-8 or GBK) by the names above, in either language."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(f"打不开 {path}：{error.strerror}。") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            lines = csv.reader(io.StringIO(content.decode(encoding), newline=""))
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable(f"{path} 不是 UTF-8，也不是 GBK，读不了。")
    names = {word: name for name, words in COLUMNS.items() for word in (name, *words)}
    try:
        head = [names.get(clean(word).lower(), "") for word in next(lines, [])]
        if missing := [name for name in NEEDED[what] if name not in head]:
            raise Unreadable(f"{path} 缺少这些列：{'、'.join(missing)}。")
        return [dict(zip(head, line, strict=False)) for line in lines if any(line)]
    except csv.Error as error:
        raise Unreadable(f"{path} 不是能读的 CSV：{error}。") from None


def moment(text: str) -> str | None:
    """A moment that sorts as text, "" for nothing, None for what is no moment. Beijing time unless it says otherwise."""
    told = clean(text).replace("/", "-").replace("年", "-").replace("月", "-").replace("日", "")
    if not told:
        return ""
    day, _space, hour = told.replace("T", " ").partition(" ")
    day = "-".join(part.zfill(2) for part in day.split("-"))
    try:
        found = datetime.fromisoformat(
            f"{day} {hour.strip().zfill(5) if hour else '00:00'}".replace("Z", "+00:00")
        )
    except ValueError:
        return None
    if found.tzinfo:
        found = found.astimezone(timezone(timedelta(hours=8))).replace(tzinfo=None)
    return found.isoformat()


def _last_moment(text: str) -> str | None:
    """As `moment`; a day without an hour ends with its last second."""
    found = moment(text)
    return found.replace("T00:00:00", "T23:59:59") if found and ":" not in clean(text) else found


def questions_of(rows: Sequence[Mapping[str, str]]) -> list[Question]:
    """What was asked. Unreadable when a matter is unknown or a question stands twice."""
    found: dict[str, Question] = {}
    for row in rows:
        key, matter = clean(row.get("question")), matter_of(clean(row.get("matter")))
        if matter is None:
            raise Unreadable(
                f"议题“{key}”的事项写的是“{row.get('matter', '')}”，只能是 ordinary、special、1 到 9，或者 election:席位数。"
            )
        if not key or key in found:
            raise Unreadable(f"议题“{key}”写了两次。" if key else "有一行议题没有写题号。")
        opens, closes = moment(row.get("opens") or ""), _last_moment(row.get("closes") or "")
        if opens is None or closes is None:
            raise Unreadable(f"议题“{key}”的开始或者截止不是时间。")
        names = tuple(
            name
            for name in clean(row.get("candidates")).replace("、", ";").replace("|", ";").split(";")
            if name
        )
        found[key] = Question(key, clean(row.get("text")), matter, tuple(map(clean, names)), opens, closes)
    return list(found.values())


@lru_cache(maxsize=4096)
def _word(text: str | None) -> str:
    """As `clean`, for the few words that stand in every row."""
    return clean(text)


def ballots_of(
    rows: Sequence[Mapping[str, str]], known: set[str]
) -> tuple[dict[str, list[Ballot]], list[Bad]]:
    """Ballots by question, and those that no question takes."""
    found: dict[str, list[Ballot]] = {key: [] for key in known}
    lost, moments = [], dict[str, str | None]()
    for row in rows:
        key, unit, told = _word(row.get("question")), clean(row.get("unit")), row.get("received_at") or ""
        channel = _word(row.get("channel")).lower()
        when = moments[told] if told in moments else moments.setdefault(told, moment(told))
        if key not in known:
            lost.append(Bad(unit, f"没有“{key}”这个议题", key))
        elif when is None:
            lost.append(Bad(unit, f"收到时间“{told}”不是时间", key))
        else:
            found[key].append(Ballot(unit, _word(row.get("choice")), CHANNEL_OF.get(channel, channel), when))
    return found, lost


def results(
    roll: Sequence[Mapping[str, str]],
    ballots: Sequence[Mapping[str, str]],
    questions: Sequence[Mapping[str, str]],
    profile: Profile = NATIONAL,
) -> list[dict[str, Any]]:
    """One result for each question, in their order. What belongs to no question is listed in `elsewhere` of each."""
    owners, asked = roll_of(roll, profile), questions_of(questions)
    cast, lost = ballots_of(ballots, {question.id for question in asked})
    told = []
    for question in asked:
        result = as_dict(count(question, cast[question.id], owners, profile))
        result["invalid"] += [
            {"unit": bad.unit, "reason": bad.reason} for bad in lost if bad.question == question.id
        ]
        result["elsewhere"] = [
            {"unit": bad.unit, "question": bad.question, "reason": bad.reason}
            for bad in lost
            if bad.question not in cast
        ]
        told.append(result)
    return told


def in_words(result: Mapping[str, Any]) -> str:
    """One result as a person reads it."""
    lines = [f"{result['question']} {result['text']}".strip(), f"  {result['because']}"]
    lines += [
        f"  {one['candidate']}：{one['persons']} 人，{one['area']} 平方米{'，够' if one['passed'] else '，不够'}"
        for one in result.get("ranked", [])
    ]
    lines += ["  含网上票：议事规则没有采用以前，只供参考。"] if result["indicative"] else []
    lines += [f"  不算 {one['unit'] or '（没有房号）'}：{one['reason']}" for one in result["invalid"]]
    lines += [f"  不算 {one['unit']}：{one['reason']}" for one in result["elsewhere"]]
    return "\n".join(lines)


def run(arguments: Sequence[str], profiles: Mapping[str, Profile] = PROFILES) -> int:
    """Print every result; 1 when a file cannot be used, 2 when the roll itself has to be put right first."""
    parser = argparse.ArgumentParser(prog="tally", description=__doc__.split("\n")[0] if __doc__ else None)
    for name in ("roll", "ballots", "questions"):
        parser.add_argument(f"--{name}", required=True, metavar="FILE.csv")
    parser.add_argument("--profile", default=NATIONAL.name, help=", ".join(profiles))
    parser.add_argument(
        "--duplicates", choices=["first", "last", "none"], help="which of several ballots of a unit counts"
    )
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    gc.disable()  # a short run that only makes things
    if asked.profile not in profiles:
        print(f"没有“{asked.profile}”这套规则，有的是：{'、'.join(profiles)}。", file=sys.stderr)
        return 1
    profile = profiles[asked.profile]
    profile = replace(profile, duplicates=asked.duplicates) if asked.duplicates else profile
    try:
        told = results(
            rows_of(asked.roll, "roll"),
            rows_of(asked.ballots, "ballots"),
            rows_of(asked.questions, "questions"),
            profile,
        )
    except Unreadable as reason:
        print(reason, file=sys.stderr)
        return 1
    print(json.dumps(told, ensure_ascii=False, indent=1) if asked.json else "\n\n".join(map(in_words, told)))
    return _warn(told)


def _warn(told: Sequence[Mapping[str, Any]]) -> int:
    wrong = [one for one in (told[0]["invalid"] if told else []) if one["reason"].startswith("名册")]
    wrong = [one for one in wrong if not one["reason"].startswith("名册里没有")]
    if wrong:
        print(f"名册有 {len(wrong)} 处要先改正，改正以前结果不能公布。", file=sys.stderr)
    return 2 if wrong else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
