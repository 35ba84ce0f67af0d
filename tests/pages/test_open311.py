"""Open311 GeoReport v2: an existing client finds services, reports, and follows what became of it."""

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils.timezone import now

from huisheng.collect.models import Concern
from huisheng.echo.models import Line, Speaker
from huisheng.square.tokens.services import make
from huisheng.territory.models import Place
from huisheng.territory.places.services import add

pytestmark = pytest.mark.django_db
V2 = "/open311/v2/"


def get(path: str, **asked: Any) -> Any:
    return Client().get(V2 + path, asked)


def rows(path: str, **asked: Any) -> Any:
    answer = get(path, **asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def report(street, **sent: Any) -> Any:
    _token, secret = make(street.lin, name="市民随手拍", days=1, at=now())
    typed = {
        "api_key": secret,
        "service_code": "C1",
        "address_string": "听雨苑3栋",
        "description": "三楼楼道灯又不亮了",
    }
    return Client().post(f"{V2}requests.json", {**typed, **sent})


def test_every_kind_in_use_is_a_service_in_both_formats(street):
    services = rows("services.json")
    assert {"C1", "A1"} <= {one["service_code"] for one in services}
    assert set(services[0]) == {
        "service_code", "service_name", "description", "metadata", "type", "keywords", "group",
    }  # fmt: skip
    answer = get("services.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    read = ElementTree.fromstring(answer.content)
    assert [one.findtext("service_code") for one in read] == [one["service_code"] for one in services]


def test_a_definition_names_what_more_may_be_said(street):
    told = rows("services/C1.json")
    assert [one["code"] for one in told["attributes"]] == ["told_by", "is_elder", "anonymous"]
    read = ElementTree.fromstring(get("services/C1.xml").content)
    assert read.findtext("attributes/attribute/values/value/key") == "sms"


def test_a_report_is_a_matter_with_a_holder_and_a_receipt_that_the_resident_can_open(street):
    answer = report(
        street, first_name="桂香", last_name="王", phone="13800005678", media_url="https://a.example/b.jpg"
    )
    assert answer.status_code == 200
    receipt = answer.json()[0]
    concern = Concern.objects.get(pk=receipt["service_request_id"])
    assert (concern.channel, concern.category.code, concern.place) == ("api", "C1", street.tingyu3)
    assert concern.holder is not None
    assert (concern.speaker.name, concern.speaker.phone) == ("王桂香", "13800005678")
    assert concern.speaker.spoken in receipt["service_notice"]
    assert "https://a.example/b.jpg" in Line.objects.get(voice=concern.voice, did="noted").inner
    assert set(receipt) == {
        "service_request_id",
        "service_notice",
        "account_id",
    }  # a number or a token, not both


def test_a_report_can_be_followed_and_shows_nobody(street):
    receipt = report(street, first_name="桂香", last_name="王", phone="13800005678",
                     description="我叫王桂香，2单元301，电话13800005678，三楼灯不亮").json()[0]  # fmt: skip
    one = rows(f"requests/{receipt['service_request_id']}.json")[0]
    assert one["status"] == "open"
    assert one["address"] == "听雨苑"
    shown = json.dumps(one, ensure_ascii=False)
    for private in ("王桂香", "13800005678", "301"):
        assert private not in shown
    assert "三楼灯不亮" in one["description"]


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"api_key": "hs_wrong"}, 403, "令牌"),
        ({"api_key": ""}, 403, "令牌"),
        ({"service_code": "X9"}, 404, "service_code"),
        ({"service_code": ""}, 400, "service_code"),
        ({"jurisdiction_id": "nowhere"}, 404, "jurisdiction_id"),
        ({"address_string": ""}, 400, "address_string"),
        ({"address_string": "", "lat": "28.2", "long": "112.9"}, 400, "附近没有"),
        ({"address_string": "月球背面", "lat": "28.2", "long": "112.9"}, 400, "附近没有"),
        ({"address_string": "", "lat": "29.3"}, 400, "lat 和 long"),
        ({"address_string": "", "lat": "113.0", "long": "29.3"}, 400, "写反"),
        ({"lat": "91", "long": "0"}, 400, "纬度"),
        ({"address_string": "月球背面"}, 400, "没有找到"),
        ({"address_id": "nobody"}, 400, "没有找到"),
        ({"lat": "north"}, 400, "lat"),
        ({"email": "nobody"}, 400, "email"),
        ({"phone": "12"}, 400, "phone"),
        ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
        ({"description": "灯\0"}, 400, "字符"),
        ({"description": "灯" * 4001}, 400, "description"),
        ({"attribute[colour]": "red"}, 400, "colour"),
        ({"attribute[told_by]": "pigeon"}, 400, "attribute[told_by]"),
        ({"attribute[is_elder][]": ["yes", "perhaps"]}, 400, "attribute[is_elder]"),
    ],
)
def test_a_wrong_report_is_told_what_is_wrong_and_nothing_is_kept(street, sent, status, words):
    before = Concern.objects.count()
    answer = report(street, **sent)
    assert answer.status_code == status
    errors = answer.json()
    assert errors[0]["code"] == status
    assert words in errors[0]["description"]
    assert Concern.objects.count() == before


def test_errors_come_in_the_format_that_was_asked_for(street):
    read = ElementTree.fromstring(Client().post(f"{V2}requests.xml", {}).content)
    assert (read.tag, read.findtext("error/code")) == ("errors", "403")
    assert get("services.yaml").json()[0]["code"] == 404
    refused = Client().delete(f"{V2}requests.json")
    assert (refused.json()[0]["code"], refused["Allow"]) == (405, "GET, POST, HEAD")
    for left_out, name in (("services/.xml", "service_code"), ("tokens/.xml", "token")):
        answer = get(left_out)
        assert answer.status_code == 400
        assert name in ElementTree.fromstring(answer.content).findtext("error/description")
    assert ElementTree.fromstring(get("nothing/here.xml").content).findtext("error/code") == "404"


def test_a_key_of_another_street_reports_nothing_here(street):
    elsewhere = add(kind="street", name="别处街道", parent=None, by=None, at=now(), code="430199999")
    answer = report(street, jurisdiction_id="430199999", address_string="别处街道")
    assert answer.status_code == 403
    assert report(street).status_code == 400  # there are two streets now, and none was named
    assert not Concern.objects.filter(street=elsewhere).exists()


def test_what_is_not_open_to_all_is_not_listed(street):
    public = Concern.objects.exclude(category__code__in=["F1", "H1"])
    one = public.filter(speaker__anonymous=False, batch=None, street=street.street).first()
    listed = {row["service_request_id"] for row in rows("requests.json", page_size=1000)}
    assert str(one.pk) in listed
    Speaker.objects.filter(pk=one.speaker_id).update(anonymous=True)
    assert get(f"requests/{one.pk}.json").status_code == 404
    assert str(one.pk) not in {row["service_request_id"] for row in rows("requests.json")}


def test_I6_no_request_names_anybody(street):
    shown = json.dumps(rows("requests.json"), ensure_ascii=False)
    for name, phone, number in Speaker.objects.exclude(name="").values_list("name", "phone", "number"):
        assert not [one for one in (phone, number, name if len(name) > 1 else "") if one and one in shown]
    doors = Place.objects.filter(kind="home").values_list("where", flat=True)
    assert not [door for door in doors if door in shown]


def test_the_list_is_narrowed_by_number_kind_days_status_place_and_page(street):
    everything = rows("requests.json")
    some = [one["service_request_id"] for one in everything[:2]]
    assert {
        one["service_request_id"] for one in rows("requests.json", service_request_id=",".join(some))
    } == {*some}
    code = everything[0]["service_code"]
    assert {one["service_code"] for one in rows("requests.json", service_code=code)} == {code}
    assert {one["status"] for one in rows("requests.json", status="open")} == {"open"}
    assert rows("requests.json", page_size=1, page=2) == everything[1:2]
    tomorrow = (now() + timedelta(days=1)).isoformat()
    assert rows("requests.json", start_date=tomorrow) == []
    there = {one["address"] for one in rows("requests.json", address_id=street.tingyu.token)}
    assert there == {street.tingyu.name}


@pytest.mark.parametrize(
    "asked",
    [
        {"start_date": "yesterday"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-05-01T00:00:00Z"},
        {"status": "lost"},
        {"page": "0"},
        {"page_size": "1001"},
        {"lat": "28", "long": "112"},
    ],
)
def test_a_wrong_question_is_told_so(street, asked):
    answer = get("requests.json", **asked)
    assert (answer.status_code, answer.json()[0]["code"]) == (400, 400)


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "0289-10-12T09:55:49-15:11"])
def test_a_day_before_all_matters_finds_none(street, day):
    answer = get("requests.json", start_date=day)
    assert (answer.status_code, answer.json()) == (200, [])


def test_a_list_of_three_asks_as_much_as_a_list_of_one(street, connection_queries):
    one = connection_queries(lambda: get("requests.json", page_size=1))
    assert connection_queries(lambda: get("requests.json", page_size=3)) == one


def test_the_same_report_sent_again_under_one_key_is_one_matter(street):
    _token, secret = make(street.lin, name="a", days=1, at=now())
    typed = {"api_key": secret, "service_code": "C1", "address_string": "听雨苑3栋", "description": "灯不亮"}
    sent = [
        Client().post(f"{V2}requests.json", typed, headers={"Idempotency-Key": "k1"}).json() for _ in range(2)
    ]
    assert sent[0][0]["service_request_id"] == sent[1][0]["service_request_id"]
    other = Client().post(
        f"{V2}requests.json", typed | {"description": "门坏了"}, headers={"Idempotency-Key": "k1"}
    )
    long = Client().post(f"{V2}requests.json", typed, headers={"Idempotency-Key": "k" * 201})
    assert [answer.status_code for answer in (other, long)] == [400, 400]
    assert "Idempotency-Key" in long.json()[0]["description"]
    assert "Idempotency-Key" in other.json()[0]["description"]
    assert not Line.objects.filter(says="门坏了").exists()


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_written_for_another_city_works_unchanged(street, form):
    """As the public wrappers do it: services, definition, report with attributes, token, request, list."""
    _token, secret = make(street.lin, name="随手拍", days=1, at=now())
    city = OtherCity(form)
    code = next(one for one in city.ask("services") if one["service_code"] == "C1")["service_code"]
    asked = city.ask(f"services/{code}")
    chosen = {"told_by": "sms", "is_elder": "yes", "anonymous": "no"}
    answers = {f"attribute[{one['code']}]": chosen[one["code"]] for one in asked["attributes"]}
    typed = {"api_key": secret, "service_code": code, "lat": street.tingyu3.lat, "long": street.tingyu3.long,
             "description": "三楼楼道灯不亮", "phone": "13800005678", "device_id": "d", "account_id": "a"}  # fmt: skip
    receipt = city.tell("requests", {**typed, **answers, "extensions": "true"})[0]
    number = city.ask(f"tokens/{receipt['token']}")[0]["service_request_id"]
    assert number == receipt["service_request_id"]
    one = city.ask(f"requests/{number}")[0]
    assert (one["status"], one["service_code"], one["description"]) == ("open", code, "三楼楼道灯不亮")
    listed = city.ask(
        "requests", service_request_id=f"{number},0", status="closed"
    )  # the number alone counts
    assert [row["service_request_id"] for row in listed] == [number]
    speaker = Concern.objects.get(pk=number).speaker
    assert (speaker.told_by, speaker.is_elder, speaker.anonymous) == ("sms", True, False)


class OtherCity:
    """A small client that knows the specification and nothing of this house."""

    def __init__(self, form: str) -> None:
        self.form = form

    def ask(self, path: str, **asked: str) -> Any:
        return self._read(Client().get(f"{V2}{path}.{self.form}", asked))

    def tell(self, path: str, sent: dict[str, str]) -> Any:
        return self._read(Client().post(f"{V2}{path}.{self.form}", sent))

    def _read(self, answer: Any) -> Any:
        assert answer.status_code == 200, answer.content.decode()
        assert answer["Content-Type"].endswith("charset=utf-8")
        return answer.json() if self.form == "json" else plain(ElementTree.fromstring(answer.content))


LISTS = {"services", "service_requests", "attributes", "values"}


def plain(element: Any) -> Any:
    if element.tag in LISTS:
        return [plain(one) for one in element]
    return {one.tag: plain(one) for one in element} if len(element) else element.text


def test_a_resident_s_own_key_reports_for_themselves(street):
    _token, secret = make(street.he, name="我的手机", days=1, at=now())
    answer = report(street, api_key=secret)
    assert answer.status_code == 200, answer.content.decode()
    speaker = Concern.objects.get(pk=answer.json()[0]["service_request_id"]).speaker
    assert speaker.person == street.he


def test_discovery_names_the_doors(street):
    told = Client().get("/open311/discovery.json").json()
    assert told["endpoints"][0]["url"].endswith("/open311/v2")
    assert Client().get("/open311/discovery.xml").status_code == 200
