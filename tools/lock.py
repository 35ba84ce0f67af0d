"""Whether uv.lock still answers pyproject.toml: the same direct requirements, word by word, no network."""

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    wanted, locked = wanted_requirements(), locked_requirements()
    if wanted == locked:
        return 0
    print(f"uv.lock is older than pyproject.toml ({', '.join(sorted(wanted ^ locked))}): run `make setup`.")
    return 1


def wanted_requirements() -> set[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = settings.get("dependency-groups", {}).values()
    return {bare(text) for text in [*settings["project"]["dependencies"], *sum(groups, [])]}


def locked_requirements() -> set[str]:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    metadata = next(package["metadata"] for package in lock["package"] if package["name"] == "huisheng")
    groups = metadata.get("requires-dev", {}).values()
    return {told(entry) for entry in [*metadata["requires-dist"], *sum(groups, [])]}


def bare(requirement: str) -> str:
    """`psycopg[binary] >=3.3` as `psycopg>=3.3`."""
    return re.sub(r"\[.*?\]|\s", "", requirement).lower()


def told(entry: dict[str, str]) -> str:
    return bare(entry["name"] + entry.get("specifier", ""))


if __name__ == "__main__":
    sys.exit(main())
