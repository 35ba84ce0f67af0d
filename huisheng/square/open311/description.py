"""GeoReport v2 as this house speaks it, in OpenAPI 3: for programs, and for the test that asks everything it allows."""

from typing import Any

from huisheng.echo.voices.rules import PHONE_PATTERN
from huisheng.square.open311.forms import LONGEST_LINK
from huisheng.square.open311.rules import YES_OR_NO

JSON = dict[str, Any]
LINK = r"^$|^https?://[a-z0-9]{1,60}(\.[a-z0-9]{1,60})?\.[a-z]{2,10}/[A-Za-z0-9/._-]{0,100}$"
TEXT: JSON = {"type": "string"}
MAYBE: JSON = {"type": ["string", "null"]}
FORM_OF_ADDRESS = {
    "name": "form", "in": "path", "required": True, "schema": {"type": "string", "enum": ["json", "xml"]},
}  # fmt: skip
STREET: JSON = {"name": "jurisdiction_id", "in": "query", "schema": {"type": "string", "maxLength": 60},
                "description": "The code of the street; needed only where there are several."}  # fmt: skip


def described() -> JSON:
    """The whole description, as openapi.json has it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Huisheng 回声 Open311 GeoReport v2",
            "version": "2",
            "description": "http://wiki.open311.org/GeoReport_v2; api_key is a token made on the page /tokens/.",
        },
        "paths": {f"/open311/v2/{path}.{{form}}": _formed(one) for path, one in _paths().items()},
        "components": {"schemas": _schemas()},
    }


def _formed(path: JSON) -> JSON:
    return {**path, "parameters": [FORM_OF_ADDRESS, STREET, *path.get("parameters", [])]}


def _paths() -> JSON:
    return {
        "services": {"get": _asks("GET services", "services", _list_of("service"), 400, 404)},
        "services/{service_code}": {
            "parameters": [_in_path("service_code")],
            "get": _asks("GET service definition", "service_definition", _ref("definition"), 400, 404),
        },
        "requests": {
            "get": _asks("GET service requests", "requests", _list_of("request"), 400, 404) | {"parameters": _filters()},
            "post": _asks("POST service request", "report", _list_of("receipt"), 400, 403, 404, 429)
            | {"requestBody": _report()},
        },
        "requests/{service_request_id}": {
            "parameters": [_in_path("service_request_id")],
            "get": _asks("GET service request", "request", _list_of("request"), 400, 404),
        },
        "tokens/{token}": {
            "parameters": [_in_path("token")],
            "get": _asks("GET service_request_id from a token", "token", _list_of("named"), 400, 404),
        },
    }  # fmt: skip


def _asks(summary: str, name: str, schema: JSON, *errors: int) -> JSON:
    told = {"application/json": {"schema": schema}, "text/xml": {"schema": {}}}
    wrong = {"application/json": {"schema": _list_of("error")}, "text/xml": {"schema": {}}}
    answers: JSON = {"200": {"description": "As the specification has it.", "content": told}}
    answers |= {str(code): {"description": "A list of errors.", "content": wrong} for code in errors}
    return {"operationId": name, "summary": summary, "responses": answers}


def _in_path(name: str) -> JSON:
    pattern = r"^[A-Za-z0-9:_-]+$"
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {**TEXT, "maxLength": 80, "pattern": pattern},
    }


def _filters() -> list[JSON]:
    nothing = {**TEXT, "maxLength": 0}
    moment = {"anyOf": [{**TEXT, "format": "date-time"}, nothing]}
    number = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 1000}, nothing]}
    schemas: dict[str, JSON] = {
        "service_request_id": TEXT, "service_code": TEXT, "start_date": moment, "end_date": moment,
        "status": {**TEXT, "pattern": "^((open|closed)(,(open|closed))?)?$"},
        "address_id": TEXT, "page": number, "page_size": number,
    }  # fmt: skip
    return [{"name": name, "in": "query", "schema": schema} for name, schema in schemas.items()]


def _report() -> JSON:
    texts = {"jurisdiction_id": 60, "address_string": 200, "address_id": 40, "description": 4000, "first_name": 30,
             "last_name": 30, "device_id": 200, "account_id": 200}  # fmt: skip
    fields: JSON = {name: {**TEXT, "maxLength": most} for name, most in texts.items()}
    fields |= {
        "phone": {**TEXT, "maxLength": 40, "pattern": PHONE_PATTERN},
        "media_url": {**TEXT, "maxLength": LONGEST_LINK, "pattern": LINK},
        "api_key": TEXT, "service_code": {**TEXT, "minLength": 1}, "email": {**TEXT, "format": "email"},
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "long": {"type": "number", "minimum": -180, "maximum": 180},
        "attribute[told_by]": {"enum": ["sms", "email", "call"]},
        **dict.fromkeys(("attribute[is_elder]", "attribute[anonymous]"), {"enum": sorted(YES_OR_NO)}),
    }  # fmt: skip
    schema = {"type": "object", "properties": fields, "required": ["api_key", "service_code"]}
    return {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": schema}}}


def _schemas() -> JSON:
    yes: JSON = {"type": "boolean"}
    return {
        "service": _object(service_code=TEXT, service_name=TEXT, description=TEXT, metadata=yes,
                           type={"enum": ["realtime"]}, keywords=TEXT, group=TEXT),
        "definition": _object(service_code=TEXT, attributes={"type": "array", "items": _ref("attribute")}),
        "attribute": _object(variable=yes, code=TEXT, datatype=TEXT, required=yes, datatype_description=TEXT,
                             order={"type": "integer"}, description=TEXT,
                             values={"type": "array", "items": _object(key=TEXT, name=TEXT)}),
        "request": _object(
            **dict.fromkeys(("service_request_id", "status_notes", "service_name", "service_code", "description",
                             "agency_responsible", "address", "address_id"), TEXT),
            **dict.fromkeys(("requested_datetime", "updated_datetime", "expected_datetime"),
                            {**TEXT, "format": "date-time"}),
            **dict.fromkeys(("service_notice", "zipcode", "media_url"), MAYBE),
            **dict.fromkeys(("lat", "long"), {"type": ["number", "null"]}),
            status={"enum": ["open", "closed"]},
        ),
        "receipt": _object(service_request_id=TEXT, token=TEXT, service_notice=TEXT, account_id=MAYBE),
        "named": _object(service_request_id=TEXT, token=TEXT),
        "error": _object(code={"type": "integer"}, description=TEXT),
    }  # fmt: skip


def _object(**fields: JSON) -> JSON:
    return {"type": "object", "properties": fields, "required": [*fields], "additionalProperties": False}


def _ref(name: str) -> JSON:
    return {"$ref": f"#/components/schemas/{name}"}


def _list_of(name: str) -> JSON:
    return {"type": "array", "items": _ref(name)}
