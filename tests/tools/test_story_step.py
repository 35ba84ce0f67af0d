"""`make story UNTIL=…` says which steps there are before it builds anything."""

import pytest

from tools.run import prepare


def test_a_step_that_the_story_does_not_have_is_refused_with_those_it_has(tmp_path, monkeypatch):
    monkeypatch.setenv("HUISHENG_DATA", str(tmp_path))
    with pytest.raises(SystemExit, match="no step “nonsense”; the steps are places, people"):
        prepare("nonsense")
