"""No page runs or loads what is not a file of this house, and every page says so to the browser."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.ROOT / "huisheng" / "templates").rglob("*.html"))
INSIDE = {
    "a style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.I),
    "a handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.I),
    "htmx that evaluates": re.compile(r"\shx-(on|vals\s*=\s*['\"]js:|vars)", re.I),
    "a script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=['\"]application/(ld\+)?json)[^>]*>", re.I),
    "a style": re.compile(r"<style[\s>]", re.I),
    "an address that is a script": re.compile(r"(href|src|action)\s*=\s*['\"]\s*javascript:", re.I),
    "a file from elsewhere": re.compile(
        r"<(script|link|img|iframe|object|embed)[^>]*\s(src|href)=['\"](https?:)?//", re.I
    ),
}


def against_the_policy(text: str) -> list[str]:
    """What in a page the policy forbids."""
    return [name for name, pattern in INSIDE.items() if pattern.search(text)]


def test_no_template_has_scripts_or_styles_inside():
    wrong = {
        path.name: found
        for path in TEMPLATES
        if (found := against_the_policy(re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text(encoding="utf-8"))))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">',
        '<button onclick="x()">',
        "<script>x()</script>",
        "<style>p{}</style>",
        '<a href="javascript:x">',
        '<script src="https://example.org/x.js">',
        '<div hx-on:click="x">',
    ],
)
def test_what_the_policy_forbids_is_found(bad):
    assert against_the_policy(bad)


def test_what_it_allows_is_not():
    for good in (
        '<p class="on">x = 1</p>',
        '<script src="/static/x.js" defer></script>',
        '<a href="https://x.cn">x</a>',
    ):
        assert not against_the_policy(good)


@pytest.mark.parametrize("url", ["/", "/login/", "/nowhere/", "/desk/"])
def test_every_answer_says_what_a_page_may_do(client, db, url):
    answer = client.get(url)
    policy = answer["Content-Security-Policy"]
    for one in ("default-src 'self'", "script-src 'self'", "style-src 'self'"):
        assert one in policy.split("; ")
    assert "unsafe" not in policy
    for directive in ("object-src", "base-uri", "frame-ancestors"):
        assert f"{directive} 'none'" in policy
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def started(**environment: str) -> "subprocess.CompletedProcess[str]":
    """A server's settings, read with this environment."""
    code = "from huisheng import settings as s; print(s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE)"
    own = {name: value for name, value in os.environ.items() if not name.startswith("HUISHENG_")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=settings.ROOT, env=own | environment, capture_output=True, text=True
    )


def test_a_server_for_everybody_refuses_to_start_without_a_secret():
    refused = started(HUISHENG_HTTPS="1")
    assert refused.returncode == 1
    assert "needs HUISHENG_SECRET" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_server_for_everybody_keeps_its_cookies_to_https():
    assert started(
        HUISHENG_HTTPS="1", HUISHENG_SECRET="x" * 50, HUISHENG_SEAL_KEYS=f"1:{chr(65) * 43}="
    ).stdout.split() == ["31536000", "True"]
