"""听雨苑's owners: last year they hired the property company anew by the city's e-vote; now they vote on the lawn and the fund."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from huisheng.deliberate.ballots.services import casting, committees, counting, law, official, rolls, votes
from huisheng.deliberate.elections import services as elections
from huisheng.deliberate.models import Assembly, LawProfile, Roll, Vote
from huisheng.echo.tables import write_csv
from huisheng.territory.models import Place
from huisheng.territory.places.rules import Kind
from stories.elections import preparation

HEADERS = ("楼栋", "单元", "房号", "业主", "业主编号", "面积", "用途", "是否未售")
AREAS = ("80.5", "96.25")


def assembly(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """An assembly, its roll, a vote that is over and one that runs."""
    long_ago = at - timedelta(days=120)
    made = rolls.found(told["tingyu"], by=told["lin"], at=long_ago)
    terms = _terms(told, made, at=at)
    roll = _roll(told, made, at=long_ago)
    for person, owner in (("he", "Y-3-1-402"), ("chen", "Y-1-1-101")):
        rolls.link(made, login=told[person].login, owner_id=owner, by=told["lin"], at=long_ago)
    over = _over(told, made, roll, at=at - timedelta(days=100))
    own = _rules(told, at=at)
    made.profile = own.name
    made.save(update_fields=["profile"])
    election = preparation(told, made, roll, at=at - timedelta(days=55))
    runs = _running(told | {"election": election}, made, roll, at=at - timedelta(days=20), now=at)
    return terms | {
        "law": own,
        "election": election,
        "assembly": made,
        "roll": roll,
        "vote_over": over,
        "vote_open": runs,
    }


def _terms(told: dict[str, Any], made: Assembly, *, at: datetime) -> dict[str, Any]:
    """The first committee handed everything over; the second one's term ends in ten weeks."""
    changed = (at - timedelta(days=3 * 365 - 70)).date()
    by, long_ago = told["lin"], at - timedelta(days=119)
    first = committees.begin_term(
        made, name="第一届业主委员会", starts=changed - timedelta(days=1400), ends=changed, by=by, at=long_ago
    )
    committees.prepare(first, by=by, at=long_ago)
    for item in first.handovers.all():
        committees.hand_over(item, gave="陈立渠", received="罗映荷", on=changed, by=by, at=long_ago)
    second = committees.begin_term(
        made,
        name="第二届业主委员会",
        starts=changed,
        ends=(at + timedelta(days=70)).date(),
        by=by,
        at=at - timedelta(days=30),
    )
    return {"term": second, "handed_over": first.handovers.first()}


def _rules(told: dict[str, Any], *, at: datetime) -> LawProfile:
    """The street's own rules: fewer owners name a candidate, as somebody has read; the rest is to be confirmed."""
    began = at - timedelta(days=119)
    own = law.copy(
        "national-2021", street=told["street"], name="lianchi-2024", title="澧湾区业主大会规则（2024）",
        since=began.date(), by=told["guo"], at=began,
    )  # fmt: skip
    law.change(
        own, field="backers", value="5", source="澧湾区业主大会指导细则第 9 条：五名以上业主可以联名推荐候选人。",
        confirmed_by="街道物业办", by=told["guo"], at=began,
    )  # fmt: skip
    law.use(own, by=told["guo"], at=began)
    return own


def _roll(told: dict[str, Any], made: Assembly, *, at: datetime) -> Roll:
    homes = Place.objects.filter(area=told["tingyu"], kind=Kind.HOME).select_related("parent__parent")
    rows = []
    for home in homes.order_by("order"):
        assert home.parent
        assert home.parent.parent
        building, entrance = home.parent.parent.name[0], home.parent.name[0]
        owner = f"Y-{building}-{entrance}-{home.name}"
        # one buyer of three homes, and two homes that were never sold
        owner = "Y-5-1-101" if (building, entrance) == ("5", "1") and home.name in ("201", "301") else owner
        stock = (building, entrance) == ("6", "2") and home.name in ("601", "602")
        area = AREAS[int(home.name) % 2]
        name = told["he"].name if home.pk == told["he_home"].pk else ""
        rows.append(
            (
                building,
                entrance,
                home.name,
                name,
                "" if stock else owner,
                area,
                "住宅",
                "是" if stock else "否",
            )
        )
    day = at.date()
    roll = rolls.open_roll(
        made, name="听雨苑业主名册", notice_from=day, notice_to=day + timedelta(days=7), by=told["lin"], at=at
    )
    rolls.take_in(
        roll, BytesIO(write_csv(HEADERS, rows)), name="owners.csv", by=told["lin"], at=at, dry_run=False
    )
    objection = rolls.object_(
        roll, unit="3栋1单元402", words="我家房产证上是 96.25 平方米，请核一下。", by=told["he"], at=at
    )
    answered = at + timedelta(days=2)
    rolls.answer(
        objection, accepted=True, answer="看过房产证，改过来了。", area=962_500, by=told["lin"], at=answered
    )
    rolls.freeze(roll, by=told["lin"], at=at + timedelta(days=9))
    return roll


def _vote(told: dict[str, Any], made: Assembly, roll: Roll, title: str, *, at: datetime, days: int) -> Vote:
    opens = (at + timedelta(days=16)).replace(hour=9, minute=0, second=0, microsecond=0)
    return votes.draft(
        made, roll=roll, title=title, profile="national-2021", opens=opens, closes=opens + timedelta(days=days),
        posted_at_place="各单元门口和小区东门公告栏", counters=[told["chen"], told["zhou"], told["lin"]],
        by=told["lin"], at=at,
    )  # fmt: skip


def _over(told: dict[str, Any], made: Assembly, roll: Roll, *, at: datetime) -> Vote:
    vote = _vote(told, made, roll, "续聘物业和绿地改停车位", at=at, days=10)
    votes.ask(vote, text="续聘听雨苑物业服务中心三年", matter="4")
    votes.ask(vote, text="把 2 栋北面的绿地改成 12 个停车位", matter="8")
    votes.announce(vote, by=told["lin"], at=at)
    votes.done(
        vote, duty="committee", on=(at + timedelta(days=1)).date(), by=told["lin"], at=at + timedelta(days=1)
    )
    when = vote.opens + timedelta(days=2)
    rows = []
    for n, unit in enumerate(roll.units.values_list("unit", flat=True)):
        if n % 6:
            rows.append((unit, "1", "反对" if n % 7 == 0 else "同意", f"{when:%Y-%m-%d %H:%M}"))
            rows.append((unit, "2", "同意" if n % 3 else "反对", f"{when:%Y-%m-%d %H:%M}"))
    file = BytesIO(write_csv(("房号", "议题", "意见", "收到时间"), rows))
    after = vote.closes + timedelta(hours=3)
    official.take_in(vote, file, name="evote.csv", by=told["chen"], at=after)
    counting.finish(vote, by=told["lin"], at=after)
    votes.done(
        vote,
        duty="posted",
        on=(after + timedelta(days=1)).date(),
        by=told["lin"],
        at=after + timedelta(days=1),
    )
    return Vote.objects.get(pk=vote.pk)


def _running(told: dict[str, Any], made: Assembly, roll: Roll, *, at: datetime, now: datetime) -> Vote:
    vote = _vote(told, made, roll, "修屋面和选举业委会", at=at, days=30)
    votes.ask(vote, text="用维修资金修 1 到 4 栋的屋面，预算 38.6 万元", matter="5")
    elections.make_ballot(told["election"], vote=vote, by=told["lin"], at=at)
    votes.announce(vote, by=told["lin"], at=at)
    day_after = at + timedelta(days=1)
    votes.done(vote, duty="committee", on=day_after.date(), by=told["lin"], at=day_after)
    for n, unit in enumerate(roll.units.filter(building="1栋")):
        state = ("delivered", "returned", "delivered", "refused")[n % 4]
        casting.deliver(vote, unit=unit, state=state, by=told["zhou"], at=vote.opens + timedelta(hours=n + 1))
    papers = list(vote.papers.select_related("unit").order_by("pk"))
    choices = {"1": ["for"], "2": ["陈立渠", "罗映荷"]}
    for paper in papers[:3]:
        for who in ("chen", "zhou"):
            casting.read_paper(paper, choices=choices, by=told[who], at=now)
    casting.read_paper(papers[3], choices=choices, by=told["chen"], at=now)
    casting.read_paper(
        papers[3], choices={"1": ["against"], "2": ["陈立渠", "罗映荷"]}, by=told["zhou"], at=now
    )
    own = rolls.units_of(told["he"], roll)[0]
    casting.cast_online(vote, unit=own, choices={"1": ["for"], "2": ["欧阳澄"]}, by=told["he"], at=now)
    return Vote.objects.get(pk=vote.pk)
