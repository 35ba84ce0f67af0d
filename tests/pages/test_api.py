"""A token opens what its person's post opens: lists by the subtree, every button, in the same words."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from PIL import Image

from huisheng.collect.models import Concern
from huisheng.echo.models import Line, Reading
from huisheng.echo.photos.models import Photo
from huisheng.people.models import Person
from huisheng.square.api.resources import RESOURCES
from huisheng.square.api.services import forget_replays
from huisheng.square.models import Replay
from huisheng.square.tokens.services import make
from huisheng.territory.models import PostKind
from huisheng.territory.places.services import add
from huisheng.territory.posts.services import appoint

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


class Program:
    """Something that asks with a token."""

    def __init__(self, person: Person) -> None:
        self.token, self.secret = make(person, name="程序", days=1, at=now())
        self.client = Client(headers={"Authorization": f"Bearer {self.secret}"})

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(V1 + path, asked)

    def post(self, path: str, sent: Any, key: str = "") -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(V1 + path, sent, content_type="application/json", headers=headers)


@pytest.fixture
def lin(street) -> Program:
    return Program(street.lin)


@pytest.fixture
def elsewhere(street) -> Program:
    person = Person.objects.create(name="外街干部", login="outside")
    place = add(kind="street", name="别处街道", parent=None, by=None, at=now())
    kind = PostKind.objects.filter(role="officer").first()
    appoint(person, kind=kind, place=place, by=None, at=now())
    return Program(person)


def test_without_a_token_or_with_a_wrong_one_nothing_is_told(street):
    for client in (Client(), Client(headers={"Authorization": "Bearer hs_wrong"})):
        answer = client.get(f"{V1}/concerns")
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert "令牌" in answer.json()["detail"]
    assert Client().post(f"{V1}/concerns", {}, content_type="application/json").status_code == 401


def test_a_login_may_read_what_its_pages_show_but_not_act(street):
    client = Client()
    client.force_login(street.lin)
    assert client.get(f"{V1}/concerns").status_code == 200
    assert client.post(f"{V1}/pages/collect:say", {}, content_type="application/json").status_code == 401


def test_a_token_says_whose_it_is(lin, street):
    told = lin.get("/me").json()
    assert told["name"] == street.lin.name
    assert "concern.exit" in told["acts"]
    assert "category.edit" not in told["acts"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_every_list_is_read_and_shows_another_street_nothing(lin, elsewhere, resource):
    answer = lin.get(f"/{resource.name}", limit=5)
    assert answer.status_code == 200, answer.content.decode()
    theirs = elsewhere.get(f"/{resource.name}")
    ours = {str(row) for row in answer.json()["items"]}
    assert theirs.status_code == 200
    if resource.path and resource.name != "bodies":
        assert not ours & {str(row) for row in theirs.json()["items"]}


def test_a_head_lists_what_their_post_holds_and_not_the_neighbours(street):
    program = Program(street.zhou)
    numbers = {row["number"] for row in program.get("/concerns", limit=100).json()["items"]}
    held = Concern.objects.filter(holder__person=street.zhou)
    assert numbers == {one.speaker.number for one in held.select_related("speaker")}
    assert program.get("/places").status_code == 403


def test_pages_follow_each_other_by_a_cursor_and_nothing_is_left_out(lin):
    whole = [row["number"] for row in lin.get("/concerns", limit=100).json()["items"]]
    found, cursor = [], ""
    while cursor is not None:
        page = lin.get("/concerns", limit=2, cursor=cursor).json()
        found += [row["number"] for row in page["items"]]
        cursor = page["next"]
    assert found == whole
    assert lin.get("/concerns", cursor="v1:1").status_code == 422


def test_a_list_of_three_asks_as_much_as_a_list_of_one(lin, connection_queries):
    for name in ("concerns", "posts", "tasks", "promises", "projects"):
        lin.get(f"/{name}", limit=1)
        one = connection_queries(lambda name=name: lin.get(f"/{name}", limit=1))
        assert connection_queries(lambda name=name: lin.get(f"/{name}", limit=3)) == one, name


def test_a_matter_is_raised_contacted_and_read(lin, street):
    sent = {"words": "三楼楼道灯不亮", "place": street.tingyu3.token, "name": "王桂香", "phone": "13800005678",
            "channel": "phone", "is_elder": True}  # fmt: skip
    answer = lin.post("/concerns", sent)
    assert answer.status_code == 201, answer.content.decode()
    number = answer.json()["number"]
    told = lin.get(f"/concerns/{number}").json()
    assert (told["words"], told["stage"], told["channel"]) == ("三楼楼道灯不亮", "heard", "phone")
    assert "王桂香" not in str(told)
    contact = next(one for one in told["acts"] if one["name"] == "contact")
    assert contact["why_not"] == ""
    form = lin.get("/pages/collect:act", number=number, name="contact").json()
    assert "seen" in {field["name"] for field in form["fields"]}
    done = lin.post(
        f"/concerns/{number}/acts/contact", {"says": "电话里问清楚了，明天来修。", "seen": told["version"]}
    )
    assert done.status_code == 200, done.content.decode()
    assert lin.get(f"/concerns/{number}").json()["stage"] == "working"


def test_a_refusal_is_in_the_words_of_the_page_and_names_its_field(lin, street):
    number = open_one(street).speaker.number
    refused = lin.post(f"/concerns/{number}/acts/resume", {"says": "可以接着办了。", "seen": 0})
    assert refused.status_code == 409
    assert refused.json()["detail"]
    incomplete = lin.post(f"/concerns/{number}/acts/exit", {})
    assert incomplete.status_code == 422
    assert incomplete.json()["errors"]
    unreadable = lin.post("/concerns", {"place": 3, "more": 1}).json()["errors"]
    assert unreadable == {"words": ["少了这一项。"], "place": ["这里要写文字。"], "more": ["没有这一项。"]}
    assert lin.get("/concerns", limit=1000).json()["errors"] == {"limit": ["最大是 100。"]}


def test_a_token_of_another_street_is_told_nothing(elsewhere, street):
    number = open_one(street).speaker.number
    before = Line.objects.count()
    for path, sent in (
        (f"/concerns/{number}/acts/note", {"inner": "不该写的"}),
        (f"/concerns/{number}/speaker", {"purpose": "回电话"}),
        ("/pages/territory:place_name", {"where": {"pk": street.tingyu.pk}, "fields": {"name": "别名"}}),
    ):
        assert elsewhere.post(path, sent).status_code in (403, 404), path
    assert elsewhere.get(f"/concerns/{number}").status_code == 404
    assert elsewhere.get("/figures", place=street.street.token).status_code == 403
    raised = elsewhere.post(
        "/concerns", {"words": "灯不亮", "place": street.tingyu3.token, "channel": "phone"}
    )
    assert raised.status_code == 201  # as anybody may say something anywhere; they file it as a resident
    assert (
        Line.objects.exclude(did="raised").count() == before - Line.objects.filter(did="raised").count() + 1
    )


def test_a_name_and_a_phone_are_opened_for_a_purpose_and_the_reading_is_kept(lin, street):
    concern = open_one(street)
    before = Reading.objects.count()
    assert lin.post(f"/concerns/{concern.speaker.number}/speaker", {"purpose": ""}).status_code == 409
    told = lin.post(f"/concerns/{concern.speaker.number}/speaker", {"purpose": "回电话问情况"}).json()
    assert told == {"name": concern.speaker.name, "phone": concern.speaker.phone}
    assert Reading.objects.count() == before + 1


def test_one_key_does_one_thing_once(lin, street):
    sent = {"words": "门口的灯不亮", "place": street.tingyu3.token, "channel": "phone"}
    first, again = (lin.post("/concerns", sent, key="k1") for _ in range(2))
    assert first.json() == again.json()
    assert Concern.objects.filter(speaker__number=first.json()["number"]).count() == 1
    other = lin.post("/concerns", sent | {"words": "别的事"}, key="k1")
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["detail"]
    assert Program(street.chen).post("/concerns", sent, key="k1").json() != first.json()


def test_a_key_is_forgotten_after_a_day(lin, street):
    number = open_one(street).speaker.number
    lin.post(f"/concerns/{number}/acts/note", {"inner": "记一笔"}, key="k1")
    kept = Replay.objects.get()
    assert forget_replays(at=kept.at) == 0
    Replay.objects.update(at=kept.at - timedelta(days=1))
    assert forget_replays(at=now()) == 1


@pytest.mark.parametrize("fields", [{"inner": "a\0b"}, {"inner": "\ud800"}, {"inner": [["x"]]}, {"a\0": "b"}])
def test_what_no_page_can_send_is_refused(lin, street, fields):
    number = open_one(street).speaker.number
    assert lin.post(f"/concerns/{number}/acts/note", fields).status_code == 422


def test_a_photo_goes_by_the_same_door_and_what_is_none_is_refused(lin, street, settings, tmp_path):
    settings.MEDIA = tmp_path
    number = open_one(street).speaker.number
    kept = BytesIO()
    Image.new("RGB", (40, 30), "gray").save(kept, "JPEG")
    for content, status in ((kept.getvalue(), 200), (b"\x89PNG\r\n\x1a\nnot a picture", 409), (b"", 422)):
        sent = {"file": SimpleUploadedFile("a.png", content), "words": "门口的灯"}
        answer = lin.client.post(f"{V1}/files/collect:photo_adding?number={number}", sent)
        assert answer.status_code in ({status} if status == 200 else {409, 422}), answer.content.decode()


def test_a_photo_goes_along_with_what_the_page_before_it_opened(street, settings, tmp_path):
    settings.MEDIA = tmp_path
    he = Program(street.he)
    of = Concern.objects.filter(is_open=True).exclude(speaker__person=street.he)
    speaker = of.exclude(speaker__phone="").first().speaker
    fields = {"number": speaker.number, "tail": speaker.phone[-4:]}
    opened = he.post("/pages/collect:mine", {"fields": fields}).json()
    kept = BytesIO()
    Image.new("RGB", (40, 30), "gray").save(kept, "JPEG")

    def photos(state: str) -> int:
        sent = {"file": SimpleUploadedFile("a.jpg", kept.getvalue()), "words": "门口的灯"}
        query = urlencode({"number": speaker.number, "state": state})
        he.client.post(f"{V1}/files/collect:photo_own?{query}", sent)
        return Photo.objects.count()

    assert [photos(state) for state in ("", "x", opened["state"])] == [0, 0, 1]


def test_figures_are_those_of_the_street_page(lin, street):
    told = lin.get("/figures", place=street.lianchi.token, months=12).json()
    assert told["counts"]["raised"] > 0


def test_the_reference_names_every_operation_without_a_script_of_others(street, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = Client().get(f"{V1}/").content.decode()
    assert "POST /api/v1/concerns/{number}/acts/{name}" in page
    assert "https://" not in page


def open_one(street) -> Concern:
    return (
        Concern.objects.filter(community=street.lianchi, is_open=True, stage="heard")
        .exclude(speaker__name="")
        .first()
    )


def test_a_resident_with_a_token_says_follows_and_judges_what_is_their_own(street):
    he, before = Program(street.he), set(Concern.objects.values_list("pk", flat=True))
    assert he.get("/concerns").status_code == 403
    answer = he.post("/concerns", {"words": "三楼楼道灯不亮", "place": street.tingyu3.token}, key="k1")
    assert answer.status_code == 201, answer.content.decode()
    number = answer.json()["number"]
    assert Concern.objects.exclude(pk__in=before).get().speaker.person == street.he
    assert he.get("/mine").json()["items"][0]["number"] == number
    told = he.get(f"/mine/{number}").json()
    assert (told["stage"], told["lines"][0]["words"]) == ("heard", "三楼楼道灯不亮")
    assert told["may"]["withdraw"]
    done = he.post("/pages/collect:withdraw", {"where": {"number": number}, "fields": {"words": "灯好了"}})
    assert done.status_code == 200, done.content.decode()
    assert he.get(f"/mine/{number}").json()["is_open"] is False
    other = open_one(street).speaker.number
    assert he.get(f"/mine/{other}").status_code == 404
    assert he.post(f"/concerns/{other}/acts/note", {"inner": "不该写的"}).status_code == 403


def test_a_page_is_shown_as_it_is_and_leads_on_where_it_would(lin):
    page = lin.get("/shown/square:desk")
    assert page["Content-Type"].startswith("text/html")
    table = lin.get("/shown/square:register_template", table="posts", kind="csv")
    assert table["Content-Type"].startswith("text/csv")
    assert lin.get("/shown/square:landing").json()["next"] == "/desk/"
    assert lin.get("/shown/square:tokens").status_code == 404
    assert lin.get("/shown/square:register_template", table="none", kind="csv").status_code == 404


def test_a_table_is_looked_at_and_then_taken_with_what_the_first_answer_gave(lin, elsewhere, street):
    table = lin.get("/shown/square:register_template", table="posts", kind="csv").content
    sent = {"file": SimpleUploadedFile("posts.csv", table)}
    looked = lin.client.post(f"{V1}/files/square:register?table=posts", sent).json()
    key, state = looked["next"].rstrip("/").rpartition("/")[2], looked["state"]
    asked = {"table": "posts", "key": key, "state": state}
    assert "posts.csv" in lin.get("/shown/square:register_check", **asked).content.decode()
    press = {"where": {"table": "posts", "key": key}, "state": state}
    assert elsewhere.post("/pages/square:register_check", press).status_code == 422
    assert lin.post("/pages/square:register_check", press | {"state": ""}).status_code == 404
    done = lin.post("/pages/square:register_check", press)
    assert done.status_code == 200, done.content.decode()
    assert "新加" in done.json()["told"][0]
