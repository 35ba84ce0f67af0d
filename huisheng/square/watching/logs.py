"""Logs that a machine reads: one JSON object a line, and nothing in it that people typed or that points to one."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

# Receipt numbers, telephones, doors: whatever is a row of digits in a message; tokens in addresses.
DIGITS = re.compile(r"\d{4,}")
ADDRESS = re.compile(r"(?<!\w)/[\w\-./%?=&@:]+")


class JsonFormatter(logging.Formatter):
    """`at` (UTC), `level`, `logger`, `message`, and of a request its route, status and milliseconds."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._message(record),
        }
        told |= {key: getattr(record, key) for key in ("route", "status", "ms") if hasattr(record, key)}
        request = getattr(record, "request", None)
        if request is not None and (match := getattr(request, "resolver_match", None)):
            told["route"] = match.view_name
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
            told["where"] = _where(record.exc_info[2])
        return json.dumps(told, ensure_ascii=False)

    def _message(self, record: logging.LogRecord) -> str:
        """The security log's own lines are fingerprints; elsewhere addresses and long numbers are left out."""
        if record.name == "huisheng.audit":
            return record.getMessage()
        return DIGITS.sub("…", ADDRESS.sub("/…", record.getMessage()))


def _where(trace: Any) -> list[str]:
    """Files and lines, without the values that an error's own words may carry."""
    lines = []
    while trace is not None:
        lines.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return lines[-12:]
