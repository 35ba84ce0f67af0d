"""Put right what a program can: format, tidy imports, write the generated docs, collect the words to translate."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEPS = [
    ["ruff", "check", "--fix", "--quiet", "."],
    ["ruff", "format", "--quiet", "."],
    ["tools.docs"],
    ["tools.words", "extract"],
]


def main() -> int:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "huisheng.settings"}
    return max([subprocess.call([sys.executable, "-m", *step], cwd=ROOT, env=env) for step in STEPS])


if __name__ == "__main__":
    sys.exit(main())
