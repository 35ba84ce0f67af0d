"""What other programs have a key for: the repair desk of the property company."""

from datetime import datetime, timedelta
from typing import Any

from huisheng.square.tokens.services import make


def programs(told: dict[str, Any], *, at: datetime) -> dict[str, Any]:
    """One token of the street officer, made a month ago; nobody knows its secret."""
    token, _secret = make(told["guo"], name="物业的报修系统", days=180, at=at - timedelta(days=30))
    return {"token": token}
