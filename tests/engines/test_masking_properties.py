"""No telephone is read by strangers, however somebody spells it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from huisheng.echo.voices.masking import masked

SPELLED = {
    digit: (digit, chr(ord(digit) + 0xFEE0), chinese)
    for digit, chinese in zip("0123456789", "零一二三四五六七八九", strict=True)
}
SPELLED["1"] += ("幺",)
SPELLED["0"] += ("〇",)
DIGITS = "".join(char for spellings in SPELLED.values() for char in spellings)


@st.composite
def spelled_phones(draw):
    """A mobile number as somebody spells it who wants it to pass: widths, numerals, gaps."""
    number = (
        "1"
        + draw(st.sampled_from("3456789"))
        + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=9, max_size=9)))
    )
    gaps = st.sampled_from(["", "", " ", "-", "　", ".", "·", " - "])
    return "".join(draw(st.sampled_from(SPELLED[digit])) + draw(gaps) for digit in number).strip(" -　.·")


@given(spelled_phones(), st.sampled_from(["打{}找我", "电话：{}，谢谢", "{}", "（{}）", "陈：{}。"]))
@settings(max_examples=300)
def test_no_digit_of_a_telephone_survives_however_it_is_spelled(phone, sentence):
    assert not set(masked(sentence.format(phone))) & set(DIGITS)
