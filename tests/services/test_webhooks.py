"""Other systems are told what was done: signed, again when they were away, and nobody waits for one that hangs."""

import hmac
import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from huisheng.collect.concerns import services as concerns
from huisheng.collect.models import Concern
from huisheng.echo.refusals import Refused
from huisheng.square.models import Delivery, Webhook
from huisheng.square.webhooks import rules, services
from huisheng.square.webhooks.sending import Told, post_outside, send_all
from huisheng.territory.places.services import add

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(settings) -> Iterator[Any]:
    """A receiver in our own network: what it heard, and what it answers."""
    settings.WEBHOOK_INSIDE, settings.WEBHOOK_TIMEOUT = True, 0.5

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.heard.append((dict(self.headers), body))
            self.send_response(server.answer)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server: Any = HTTPServer(("127.0.0.1", 0), Receiver)
    server.heard, server.answer = [], 204
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}/in"
    yield server
    server.shutdown()
    server.server_close()


def subscribed(street, url: str, *, words: bool = False) -> tuple[Webhook, str]:
    return services.subscribe(street.street, name="市平台", url=url, words=words, by=street.guo, at=now())


def something_done(street, says: str = "王桂香家门口的灯约了明天修，电话13800005678。") -> Concern:
    concern = Concern.objects.filter(street=street.street, is_open=True, stage="heard").first()
    concerns.note(concern, by=street.lin, at=now(), says=says, hat="听雨苑 经办人")
    return concern


def test_what_was_done_arrives_once_and_signed(street, heard):
    webhook, secret = subscribed(street, heard.url)
    concern = something_done(street)
    assert (services.find_new(at=now()), services.find_new(at=now())) == (1, 0)
    assert (send_all(now=now), send_all(now=now)) == (1, 0)
    ((headers, body),) = heard.heard
    seconds, _, digest = headers["X-Huisheng-Signature"].partition(",v1=")
    signed = hmac.new(secret.encode(), f"{seconds[2:]}.".encode() + body, sha256).hexdigest()
    assert digest == signed
    said = json.loads(body)
    assert (said["event"], said["voice"]) == ("concern.noted", concern.voice_id)
    assert webhook.deliveries.get().state == Delivery.State.SENT


def test_no_words_go_along_unless_the_street_says_so_and_then_masked(street, heard):
    subscribed(street, heard.url)
    subscribed(street, heard.url, words=True)
    something_done(street)
    services.find_new(at=now())
    send_all(now=now)
    plain, told = sorted((json.loads(body) for _headers, body in heard.heard), key=len)
    assert "says" not in plain
    assert "约了明天修" in told["says"]
    assert "13800005678" not in str(heard.heard)


def test_what_is_done_in_another_street_is_told_to_nobody_here(street, heard):
    other = add(kind="street", name="别处街道", parent=None, by=None, at=now())
    services.subscribe(other, name="a", url=heard.url, words=True, by=street.guo, at=now())
    something_done(street)
    assert services.find_new(at=now()) == 0


def test_a_receiver_that_is_away_is_told_later_and_given_up_at_last(street, heard):
    webhook, _secret = subscribed(street, heard.url)
    heard.answer = 500
    something_done(street)
    services.find_new(at=now())
    at = now()
    for tries in range(1, rules.MOST_TRIES + 1):
        send_all(now=lambda at=at: at)
        delivery = webhook.deliveries.get()
        assert (delivery.tries, delivery.status) == (tries, 500)
        at = delivery.next_at
    assert delivery.state == Delivery.State.GIVEN_UP
    heard.answer = 200
    services.send_again(delivery, by=street.guo, at=now())
    assert send_all(now=now) == 1
    with pytest.raises(Refused):
        services.send_again(webhook.deliveries.get(), by=street.guo, at=now())
    webhook.deliveries.update(state=Delivery.State.GIVEN_UP)
    services.end(webhook, why="换了平台", by=street.guo, at=now())
    with pytest.raises(Refused, match="停了"):  # it would wait for ever
        services.send_again(webhook.deliveries.get(), by=street.guo, at=now())


def test_a_redirect_is_not_followed(street, heard):
    webhook, _secret = subscribed(street, heard.url)
    heard.answer = 302
    something_done(street)
    services.find_new(at=now())
    assert send_all(now=now) == 0
    assert webhook.deliveries.get().error == "HTTP 302"
    assert len(heard.heard) == 1


def test_a_receiver_that_hangs_stops_nobody(street, heard):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hanging, _secret = subscribed(street, f"http://127.0.0.1:{silent.getsockname()[1]}/")
        other, _secret = subscribed(street, heard.url)
        for _ in range(3):
            something_done(street)
        services.find_new(at=now())
        begun = monotonic()
        assert send_all(now=now) == 3
    assert monotonic() - begun < 5
    assert other.deliveries.filter(state=Delivery.State.SENT).count() == 3
    assert sorted(hanging.deliveries.values_list("tries", flat=True)) == [0, 0, 1]


def test_a_receiver_that_answers_a_letter_at_a_time_is_left_in_the_end(settings):
    settings.WEBHOOK_INSIDE, settings.WEBHOOK_TIMEOUT = True, 0.1

    def answer_slowly() -> None:
        there, _address = slow.accept()
        with suppress(OSError), there:
            for letter in b"HTTP/1.1 200 OK\r\n" + b"x" * 60:
                there.sendall(bytes([letter]))
                sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as slow:
        Thread(target=answer_slowly, daemon=True).start()
        begun = monotonic()
        told = post_outside(f"http://127.0.0.1:{slow.getsockname()[1]}/", b"{}", {})
    assert told.error
    assert monotonic() - begun < 2


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "fe80::1%eth0", "0.0.0.0", "::ffff:10.0.0.1"]
)  # fmt: skip
def test_nothing_inside_the_house_is_reached(address):
    assert "内部网络" in rules.why_not_reach([address], inside=False)
    assert rules.why_not_reach(["93.184.216.34"], inside=False) == ""
    assert rules.why_not_reach(["93.184.216.34", address], inside=False)


def test_a_name_that_leads_inside_is_refused_when_it_is_sent_to():
    assert "内部网络" in post_outside("https://localhost/in", b"{}", {}).error


@pytest.mark.parametrize(
    "url", ["", "http://example.org/", "ftp://example.org/", "https://", "https://a:b@example.org/", "https://[", "https://a b/",
            "https://example.org:99999/", "https://例子.org/\r\nX: y", "https://example.org/" + "a" * 300]
)  # fmt: skip
def test_an_address_that_nobody_can_be_at_is_refused(street, url):
    with pytest.raises(Refused):
        subscribed(street, url)


def test_a_line_that_is_committed_late_is_told_all_the_same(street):
    webhook, _secret = subscribed(street, "https://example.org/")
    first, second = something_done(street), something_done(street)
    late = first.voice.lines.order_by("pk").last()
    before = webhook.before
    services.find_new(at=now() + timedelta(minutes=2))
    Delivery.objects.filter(line=late).delete()  # as if it had not been there yet
    Webhook.objects.filter(pk=webhook.pk).update(before=before)
    assert services.find_new(at=now() + timedelta(minutes=2)) == 1
    assert second.pk


def test_an_officer_sets_one_up_sees_its_deliveries_and_ends_it(street):
    client = Client()
    client.force_login(street.guo)
    page = client.post("/webhooks/", {"name": "市平台", "url": "https://example.org/in"}).content.decode()
    webhook = Webhook.objects.get()
    assert services.secret_of(webhook) in page
    assert services.secret_of(webhook) not in client.get("/webhooks/").content.decode()
    something_done(street)
    services.find_new(at=now())
    send_all(now=now, post=lambda *_: Told(410, "HTTP 410"))
    assert "HTTP 410" in client.get(f"/webhooks/{webhook.pk}/").content.decode()
    assert client.post(f"/webhooks/{webhook.pk}/end/", {"why": ""}).status_code == 422
    client.post(f"/webhooks/{webhook.pk}/end/", {"why": "市里换了平台"})
    for page in ("/webhooks/", f"/webhooks/{webhook.pk}/"):
        assert "市里换了平台" in client.get(page).content.decode()
    assert client.post(f"/webhooks/{webhook.pk}/end/", {"why": "再停一次"}).status_code == 409
    assert not webhook.deliveries.filter(state=Delivery.State.WAITING).exists()
    clerk = Client()
    clerk.force_login(street.lin)
    assert clerk.get("/webhooks/").status_code == 403
