"""R1.2: the filing pack is written by the tables, and says what is off."""

from io import BytesIO

from docx import Document

from huisheng.echo.asking import in_words
from huisheng.echo.consents.rules import PURPOSES
from huisheng.echo.retention.rules import KEPT

HERE = "/privacy/filing.docx"


def text_of(answer):
    paper = Document(BytesIO(answer.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


def test_R1_2_every_purpose_and_every_term_stands_in_it(client, street, settings):
    settings.HTTPS, settings.MFA_ROLES = False, set()
    client.force_login(street.guo)
    text = text_of(client.get(HERE))
    for one in (*PURPOSES.values(), *KEPT.values()):
        assert in_words(one.name) in text
    assert "没有打卡、签到、积分、排名" in text
    assert "没有开 HTTPS" in text
    assert "没有强制的岗位" in text
    settings.HTTPS, settings.MFA_ROLES = True, {"officer"}
    text = text_of(client.get(HERE))
    assert "全程 HTTPS" in text
    assert "必须有第二道锁的：街道干部" in text


def test_R1_2_it_is_for_the_street_office(client, street):
    client.force_login(street.zhou)
    assert client.get(HERE).status_code == 403
