"""Make `.venv` hold exactly the locked requirements and this project; do nothing when it already does.

`python3 bootstrap.py` prepares what a build needs, `--dev` what the tests need as well, `--system` also tries
to install the system programs that some tests drive. Exit code 0: ready; 3: this machine cannot be prepared,
with the reason in Chinese and English.

Only the standard library is used. The file keeps to syntax that Python 3.6 can parse, so that an old
Python says what is wrong instead of stopping at a SyntaxError. Pip is taken from the first place that has
one: `.venv` itself, `ensurepip`, the Python that runs this file, or the wheel that `requirements.lock` names
and hashes.
"""

import argparse
import configparser
import contextlib
import csv
import hashlib
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator

OLDEST = (3, 11)
UNUSABLE = 3
"""Exit code for an environment that cannot be used, the same as in the generator's own commands."""


def hand_over() -> None:
    """Run this file by a newer Python of this machine, or say that there is none. Does not return."""
    for minor in range(30, OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other and subprocess.call([other, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            sys.exit(subprocess.call([other, *sys.argv]))
    own = ".".join(str(part) for part in sys.version_info[:3])
    sys.stderr.write(
        f"需要 Python 3.11 或更新版本，现在运行的是 {own}。请安装后重试，或指明位置：make build PYTHON=路径\n"
        f"Python 3.11 or newer is needed; this is {own}. Install one, or name it: make build PYTHON=path\n"
    )
    sys.exit(UNUSABLE)


if sys.version_info < OLDEST:
    hand_over()

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
WINDOWS = os.name == "nt"
DEFAULT_INDEX = "https://pypi.org/simple"
PATIENCE = 30
"""Seconds to wait for one answer of a package index."""
ASTRAY = ("TARGET", "PREFIX", "ROOT", "PYTHON", "CONSTRAINT")
"""Settings of pip that would make it install somewhere else or something else."""
A_DAY = 24 * 60 * 60

SYSTEM_PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "poppler-utils": ("pdftotext",),
    "default-jdk-headless": ("javac",),
}
"""Debian package -> commands, any one of which shows that it need not be installed."""


class UnusableError(Exception):
    """Why this machine cannot be prepared and what to do about it, for the person at the keyboard."""


def main(arguments: list[str] | None = None) -> int:
    """Prepare the environment as the command line asks; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(description="准备本项目的 Python 环境（.venv）；已经就绪时什么也不做。")
    parser.add_argument("--dev", action="store_true", help="连同运行测试所需的软件包")
    parser.add_argument("--system", action="store_true", help="并尝试用 apt 安装部分测试用到的系统程序")
    options = parser.parse_args(arguments)
    try:
        prepare(dev=options.dev)
    except UnusableError as reason:
        sys.stderr.write(f"{reason}\n")
        return UNUSABLE
    except KeyboardInterrupt:
        sys.stderr.write("\n已中断；下次运行会接着完成。 Interrupted; the next run completes it.\n")
        return 130
    if options.system:
        install_system_programs()
    return 0


def say(text: str) -> None:
    """One line of progress, at once."""
    sys.stdout.write(f"[环境] {text}\n")
    sys.stdout.flush()


# --- the environment -------------------------------------------------------------------------------------


def prepare(*, dev: bool) -> None:
    """Bring `.venv` up to date; `dev` adds what the tests need. Raises `UnusableError`."""
    lock = DEV_LOCK if dev else RUN_LOCK
    if is_current(dev=dev):
        return
    with one_at_a_time():
        if is_current(dev=dev):
            return
        began = time.monotonic()
        for stamp in (stamp_file(dev=False), stamp_file(dev=True)):
            stamp.unlink(missing_ok=True)
        facts = probe() or create()
        packages = len(re.findall(r"^[A-Za-z0-9]", lock.read_text("utf-8"), re.MULTILINE))
        say(f"正在安装 {packages} 个软件包到 .venv（首次约需一至三分钟）……")
        library = pathlib.Path(facts["library"])
        drop_unfinished(library)
        install(lock)
        link_project(library)
        for kind in {False, dev}:
            stamp_file(dev=kind).write_text(fingerprint(facts, dev=kind), "utf-8")
        say(f"完成，用时 {time.monotonic() - began:.0f} 秒。")


def venv_python() -> pathlib.Path:
    """Where the interpreter of `.venv` is on this kind of system."""
    return VENV / "Scripts" / "python.exe" if WINDOWS else VENV / "bin" / "python"


def stamp_file(*, dev: bool) -> pathlib.Path:
    """The file that says what `.venv` was completed with, without (`dev=False`) or with what tests need."""
    return VENV / (".jixiao-dev" if dev else ".jixiao-run")


def is_current(*, dev: bool) -> bool:
    """Whether `.venv` was completed with the present locks, Python, folder and this file."""
    try:
        stamped = stamp_file(dev=dev).read_text("utf-8")
    except OSError:
        return False
    facts = probe()
    return facts is not None and stamped == fingerprint(facts, dev=dev)


def fingerprint(facts: dict[str, str], *, dev: bool) -> str:
    """All that an environment depends on, as one hexadecimal digest; `facts` come from `probe`."""
    digest = hashlib.sha256(json.dumps([facts, str(ROOT)], sort_keys=True).encode())
    for path in (pathlib.Path(__file__), RUN_LOCK, *([DEV_LOCK] if dev else [])):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def probe() -> dict[str, str] | None:
    """Version and library folder of the Python in `.venv`; None if it does not run or is too old."""
    code = (
        "import json, sys, sysconfig;"
        f"assert sys.version_info >= {OLDEST} and sys.prefix != sys.base_prefix;"
        "print(json.dumps({'version': sys.version, 'library': sysconfig.get_path('purelib')}))"
    )
    command = [str(venv_python()), "-I", "-c", code]
    try:
        answer = subprocess.run(command, capture_output=True, check=True, env=clean_environment())
        facts: dict[str, str] = json.loads(answer.stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None
    return facts


def create() -> dict[str, str]:
    """Make `.venv` anew, without pip (Debian's Python may lack `ensurepip`); returns what `probe` finds."""
    say("正在创建 Python 虚拟环境 .venv ……")
    python = getattr(sys, "_base_executable", None) or sys.executable
    made = quietly([python, "-m", "venv", "--without-pip", "--clear", str(VENV)])
    facts = probe()
    if facts is None:
        raise UnusableError(
            f"无法创建虚拟环境 .venv。Debian/Ubuntu 上请先执行：apt install python3-venv\n"
            f"The virtual environment .venv cannot be created.\n{made.stdout.strip()}"
        )
    return facts


def link_project(library: pathlib.Path) -> None:
    """Make this folder importable in `.venv`, and give it the command `jixiao`.

    The path is written relative to the library folder: plain ASCII whatever the project folder is called,
    and right after the folder was moved.
    """
    (library / "jixiao.pth").write_text(os.path.relpath(ROOT, library) + "\n", "ascii")
    if WINDOWS:
        (VENV / "Scripts" / "jixiao.cmd").write_text('@"%~dp0python.exe" -m generator %*\n', "ascii")
        return
    command = VENV / "bin" / "jixiao"
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m generator "$@"\n', "ascii")
    command.chmod(0o755)


def drop_unfinished(library: pathlib.Path) -> None:
    """Forget packages that an interrupted installation left incomplete, so that pip installs them again.

    Pip takes a package as installed once its metadata is there, which in many wheels is written first.
    """
    for leftover in library.glob("~*"):
        shutil.rmtree(leftover, ignore_errors=True)
    for metadata in library.glob("*.dist-info"):
        if not is_complete(metadata):
            shutil.rmtree(metadata)


def is_complete(metadata: pathlib.Path) -> bool:
    """Whether every file that a package's RECORD lists is there in its full size."""
    try:
        with (metadata / "RECORD").open(encoding="utf-8", newline="") as record:
            return all(
                (metadata.parent / path).stat().st_size == int(size)
                for path, _, size in csv.reader(record)
                if size and not path.endswith(".pyc")
            )
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold off other bootstraps of this folder (`make -j`, a second terminal) until this one is through."""
    path = ROOT / ".jixiao" / "bootstrap.lock"
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as handle:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl  # noqa: PLC0415 - exists elsewhere only

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# --- pip --------------------------------------------------------------------------------------------------


def install(lock: pathlib.Path) -> None:
    """Install what `lock` lists, every file checked against its hash. Raises `UnusableError`."""
    pip = find_pip()
    options = ["install", "--quiet", "--quiet", "--require-hashes", "--no-deps", "--requirement", str(lock)]
    if subprocess.call([*pip, *options], env=clean_environment()) != 0:
        raise UnusableError(
            "软件包没有装成（原因见上）。请检查网络；在内网请先设置软件源：export PIP_INDEX_URL=软件源地址\n"
            "The packages could not be installed (see above). Check the network, or set PIP_INDEX_URL or "
            "pip.conf to a reachable package index."
        )


def find_pip() -> list[str]:
    """The command line of a pip that installs into `.venv`, from the nearest place that has one."""
    python = str(venv_python())
    own = [python, "-m", "pip"]
    if runs([*own, "--version"]):
        return own
    if importlib.util.find_spec("ensurepip") and runs([python, "-m", "ensurepip"]):
        return own
    outside = [sys.executable, "-m", "pip", "--python", python]
    if importlib.util.find_spec("pip") and runs([*outside, "--version"]):
        return outside
    return [python, str(fetch_pip() / "pip")]


def runs(command: list[str]) -> bool:
    """Whether a command ends well; what it prints is of no interest."""
    return quietly(command).returncode == 0


def quietly(command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command with its output kept back; one that cannot be started counts as failed."""
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
            env=clean_environment(),
        )
    except OSError as fault:
        return subprocess.CompletedProcess(command, 1, str(fault))


def clean_environment() -> dict[str, str]:
    """The environment without what would make pip install somewhere else or see other packages."""
    astray = {"PYTHONPATH", "PYTHONHOME", *(f"PIP_{name}" for name in ASTRAY)}
    kept = {name: value for name, value in os.environ.items() if name not in astray}
    return {**kept, "PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


# --- pip where there is none: the wheel that the lock names ------------------------------------------------


def fetch_pip() -> pathlib.Path:
    """Download the locked pip wheel into `.venv`; its SHA-256 must be one of the lock's."""
    version, hashes = locked_pip()
    name = f"pip-{version}-py3-none-any.whl"
    say(f"本机没有 pip，正在从软件源取得 {name} ……")
    settings = pip_settings()
    read = make_reader(settings)
    faults: list[str] = []
    for address in candidates(settings, name, read, faults):
        try:
            content = read(address)
        except (OSError, ValueError) as fault:
            faults.append(f"{address}: {fault}")
            continue
        if hashlib.sha256(content).hexdigest() in hashes:
            wheel = VENV / name
            wheel.write_bytes(content)
            return wheel
        faults.append(f"{address}: SHA-256 does not match requirements.lock")
    raise UnusableError(
        "本机没有 pip，也没能从软件源取得。请检查网络、设置 PIP_INDEX_URL，或先 apt install python3-venv。\n"
        "There is no pip on this machine, and it could not be fetched. Check the network, set PIP_INDEX_URL, "
        "or install python3-venv.\n" + "\n".join(f"  - {fault}" for fault in faults)
    )


def locked_pip() -> tuple[str, set[str]]:
    """Version and permitted SHA-256 digests of pip in the lock."""
    text = RUN_LOCK.read_text("utf-8").replace("\\\n", " ")
    found = re.search(r"^pip==(\S+)(.*)$", text, re.MULTILINE)
    if found is None:
        raise UnusableError("requirements.lock 中没有 pip。 There is no pip in requirements.lock.")
    return found[1], set(re.findall(r"sha256:([0-9a-f]{64})", found[2]))


def pip_settings() -> dict[str, str]:
    """What pip is told by its configuration files and then by `PIP_*` variables: option name -> value."""
    settings: dict[str, str] = {}
    parser = configparser.RawConfigParser()
    for path in () if os.environ.get("PIP_CONFIG_FILE") == os.devnull else pip_files():
        with contextlib.suppress(OSError, ValueError, configparser.Error):
            parser.read(path, "utf-8")
    for section in ("global", "install"):
        if parser.has_section(section):
            settings.update(parser.items(section))
    for name, value in os.environ.items():
        if name.startswith("PIP_") and value:
            settings[name[4:].lower().replace("_", "-")] = value
    return settings


def pip_files() -> list[pathlib.Path]:
    """Pip's configuration files, later ones having the last word."""
    home = pathlib.Path.home()
    if WINDOWS:
        roaming = os.environ.get("APPDATA", str(home))
        data = os.environ.get("PROGRAMDATA", "C:\\ProgramData")
        files = [pathlib.Path(folder, "pip", "pip.ini") for folder in (data, home, roaming)]
    else:
        mac = "Library/Application Support/pip/pip.conf"
        user = os.environ.get("XDG_CONFIG_HOME") or str(home / ".config")
        places = ("/etc/xdg/pip/pip.conf", "/etc/pip.conf", f"/{mac}", home / ".pip/pip.conf", home / mac)
        files = [pathlib.Path(place) for place in (*places, f"{user}/pip/pip.conf")]
    own = os.environ.get("PIP_CONFIG_FILE")
    return [*files, pathlib.Path(own)] if own else files


def make_reader(settings: dict[str, str]) -> Callable[[str], bytes]:
    """What reads an http, https or file address, by the proxy and certificates that pip is told of.

    A local folder is read by its `index.html`. The function raises OSError or ValueError.
    """
    import ssl  # noqa: PLC0415 - these two take longer to load than all of a run that has nothing to do
    import urllib.request  # noqa: PLC0415

    handlers: list[urllib.request.BaseHandler] = []
    proxy, bundle = settings.get("proxy"), settings.get("cert")
    if proxy:
        handlers.append(urllib.request.ProxyHandler({"http": proxy, "https": proxy}))
    if bundle and pathlib.Path(bundle).exists():
        handlers.append(urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=bundle)))
    opener = urllib.request.build_opener(*handlers)

    def read(address: str) -> bytes:
        if urllib.parse.urlsplit(address).scheme not in {"http", "https"}:
            path = local_path(address)
            return (path / "index.html" if path.is_dir() else path).read_bytes()
        request = urllib.request.Request(address, headers={"Accept": "text/html, */*;q=0.1"})  # noqa: S310
        with opener.open(request, timeout=PATIENCE) as answer:
            return bytes(answer.read())

    return read


def candidates(
    settings: dict[str, str], name: str, read: Callable[[str], bytes], faults: list[str]
) -> Iterator[str]:
    """Addresses at which a file of this name is offered, local folders first; what fails goes to `faults`."""
    pages = []
    for link in settings.get("find-links", "").split():
        folder = local_path(link)
        if (folder / name).is_file():
            yield (folder / name).as_uri()
        elif not folder.is_dir():
            pages.append(link)
    if "no-index" not in settings:
        indexes = [settings.get("index-url", DEFAULT_INDEX), *settings.get("extra-index-url", "").split()]
        pages += [index.rstrip("/") + "/pip/" for index in indexes]
    for page in pages:
        try:
            text = read(page).decode("utf-8", "replace")
        except (OSError, ValueError) as fault:
            faults.append(f"{page}: {fault}")
            continue
        links = re.findall(r"""<a\s[^>]*?href\s*=\s*["']([^"'#]+)""", text, re.IGNORECASE)
        yield from (
            urllib.parse.urljoin(page, link.replace("&amp;", "&")) for link in links if leaf(link) == name
        )


def local_path(link: str) -> pathlib.Path:
    """The path that a `file:` address or a plain path means."""
    if not link.startswith("file:"):
        return pathlib.Path(link).expanduser()
    from urllib.request import url2pathname  # noqa: PLC0415 - see `make_reader`

    return pathlib.Path(url2pathname(urllib.parse.urlsplit(link).path))


def leaf(link: str) -> str:
    """The last part of an address's path, decoded."""
    return urllib.parse.unquote(urllib.parse.urlsplit(link).path).rpartition("/")[2]


# --- programs that tests drive ----------------------------------------------------------------------------


def install_system_programs() -> None:
    """Install what is missing of `SYSTEM_PROGRAMS` where there are apt and root; say what stays missing.

    Never fails: tests skip, and say why, where a program is not there. A failed attempt is not repeated for
    a day.
    """
    missing = missing_programs()
    tried = VENV / ".jixiao-system"
    recently = tried.exists() and time.time() - tried.stat().st_mtime < A_DAY
    if missing and not recently and shutil.which("apt-get") and is_root():
        say(f"正在用 apt 安装测试用到的系统程序：{'、'.join(missing)} ……")
        apt("update")
        for package in missing:
            apt("install", "--yes", "--no-install-recommends", package)
        missing = missing_programs()
        if missing:
            tried.write_text("\n".join(missing), "utf-8")
    for package in missing:
        say(f"本机没有 {package}：用到它的测试会跳过，并说明原因。")


def missing_programs() -> list[str]:
    """The packages of `SYSTEM_PROGRAMS` none of whose commands is on the path."""
    return [package for package, names in SYSTEM_PROGRAMS.items() if not any(map(shutil.which, names))]


def is_root() -> bool:
    """Whether this process may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt(*arguments: str) -> bool:
    """Run apt-get without questions; whether it ended well."""
    options = ["-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=20", "-o", "DPkg::Lock::Timeout=120"]
    return runs(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", *options, *arguments])


if __name__ == "__main__":
    sys.exit(main())
