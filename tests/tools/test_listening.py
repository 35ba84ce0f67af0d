"""Why a server cannot be where it is wanted."""

import socket

from huisheng.square.management.commands.serve import why_not_listen


def test_a_taken_port_is_said_in_one_sentence_that_names_it():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        reason = why_not_listen("127.0.0.1", port)
    assert port in reason
    assert "taken" in reason
    assert why_not_listen("127.0.0.1", port) == ""


def test_a_port_that_is_no_port_is_said_in_one_sentence():
    assert why_not_listen("127.0.0.1", "lamp") == "PORT must be a number between 1 and 65535, not lamp."
    assert why_not_listen("127.0.0.1", "70000") == "PORT must be a number between 1 and 65535, not 70000."
