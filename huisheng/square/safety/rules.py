"""The second lock beside the password (TOTP, RFC 6238), and what is shown of a login."""

from huisheng.echo.refusals import YES, because

RECOVERY_CODES = 10
PENDING_SECONDS = 600  # so long after the password the second lock may be opened
BROWSERS_NAMES = {
    "Edg": "Edge",
    "MicroMessenger": "微信",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
MACHINES_NAMES = {
    "Windows": "Windows 电脑",
    "Android": "安卓手机",
    "iPhone": "苹果手机",
    "iPad": "平板",
    "Mac OS": "苹果电脑",
    "Linux": "Linux 电脑",
}


def machine(agent: str) -> tuple[str, str]:
    """Which program on which machine, from what a browser says of itself; "" where it says nothing known."""
    program = next((name for key, name in BROWSERS_NAMES.items() if key in agent), "")
    return program, next((name for key, name in MACHINES_NAMES.items() if key in agent), "")


def why_not_unlock(*, has: bool, must: bool) -> str:
    """Why the second lock may not be taken away."""
    if not has:
        return because("还没有设第二道锁。")
    return because("您的岗位必须有第二道锁。换手机的话，先在新手机上重新设一次。") if must else YES


def plain_code(typed: str) -> str:
    """A code as it is compared: without spaces and dashes, in small letters."""
    return "".join(char for char in typed.lower() if char.isalnum())
