"""What comes in broken, by page and by program: a clear sentence, nothing kept, nothing told, and the rest goes on.

Wrong codes, a key of another street and replayed keys in GeoReport: test_open311.py; replayed keys and keys of another
street in REST: test_api.py; a receiver of webhooks that hangs: tests/services/test_webhooks.py.
"""

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from PIL import Image

from huisheng.collect.models import Concern
from huisheng.echo import workbooks
from huisheng.echo.photos.models import Photo
from huisheng.square.tokens.services import make
from huisheng.territory.models import Appointment

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def lin(street, settings, tmp_path) -> Client:
    settings.MEDIA = tmp_path / "media"
    client = Client()
    client.force_login(street.lin)
    return client


@pytest.fixture
def program(street) -> Client:
    _token, secret = make(street.lin, name="a", days=1, at=now())
    return Client(headers={"Authorization": f"Bearer {secret}"})


BAD_PICTURES = {
    "a picture of 25 MB": ("big.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 25_000_000, "10 MB"),
    "a PNG that is not one": ("a.png", PNG + b"not a picture", "不是"),
    "a program called .jpg": ("a.jpg", b"MZ\x90\x00" + b"\0" * 100, "不是"),
    "a name that leads elsewhere": ("../../etc/passwd.png", PNG, "不是"),
}


@pytest.mark.parametrize("what", BAD_PICTURES)
def test_a_picture_that_is_none_is_refused_by_page_and_by_program(lin, program, street, settings, what):
    name, content, told = BAD_PICTURES[what]
    number = Concern.objects.filter(community=street.lianchi, is_open=True).first().speaker.number

    def sent() -> dict[str, Any]:
        return {"file": SimpleUploadedFile(name, content, "image/png"), "words": "门口的灯"}

    page = lin.post(f"/matter/{number}/photo/", sent())
    answer = program.post(f"/api/v1/files/collect:photo_adding?number={number}", sent())
    assert page.status_code in (409, 422)
    assert told in page.content.decode()
    assert answer.status_code in (409, 422)
    assert told in answer.json()["detail"]
    assert not Photo.objects.exists()
    assert not [one for one in settings.MEDIA.rglob("*") if one.is_file()]
    assert lin.get(f"/matter/{number}/").status_code == 200


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b" " * 4_000_000)
    return out.getvalue()


def test_a_zip_bomb_called_xlsx_is_refused_before_it_is_unpacked(lin, program, monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_BYTES", 3_000_000)
    before = Appointment.objects.count()
    for client, address in ((lin, "/tables/posts/"), (program, "/api/v1/files/square:register?table=posts")):
        answer = client.post(address, {"file": SimpleUploadedFile("posts.xlsx", bomb())})
        assert answer.status_code in (409, 422), address
        assert "200 MB" in str(answer.json() if client is program else answer.content.decode())
    assert Appointment.objects.count() == before
    assert lin.get("/tables/").status_code == 200


def test_a_csv_in_gbk_with_a_nul_in_a_word_is_told_so_row_by_row(lin):
    rows = "姓名,电话,岗位,地点,开始日期\r\n王\0小明,13800000000,邻长,听雨苑 3栋,2026-01-01\r\n"
    sent = {"file": SimpleUploadedFile("posts.csv", rows.encode("gb18030"))}
    page = lin.post("/tables/posts/", sent, follow=True).content.decode()
    assert "坏掉的字符（NUL）" in page
    assert "\0" not in page
    broken = {"file": SimpleUploadedFile("posts.csv", "姓名,岗位".encode("gb18030")[:-1] + b"\xff\0\xff")}
    refused = lin.post("/tables/posts/", broken)
    assert refused.status_code in (409, 422)


def test_one_key_is_one_photo_also_where_another_is_as_large(lin, program, street):
    number = Concern.objects.filter(community=street.lianchi, is_open=True).first().speaker.number
    first, second = (picture(colour).ljust(2000, b"\0") for colour in ("red", "blue"))

    def put(content: bytes) -> Any:
        sent = {"file": SimpleUploadedFile("a.jpg", content), "words": "门口的灯"}
        headers = {"Idempotency-Key": "k1"}
        return program.post(f"/api/v1/files/collect:photo_adding?number={number}", sent, headers=headers)

    assert put(first).json() == put(first).json()
    other = put(second)
    assert other.status_code == 422
    assert "Idempotency-Key" in other.json()["detail"]
    assert Photo.objects.count() == 1


def picture(colour: str) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(kept, "JPEG")
    return kept.getvalue()


def test_whatever_is_wrong_is_told_as_json_and_by_its_name(program):
    nowhere, wrong_way = program.post("/api/v1/nothing/here"), program.put("/api/v1/concerns", {})
    assert (nowhere.status_code, nowhere.json()["detail"]) == (404, "没有这个地址。")
    assert (wrong_way.status_code, wrong_way["Allow"]) == (405, "GET, POST")
    assert "GET, POST" in wrong_way.json()["detail"]
    assert [*program.get("/api/v1/concerns?limit=0").json()["errors"]] == ["limit"]
    assert [*program.get("/api/v1/concerns?cursor=x").json()["errors"]] == ["cursor"]
    broken = program.post("/api/v1/concerns", "{", content_type="application/json")
    assert (broken.status_code, broken.json()["detail"]) == (400, "发来的内容读不出来。")


def test_letters_of_another_kind_are_told_so_in_the_format_that_was_asked_for(street):
    body, kind = b"api_key=v", "application/x-www-form-urlencoded; charset=gbk"
    answer = Client().generic("POST", "/open311/v2/requests.xml", body, content_type=kind)
    assert answer.status_code == 400
    assert "读不出来" in ElementTree.fromstring(answer.content).findtext("error/description")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded; charset=gbk", b"words=a"),
        ("multipart/form-data", b"--x--"),
        ("application/x-www-form-urlencoded", b"a=1&" * 20_000),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence_by_page_and_by_program(program, content_type, body):
    page = Client().generic("POST", "/say/", body, content_type=content_type)
    answer = program.generic("POST", "/api/v1/files/collect:say", body, content_type=content_type)
    assert (page.status_code, answer.status_code) == (400, 400)
    assert "发来的内容读不出来。" in page.content.decode()
    assert answer.json()["detail"] == "发来的内容读不出来。"
