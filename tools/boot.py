"""Make sure that the environment is there, then become the script that was asked for.

    python3 tools/boot.py run|dev [script.py | -m module] [arguments]

`run` needs what a server needs, `dev` also what tests and checks need. Only the standard library, and only
syntax that an old Python can still read, so that it can say in one sentence that it is too old.
"""

import contextlib
import hashlib
import io
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
UV_FOLDER = os.path.join(ROOT, ".uv")
VENV_PYTHON = os.path.join(ROOT, ".venv", "bin", "python")
STAMP = os.path.join(ROOT, ".venv", ".installed")
UV_VERSION = "0.13.9"
OLDEST = (3, 11)


def main():
    os.chdir(ROOT)
    need, command = sys.argv[1], sys.argv[2:]
    ensure_python()
    if not command or not installed(need):
        install(need, frozen=bool(command))
    if command:
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [ROOT, os.environ.get("PYTHONPATH")]))
        os.environ["PYTHONUNBUFFERED"] = "1"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else every process compiles Django anew
        if not os.environ.get("DATABASE_URL"):
            os.environ.pop("DATABASE_URL", None)  # given but empty means not given
        os.execv(VENV_PYTHON, [VENV_PYTHON] + command)


def ensure_python():
    """Go on with another Python of this machine when the one that was called is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(14, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer] + sys.argv)
    stop(f"Huisheng needs Python 3.11 or newer; this is Python {platform.python_version()}.")


def installed(need):
    """Whether the last installation covers this need and still fits the lock file."""
    try:
        with open(STAMP) as file:
            kind, fingerprint = file.read().split()
    except (OSError, ValueError):
        return False
    return os.path.exists(VENV_PYTHON) and fingerprint == lock_fingerprint() and kind in ("dev", need)


def lock_fingerprint():
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "uv.lock"):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def install(need, frozen):
    """Fill .venv; not frozen, uv.lock first follows a pyproject.toml that was edited."""
    if not os.access(ROOT, os.W_OK):
        stop(f"This folder cannot be written: {ROOT}. Copy the project to a folder of your own.")
    if need == "run" and os.path.exists(os.path.join(ROOT, ".venv", "bin", "pytest")):
        need = "dev"
    say("Installing what Huisheng needs (once) …")
    command = [uv_binary(), "sync", "--quiet"]
    command += ["--no-dev"] if need == "run" else []
    command += ["--frozen"] if frozen else []
    if subprocess.call(command, env=uv_environment()) != 0:
        stop("The packages could not be installed; the lines above say why.")
    with open(STAMP, "w") as file:
        file.write(f"{need} {lock_fingerprint()}\n")


def uv_environment():
    """Use this Python and no other, and the certificates that this machine trusts, if it has any."""
    env = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    env.setdefault("UV_LINK_MODE", "copy")
    if ssl.create_default_context().cert_store_stats()["x509_ca"]:
        env.setdefault("UV_SYSTEM_CERTS", "1")
    env.update(UV_PYTHON=sys.executable, UV_PYTHON_DOWNLOADS="never", UV_PROJECT_ENVIRONMENT=".venv")
    return env


def uv_binary():
    """The path of a uv: our own, fetched in whichever way this machine allows, else the system's."""
    own = os.path.join(UV_FOLDER, "bin", "uv")
    for fetch in (lambda: None, uv_by_venv, uv_by_pip, uv_by_hand):
        fetch()
        if os.path.exists(own):
            return own
    return shutil.which("uv") or stop(
        "uv could not be fetched from the package index: check the network (or `pip install uv`) and try again."
    )


def uv_by_venv():
    python_runs("-m", "venv", UV_FOLDER)
    run_quietly([os.path.join(UV_FOLDER, "bin", "python"), "-m", "pip", "install", "-q", "uv==" + UV_VERSION])


def uv_by_pip():
    shutil.rmtree(UV_FOLDER, ignore_errors=True)  # Debian without ensurepip leaves half a venv behind
    python_runs("-m", "pip", "install", "-q", "--target", UV_FOLDER, "uv==" + UV_VERSION)


def uv_by_hand():
    """A Debian Python may have neither ensurepip nor pip: take the wheel from the index and unpack its binary."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/uv/"
    try:
        links = re.findall('href="([^"#]+)#sha256=([0-9a-f]+)"', download(index).decode())
        link, digest = next(pair for pair in links if fits_this_machine(pair[0]))
        content = download(urllib.parse.urljoin(index, link))
    except (OSError, ValueError, StopIteration):
        return
    if hashlib.sha256(content).hexdigest() == digest:
        unpack_uv(content)


def download(address):
    with urllib.request.urlopen(address, timeout=120) as answer:
        return answer.read()


def fits_this_machine(link):
    system = "macosx" if sys.platform == "darwin" else "manylinux" if platform.libc_ver()[0] else "musllinux"
    return all(part in link for part in (f"/uv-{UV_VERSION}-", system, platform.machine()))


def unpack_uv(content):
    os.makedirs(os.path.join(UV_FOLDER, "bin"), exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        member = next(name for name in wheel.namelist() if name.endswith("/scripts/uv"))
        target = os.path.join(UV_FOLDER, "bin", "uv")
        with open(target, "wb") as file:
            file.write(wheel.read(member))
    os.chmod(target, 0o755)


def python_runs(*arguments):
    run_quietly([sys.executable] + list(arguments))


def run_quietly(command):
    with contextlib.suppress(OSError):  # not there or not to be run: the next way is tried
        subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def say(text):
    print(text, flush=True)


def stop(text):
    sys.exit(text)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
