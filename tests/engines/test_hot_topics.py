"""Hot spots on invented messages: place × issue, and nothing by chance."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from huisheng.collect.concerns.triage.topics import Message, Topic, heat, topics

MONDAY = datetime(2026, 3, 2, 9)
BATCHING = [
    (
        "青禾丽园小区旁边建搅拌站噪音扰民",
        "青禾丽园旁边的搅拌站日夜生产，噪音很大，灰尘满天，老人孩子睡不好。",
    ),
    ("投诉青禾丽园附近的搅拌站", "小区附近建了水泥搅拌站，灰尘和噪音严重，窗户不敢开，请环保部门来看。"),
    ("青禾丽园搅拌站灰尘大", "搅拌站就在青禾丽园门口，车一过全是灰尘，晚上机器的噪音停不下来。"),
    ("A2区青禾丽园被搅拌站包围", "搅拌站没有手续，噪音和灰尘污染青禾丽园，居民多次投诉没有结果。"),
    ("请搬走青禾丽园旁的搅拌厂", "搅拌厂离青禾丽园不到百米，灰尘噪音让人受不了，请尽快搬走搅拌站。"),
    ("青禾丽园业主再次反映搅拌站", "青禾丽园的搅拌站还在生产，粉尘和噪音和从前一样，孩子咳嗽。"),
]
SEATS = [
    ("青禾丽园小孩入学难", "青禾丽园配套小学学位不够，孩子上学要跑三公里，请教育部门增加班级。"),
    ("青禾丽园配套小学什么时候招生", "开发商承诺的配套小学没有招生，青禾丽园的孩子入学没有学位。"),
    ("咨询青禾丽园学区划分", "青禾丽园的孩子今年入学，学位分到哪所小学，招生范围一直没有公布。"),
    ("青禾丽园入学学位被取消", "报名时说青禾丽园有学位，招生时又说学位满了，小学不收孩子。"),
]
SMOKE = [
    ("橘洲名苑门面油烟直排", "橘洲名苑楼下烧烤门面没有烟道，油烟直排居民家里。"),
    ("橘洲名苑小区烧烤店油烟扰民", "烧烤店的油烟从窗户进来，橘洲名苑居民受不了。"),
    ("反映橘洲名苑底层餐馆油烟", "橘洲名苑底层餐馆油烟很大，没有排烟管道。"),
]
SMOKE_ELSEWHERE = [
    ("松鹤公寓门面油烟直排", "松鹤公寓楼下烧烤门面没有烟道，油烟直排居民家里。"),
    ("松鹤公寓烧烤店油烟扰民", "烧烤店的油烟从窗户进来，松鹤公寓居民受不了。"),
    ("反映松鹤公寓底层餐馆油烟", "松鹤公寓底层餐馆油烟很大，没有排烟管道。"),
]
OTHERS = [
    ("咨询医保报销比例", "外地住院回来怎么报销医保，需要带哪些材料。"),
    ("路灯坏了", "东塘大道北段路灯坏了三盏，走路看不见。"),
    ("公交班次太少", "早上等车要四十分钟，能不能增加班次。"),
    ("身份证怎么补办", "身份证丢了，补办要多久。"),
    ("工资被拖欠", "年前的工资到现在没有发，老板不接电话。"),
    ("树枝挡住信号灯", "十字路口的树枝长得太低，看不见信号灯。"),
    ("公园晚上关门太早", "公园八点关门，下班的人进不去。"),
    ("快递柜占了通道", "快递柜放在消防通道上，担架过不去。"),
]
CITY = [*BATCHING, *SEATS, *SMOKE, *SMOKE_ELSEWHERE, *OTHERS]


def said(texts: list[tuple[str, str]], first: int = 0) -> list[Message]:
    return [
        Message(f"{first + i:03d}", f"u{first + i}", title, text, MONDAY + timedelta(days=i))
        for i, (title, text) in enumerate(texts)
    ]


def holding(found: list[Topic], texts: list[tuple[str, str]]) -> set[int]:
    """The ranks of the topics that hold any of these."""
    titles = {title for title, _ in texts}
    return {topic.rank for topic in found if titles & {each.title for each in topic.members}}


def test_the_same_estate_with_another_issue_is_another_topic():
    found = topics(said(CITY))
    batching, seats = holding(found, BATCHING), holding(found, SEATS)
    assert len(batching) == len(seats) == 1
    assert batching.isdisjoint(seats)


def test_the_same_issue_at_another_estate_is_another_topic():
    found = topics(said(CITY))
    here, there = holding(found, SMOKE), holding(found, SMOKE_ELSEWHERE)
    assert len(here) == len(there) == 1
    assert here.isdisjoint(there)


@pytest.mark.parametrize("topic", [BATCHING, SEATS])
def test_everybody_who_spoke_of_it_is_a_member_whatever_they_called_the_estate(topic):
    found = topics(said(CITY))
    (rank,) = holding(found, topic)
    assert {each.title for each in found[rank - 1].members} == {title for title, _ in topic}


@pytest.mark.parametrize("n", [3, 4, 5])
def test_a_topic_is_found_by_its_fifth_message_and_earlier(n):
    found = topics(said([*BATCHING[:n], *SEATS, *OTHERS]))
    (rank,) = holding(found, BATCHING)
    assert len(found[rank - 1].members) == n


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_the_messages_never_matters(seed):
    shuffled = said(CITY)
    Random(seed).shuffle(shuffled)
    assert topics(shuffled) == topics(said(CITY))


def test_a_known_place_tells_apart_what_the_words_do_not():
    text = ("楼道灯不亮", "楼道的灯坏了很久，晚上看不见。")
    here = [Message(f"a{i}", f"a{i}", *text, MONDAY, place="街道/东社区/一栋") for i in range(4)]
    there = [Message(f"b{i}", f"b{i}", *text, MONDAY, place="街道/西社区/九栋") for i in range(4)]
    found = topics([*here, *there, *said(OTHERS)])
    assert sorted("".join(sorted({each.id[0] for each in topic.members})) for topic in found) == ["a", "b"]
    assert {topic.place for topic in found} == {"街道/东社区/一栋", "街道/西社区/九栋"}


def test_a_topic_says_where_what_when_and_why():
    found = topics(said(CITY))
    (rank,) = holding(found, BATCHING)
    topic = found[rank - 1]
    assert "青禾丽园" in topic.place
    assert "青禾丽园" in topic.summary
    assert "搅拌站" in topic.reason
    assert (topic.first, topic.last) == (date(2026, 3, 2), date(2026, 3, 7))


def test_a_summary_shows_no_phone():
    texts = [(f"{title}，电话13812340431", text) for title, text in BATCHING]
    assert not [topic for topic in topics(said([*texts, *OTHERS])) if "138" in topic.summary]


@pytest.mark.parametrize(
    "few", [[], BATCHING[:2], [("", "？"), ("！", ""), ("😀", "😀")], [("好", "好")] * 3]
)
def test_too_few_or_no_words_make_no_topic_and_no_error(few):
    assert [topic.people for topic in topics(said(few))] in ([], [3])


def sixteen_cosigns() -> list[Message]:
    last = MONDAY - timedelta(days=90)
    members = [Message(str(i), f"u{i}", "", "", last - timedelta(days=i)) for i in range(6)]
    return [
        *members,
        Message("6", "u0", "", "", last, cosigns=18),
        Message("7", "u1", "", "", last, cosigns=-2),
    ]


def test_heat_is_the_worked_example_of_the_docs():
    assert heat(sixteen_cosigns(), today=MONDAY.date()) == 8.3


def test_one_person_who_writes_sixty_times_is_not_a_crowd():
    one = [Message(str(i), "u", "", "", MONDAY) for i in range(60)]
    two = [Message(str(i), f"u{i}", "", "", MONDAY) for i in range(2)]
    assert heat(one, today=MONDAY.date()) == 1.5
    assert heat(two, today=MONDAY.date()) == 2.0


def test_more_against_than_for_takes_nothing_away_from_those_who_wrote():
    members = [Message(str(i), f"u{i}", "", "", MONDAY, cosigns=-9) for i in range(3)]
    assert heat(members, today=MONDAY.date()) == 3.0


def test_the_hottest_comes_first():
    found = topics(said(CITY))
    assert [topic.rank for topic in found] == list(range(1, len(found) + 1))
    assert [topic.heat for topic in found] == sorted((topic.heat for topic in found), reverse=True)
