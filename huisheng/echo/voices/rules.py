"""Numbers that cannot be guessed, and what a line must say."""

import re
import unicodedata
from secrets import randbelow

from huisheng.echo.refusals import YES, because

LONGEST_LINE = 5000


def new_number(year: int) -> str:
    """A receipt number: two digits of the year and eight random ones, `2648310927`.

    Random and not counted, so that nobody can walk from one matter to the next; digits only, so that it
    can be said over the phone.
    """
    return f"{year % 100:02d}{randbelow(10**8):08d}"


def new_code() -> str:
    """Four random digits for a receipt without a phone; they take the place of its last four."""
    return f"{randbelow(10**4):04d}"


def spoken(number: str) -> str:
    """The number in groups, as it is printed and read aloud: `26-4831-0927`."""
    return f"{number[:2]}-{number[2:6]}-{number[6:]}"


def heard_number(text: str) -> str:
    """What was typed as a number, with full-width digits, spaces and dashes forgiven. "" when it is not one."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    return digits if len(digits) == 10 else ""


def heard_phone(text: str) -> str:
    """A phone number as typed, reduced to its digits (a leading +86 dropped). "" when there are none."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def takes_sms(phone: str) -> bool:
    """Whether an SMS arrives: at a mobile's eleven digits, not on a landline, which many an elder has alone."""
    return re.fullmatch(r"1[3-9][0-9]{9}", heard_phone(phone)) is not None


def why_not_code(phone: str) -> str:
    """Digits that prove a telephone go where an SMS arrives."""
    return YES if takes_sms(phone) else because("座机收不到短信。请用手机号，或者到社区柜台当面办。")


# The same for a description that programs read: nothing, or 7 to 12 digits with anything between them.
PHONE_PATTERN = r"^(\s*|[^0-9]*([0-9][^0-9]*){7,12})$"


def why_not_phone(text: str) -> str:
    """Why this cannot be a phone number of somebody to be called back (mobile 11 digits, landline 7-12)."""
    digits = heard_phone(text)
    if not text.strip():
        return YES
    if not 7 <= len(digits) <= 12:
        return because("电话号码看起来不对，请写 11 位手机号或带区号的座机。")
    return YES


def masked_phone(phone: str) -> str:
    """`138****0431`: enough to recognise one's own, too little to call (R13.4)."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****" + phone[-2:] if phone else ""


def why_not_say(says: str, *, inner: str, did: str) -> str:
    """M22: nothing happens to a matter without words that a resident can read; a note may be internal only."""
    if not says.strip() and did != "noted":
        return because("请写一句居民能看懂的话。")
    if not says.strip() and not inner.strip():
        return because("还什么都没写。")
    if len(says) > LONGEST_LINE or len(inner) > LONGEST_LINE:
        return because("写得太长了，请在 %(most)s 字以内。", most=LONGEST_LINE)
    return YES


def why_not_prove(*, waits: bool, fits: bool) -> str:
    """Four digits that came by SMS; they prove the telephone once."""
    if not waits:
        return because("这个电话不用再核实了。")
    return YES if fits else because("四位数对不上，请看看短信再写一遍。")
