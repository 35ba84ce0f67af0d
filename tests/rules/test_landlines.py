"""An SMS arrives at a mobile, not on a landline: who has one is called."""

import pytest

from huisheng.echo.rights.rules import why_not_told
from huisheng.echo.voices.rules import takes_sms, why_not_code
from huisheng.territory.posts.rules import why_not_person


@pytest.mark.parametrize("phone", ["13800000431", "+86 138 0000 0431", "１９９-0000-0431"])
def test_a_mobile_takes_an_sms(phone):
    assert takes_sms(phone)


@pytest.mark.parametrize("phone", ["0731-84560431", "84560431", "12345678901", "4008123123", ""])
def test_a_landline_does_not(phone):
    assert not takes_sms(phone)


def test_nobody_is_offered_an_sms_on_a_landline():
    told = {"phone": "073184560431", "email": ""}
    assert "座机" in why_not_person(name="王桂香", told_by="sms", **told)
    assert why_not_person(name="王桂香", told_by="call", **told) == ""
    assert "座机" in why_not_told("sms", phone="073184560431", email=False)
    assert why_not_told("call", phone="073184560431", email=False) == ""
    assert "座机" in why_not_code("073184560431")
