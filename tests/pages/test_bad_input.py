"""What comes in broken, by page and by program: a clear sentence, nothing kept, nothing told, and the rest goes on.

Wrong codes, a key of another street and replayed keys in GeoReport: test_open311.py; replayed keys and keys of another
street in REST: test_api.py; a receiver of webhooks that hangs: tests/services/test_webhooks.py.
"""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

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
