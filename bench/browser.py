"""One visitor's browser: a connection that is kept, cookies, forms with their hidden fields. Only the standard library."""

import re
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')


class Browser:
    """Talks to one server; `ms` is how long the last answer took."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.ms = 0.0
        self.where = ""

    def get(self, path: str, *, expect: int = 200) -> str:
        return self._send("GET", path, "", expect)

    def post(self, path: str, fields: dict[str, str], *, expect: int = 302) -> str:
        """Send a form; where a redirect goes to stands in `where`."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._send("POST", path, urlencode(token | fields), expect)

    def log_in(self, login: str, password: str) -> "Browser":
        self.get("/login/")
        self.post("/login/", {"username": login, "password": password})
        return self

    def _send(self, method: str, path: str, body: str, expect: int) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://127.0.0.1"}
            headers["Origin"] = f"http://127.0.0.1:{self.connection.port}"
        started = time.perf_counter()
        self.connection.request(method, path, body or None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.ms = (time.perf_counter() - started) * 1000
        if answer.status != expect:
            words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
            raise RuntimeError(f"{method} {path} answered {answer.status}: {words[:400]}")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        self.where = answer.headers.get("Location", "")
        return text


def hidden_fields(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    found = {}
    for field in HIDDEN.findall(page):
        name, value = NAME.search(field), VALUE.search(field)
        if name:
            found[name[1]] = value[1] if value else ""
    return found
