"""Whether a library that we use has a hole that is publicly known (pip-audit, from uv.lock as it is installed).

Fails for a hole that is known and for nothing else: where the registry cannot be asked, it says so plainly and passes.
"""

import json
import subprocess
import sys
from typing import Any

SECONDS = 90
COMMAND = [
    sys.executable,
    "-m",
    "pip_audit",
    "--format",
    "json",
    "--progress-spinner",
    "off",
    "--timeout",
    "5",
]


def main() -> int:
    try:
        done = subprocess.run(COMMAND, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return unasked("it did not answer in time")
    try:
        libraries = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return unasked((done.stderr.strip().splitlines() or ["no answer"])[-1])
    return told(libraries)


def told(libraries: list[dict[str, Any]]) -> int:
    """1 when a hole is known; libraries that the registry says nothing about are counted, not hidden."""
    holes = [one for one in libraries if one.get("vulns")]
    silent = sum("skip_reason" in one for one in libraries)
    for one in holes:
        known = ", ".join(hole["id"] for hole in one["vulns"])
        print(f"{one['name']} {one['version']} has {known}")
    if silent == len(libraries):
        return unasked("it knows none of our libraries")
    if silent:
        print(
            f"NOT ASKED about {silent} of {len(libraries)} libraries: the registry says nothing about them."
        )
    return int(bool(holes))


def unasked(why: str) -> int:
    print(f"NOT ASKED: the registry of known holes could not be asked ({why}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
