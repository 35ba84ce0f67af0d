"""What the tour names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_file_that_the_tour_and_the_readme_name_exists() -> None:
    for page in ("docs/tour.md", "README.md", "README.zh-CN.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        named = re.findall(r"`((?:huisheng|stories|tools|bench)/[\w/.]*)`", text)
        linked = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
        missing = [one for one in named if not (ROOT / one).exists()]
        missing += [link for link in linked if not (ROOT / page).parent.joinpath(link).exists()]
        assert not missing, f"{page}: {missing}"
