"""HUISHENG_TILES: whose pictures lie under a map. No database."""

import pytest

from huisheng.echo.tiles import Tiles, tiles_of


@pytest.mark.parametrize(
    ("setting", "tiles"),
    [
        ("", Tiles()),
        (
            "https://tiles.example.org/{z}/{x}/{y}.png © Example",
            Tiles("https://tiles.example.org/{z}/{x}/{y}.png", "© Example", "https://tiles.example.org"),
        ),
        (
            "https://{s}.tiles.example.org/{z}/{x}/{y}.png",
            Tiles("https://{s}.tiles.example.org/{z}/{x}/{y}.png", "", "https://*.tiles.example.org"),
        ),
        ("/tiles/{z}/{x}/{y}.png 自己的", Tiles("/tiles/{z}/{x}/{y}.png", "自己的", "")),
    ],
)
def test_the_address_and_whose_they_are_stand_in_one_setting(setting, tiles):
    assert tiles_of(setting) == tiles


@pytest.mark.parametrize(
    "setting",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https://tiles.example.org;script-src/{z}/{x}/{y}.png",
        "//tiles.example.org/{z}/{x}/{y}.png",
        "javascript:{z}{x}{y}",
        "yes",
    ],
)
def test_a_setting_that_is_no_address_stops_the_server_in_a_sentence(setting):
    with pytest.raises(SystemExit, match="HUISHENG_TILES is"):
        tiles_of(setting)
