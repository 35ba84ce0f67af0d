"""The API itself, and how it says no: one sentence, the words of the page, under the status that fits."""

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from huisheng.echo.asking import in_words
from huisheng.echo.refusals import Refused
from huisheng.square.api import schemas, services
from huisheng.square.api.gate import Bearer, StrangerError
from huisheng.square.tokens.services import TooOftenError

api = NinjaAPI(
    title="Huisheng 回声", version="1", auth=Bearer(), docs_url=None, openapi_url=None, urls_namespace="huisheng-api",
    description="Every list and every button of the pages, for programs. See docs/api.md.",
)  # fmt: skip
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 405, 409, 422, 429), schemas.Problem)


def problem(request: HttpRequest, status: int, detail: str, errors: Any = None) -> HttpResponse:
    """A refusal in the words of the page."""
    answer = api.create_response(request, {"detail": detail, "errors": errors or {}}, status=status)
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if status == 429:
        answer["Retry-After"] = "60"
    return answer


@api.exception_handler(StrangerError)
def _unknown(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 401, str(error))


@api.exception_handler(TooOftenError)
def _too_often(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 429, in_words(error.reason))


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 409, in_words(error.reason))


@api.exception_handler(services.OtherContentError)
def _other_content(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 422, in_words(error.reason))


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 403, str(error))


@api.exception_handler(Http404)
def _nowhere(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 404, _("没有这一件，或者不在您负责的范围里。"))


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    told = _("发来的内容读不出来。") if error.status_code == 400 else str(error)
    return problem(request, error.status_code, told)


@api.exception_handler(BadRequest)
@api.exception_handler(SuspiciousOperation)
@api.exception_handler(MultiPartParserError)
def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 400, _("发来的内容读不出来。"))


@api.exception_handler(ValidationError)
def _incomplete(request: HttpRequest, error: Any) -> HttpResponse:
    errors: dict[str, list[str]] = {}
    for one in error.errors:
        named = one["loc"][1:] if one["loc"][0] in ("query", "path") else one["loc"][2:]
        errors.setdefault(".".join(map(str, named)), []).append(_why_not(one["type"], one.get("ctx") or {}))
    return problem(request, 422, _("内容不完整，或者写法不对。"), errors)


def _why_not(kind: str, border: dict[str, Any]) -> str:
    """What is wrong with one field. `kind`, `border`: pydantic's name of the error, and the number that was passed."""
    reasons = {
        "missing": _("少了这一项。"),
        "extra_forbidden": _("没有这一项。"),
        "int_parsing": _("这里要写整数。"),
        "string_type": _("这里要写文字。"),
        "dict_type": _("这里要写成「名称：值」的一组。"),
        "list_type": _("这里要写成一个列表。"),
        "string_too_short": _("不能空着。"),
        "string_too_long": _("最多 %(max_length)s 个字。"),
        "greater_than_equal": _("最小是 %(ge)s。"),
        "less_than_equal": _("最大是 %(le)s。"),
    }
    return reasons.get(kind, _("写法不对。")) % border
