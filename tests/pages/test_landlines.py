"""Who left a landline is called, from the first message to the proof of the telephone."""

from huisheng.echo.models import Line, Message
from tests.pages.resident import at_the_door, newest, send, words


def test_who_left_a_landline_is_called_because_no_sms_arrives_there(street):
    client = at_the_door(street)
    assert send(client, street, phone="0731-84560431").status_code == 302
    concern = newest()
    first = Line.objects.get(voice=concern.voice, did="raised")
    told = Message.objects.filter(line=first, speaker=concern.speaker).values_list("channel", flat=True)
    assert set(told) == {"app", "call"}
    assert "打电话说" in words(client.get(f"/said/{concern.speaker.number}/"))
    proving = words(client.get("/my/data/proving/"))
    assert "留的是座机，收不到短信。请带着回执到社区柜台" in proving
    assert "发短信</button>" not in proving
    assert "座机收不到短信" in words(client.post("/my/data/code/"))
