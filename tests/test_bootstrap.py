"""`bootstrap.py`: the three ways to a pip, healing, refusals; all against a package index made up here."""

from __future__ import annotations

import base64
import hashlib
import http.server
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import bootstrap

ROOT = Path(__file__).resolve().parents[1]
DEMO = {
    "demo/__init__.py": "from demo.data import ANSWER\n",
    "demo/data.py": "ANSWER = 42\n",
}


# --- a package index of two packages, and a project that wants them ----------------------------------------


def digest(content: bytes) -> str:
    """The hash of a file in the notation of wheels."""
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def write_wheel(folder: Path, name: str, version: str, files: dict[str, bytes]) -> Path:
    """A pure wheel with its metadata first, as compiled packages have it."""
    info = f"{name}-{version}.dist-info"
    metadata = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    contents = {**metadata, **files}
    record = "".join(f"{path},{digest(content)},{len(content)}\n" for path, content in contents.items())
    record += f"{info}/RECORD,,\n"
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, content in {**contents, f"{info}/RECORD": record.encode()}.items():
            archive.writestr(path, content)
    return wheel


def own_pip() -> tuple[str, dict[str, bytes]]:
    """The version and the files of the pip that these tests run beside."""
    found = importlib.metadata.distribution("pip")
    files = {
        path.as_posix(): path.read_binary()
        for path in found.files or []
        if path.parts[0] == "pip" and path.suffix != ".pyc"
    }
    return found.version, files


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without a log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given
        """Say nothing."""


@dataclass(frozen=True)
class Index:
    """A package index on this machine."""

    address: str
    wheels: tuple[Path, ...]

    def lock(self) -> str:
        """What `make lock` would write for it."""
        return "".join(
            f"{wheel.name.split('-')[0]}=={wheel.name.split('-')[1]} \\\n"
            f"    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
            for wheel in self.wheels
        )


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("index")
    version, files = own_pip()
    demo = {path: text.encode() for path, text in DEMO.items()}
    wheels = (write_wheel(folder, "demo", "1.0", demo), write_wheel(folder, "pip", version, files))
    for wheel in wheels:
        page = folder / "simple" / wheel.name.split("-")[0] / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f'<a href="../../{wheel.name}">{wheel.name}</a>')
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *args: Quiet(*args, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Index(f"http://127.0.0.1:{server.server_port}/simple", wheels)
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Project:
    """A folder with `bootstrap.py`, locks and a package, and how it is bootstrapped."""

    folder: Path
    index: str

    def bootstrap(self, *options: str, lacking: tuple[str, ...] = (), **changed: str) -> tuple[int, str]:
        """Run it with a Python that lacks some modules; exit code and everything printed."""
        code = (
            f"import runpy, sys; sys.modules.update(dict.fromkeys({lacking!r}));"
            f"sys.argv = ['bootstrap.py', *{options!r}]; runpy.run_path('bootstrap.py', run_name='__main__')"
        )
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PIP_")},
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": self.index,
            "PIP_NO_CACHE_DIR": "1",
            "PIP_RETRIES": "0",
            "NO_PROXY": "127.0.0.1",
            "PYTHONIOENCODING": "utf-8",
            **changed,
        }
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / bootstrap.venv_python().relative_to(ROOT)

    def answer(self) -> str:
        """What its packages say, from another folder."""
        command = [str(self.python), "-c", "import demo, generator; print(demo.ANSWER, generator.NAME)"]
        done = subprocess.run(
            command, cwd=self.folder.parent, capture_output=True, encoding="utf-8", check=False
        )
        return done.stdout.strip()

    def library(self) -> Path:
        """Its site-packages."""
        code = "import sysconfig; print(sysconfig.get_path('purelib'))"
        return Path(subprocess.check_output([self.python, "-c", code], encoding="utf-8").strip())


@pytest.fixture
def project(tmp_path: Path, index: Index) -> Project:
    folder = tmp_path / "绩效 公开"
    (folder / "generator").mkdir(parents=True)
    (folder / "generator" / "__init__.py").write_text("NAME = 'jixiao'\n")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (folder / lock).write_text(index.lock())
    shutil.copy(ROOT / "bootstrap.py", folder)
    return Project(folder, index.address)


# --- the three ways ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lacking", "fetched"),
    [((), False), (("ensurepip",), False), (("ensurepip", "pip"), True)],
    ids=["ensurepip", "pip of the system", "no pip at all"],
)
def test_every_way_to_a_pip_ends_in_a_ready_environment(
    project: Project, lacking: tuple[str, ...], *, fetched: bool
) -> None:
    code, output = project.bootstrap(lacking=lacking)
    assert code == 0, output
    assert ("没有 pip" in output) == fetched
    assert project.answer() == "42 jixiao"

    began = time.monotonic()
    assert project.bootstrap(lacking=lacking) == (0, "")
    assert time.monotonic() - began < 2


@pytest.mark.slow
def test_tests_need_more_and_then_the_build_is_ready_too(project: Project) -> None:
    assert project.bootstrap("--dev", lacking=("ensurepip", "pip"))[0] == 0
    assert project.bootstrap() == (0, "")
    (project.folder / "requirements-dev.lock").open("a").write("# changed\n")
    assert project.bootstrap() == (0, "")
    assert "完成" in project.bootstrap("--dev")[1]


@pytest.mark.slow
def test_an_interrupted_installation_heals(project: Project) -> None:
    assert project.bootstrap(lacking=("ensurepip", "pip"))[0] == 0
    library = project.library()
    # What a killed pip leaves: metadata and some of the files, one of them cut short, and no stamp.
    (library / "demo" / "data.py").write_text("ANS")
    (library / "~emo").mkdir()
    (project.folder / ".venv" / ".jixiao-run").unlink()
    code, output = project.bootstrap()
    assert code == 0, output
    assert project.answer() == "42 jixiao"
    assert not (library / "~emo").exists()

    # What a killed `venv` leaves: a folder without a Python that runs.
    project.python.unlink()
    assert project.bootstrap(lacking=("ensurepip", "pip"))[0] == 0
    assert project.answer() == "42 jixiao"


@pytest.mark.slow
def test_a_moved_project_is_mended(project: Project) -> None:
    assert project.bootstrap(lacking=("ensurepip", "pip"))[0] == 0
    moved = Project(project.folder.rename(project.folder.with_name("moved")), project.index)
    assert moved.answer() == "42 jixiao"
    assert "完成" in moved.bootstrap()[1]
    assert moved.bootstrap() == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the command is a shell script elsewhere only")
def test_the_command_runs_from_anywhere(project: Project) -> None:
    (project.folder / "generator" / "__main__.py").write_text("import sys; print(sys.argv[1:])")
    assert project.bootstrap(lacking=("ensurepip", "pip"))[0] == 0
    command = [str(project.folder / ".venv" / "bin" / "jixiao"), "check", "2024/某 项目"]
    assert subprocess.check_output(command, cwd="/", encoding="utf-8").strip() == "['check', '2024/某 项目']"


# --- what it refuses, and how -----------------------------------------------------------------------------


@pytest.mark.slow
def test_without_an_index_it_says_so_in_both_languages_and_recovers(project: Project) -> None:
    lacking = ("ensurepip", "pip")
    code, output = project.bootstrap(lacking=lacking, PIP_INDEX_URL="http://127.0.0.1:9/simple")
    assert code == bootstrap.UNUSABLE
    assert "请检查网络" in output
    assert "Check the network" in output
    assert "Traceback" not in output
    assert not (project.folder / ".venv" / ".jixiao-run").exists()
    code, output = project.bootstrap(lacking=lacking)
    assert code == 0, output


def test_a_pip_with_another_hash_is_refused(project: Project) -> None:
    lock = project.folder / "requirements.lock"
    lock.write_text(re.sub(r"[0-9a-f]{64}", "0" * 64, lock.read_text()))
    code, output = project.bootstrap(lacking=("ensurepip", "pip"))
    assert code == bootstrap.UNUSABLE
    assert "SHA-256 does not match" in output
    assert not list((project.folder / ".venv").glob("*.whl"))


def test_an_old_python_says_what_is_needed() -> None:
    code = (
        "import runpy, sys; sys.version_info = (3, 9, 18); sys.argv = ['bootstrap.py'];"
        "runpy.run_path('bootstrap.py', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PATH": "", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == bootstrap.UNUSABLE
    assert "需要 Python 3.11 或更新版本，现在运行的是 3.9.18" in done.stderr
    assert "Python 3.11 or newer is needed" in done.stderr


# --- settings of pip, as pip reads them -------------------------------------------------------------------


def test_settings_come_from_files_and_then_from_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pip.conf"
    file.write_text(
        "[global]\nindex-url = https://a.example/simple\nproxy = p\n[install]\nfind-links =\n  x\n  y\n"
    )
    monkeypatch.setattr(bootstrap, "pip_files", lambda: [file])
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_INDEX_URL", "https://b.example/simple")
    settings = bootstrap.pip_settings()
    assert settings["index-url"] == "https://b.example/simple"
    assert settings["proxy"] == "p"
    assert settings["find-links"].split() == ["x", "y"]


def test_folders_come_before_indexes_and_a_failing_index_does_not_stop_the_next(tmp_path: Path) -> None:
    (tmp_path / "pip-1-py3-none-any.whl").touch()
    pages = {
        "https://two.example/simple/pip/": b"<a data-x='1' href='/f/pip-1-py3-none-any.whl#sha256=ab'>pip</a>"
        b'<a href="/f/pip-1.tar.gz">pip</a>'
    }
    settings = {
        "find-links": str(tmp_path),
        "index-url": "https://one.example/simple/",
        "extra-index-url": "https://two.example/simple",
    }

    def read(address: str) -> bytes:
        try:
            return pages[address]
        except KeyError:
            raise OSError("unreachable") from None

    faults: list[str] = []
    found = list(bootstrap.candidates(settings, "pip-1-py3-none-any.whl", read, faults))
    assert found == [
        (tmp_path / "pip-1-py3-none-any.whl").as_uri(),
        "https://two.example/f/pip-1-py3-none-any.whl",
    ]
    assert faults == ["https://one.example/simple/pip/: unreachable"]


# --- system programs --------------------------------------------------------------------------------------


def test_system_programs_are_asked_of_apt_once_a_day_and_never_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "is_root", lambda: True)
    monkeypatch.setattr(bootstrap, "apt", lambda *arguments: calls.append(arguments))
    monkeypatch.setattr(
        shutil, "which", lambda name: name if name in {"apt-get", "chromium", "javac"} else None
    )
    bootstrap.install_system_programs()
    assert calls == [("update",), ("install", "--yes", "--no-install-recommends", "poppler-utils")]
    assert "本机没有 poppler-utils：用到它的测试会跳过" in capsys.readouterr().out
    bootstrap.install_system_programs()
    assert len(calls) == 2


def test_without_root_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "is_root", lambda: False)
    monkeypatch.setattr(bootstrap, "apt", lambda *_: pytest.fail("apt was called"))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    bootstrap.install_system_programs()


# --- the locks --------------------------------------------------------------------------------------------


def locked(name: str) -> dict[str, list[Requirement]]:
    """Package -> its pins (several where they depend on the platform), of one lock."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    pins: dict[str, list[Requirement]] = {}
    for line in re.findall(r"^[A-Za-z0-9].*$", text, re.MULTILINE):
        requirement, *hashes = line.split("--hash=sha256:")
        assert hashes, f"{requirement} has no hash"
        pin = Requirement(requirement)
        pins.setdefault(canonicalize_name(pin.name), []).append(pin)
    return pins


def wanted() -> tuple[list[str], list[str]]:
    """What `pyproject.toml` asks for to run and to develop."""
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return data["project"]["dependencies"], data["dependency-groups"]["dev"]


def test_locks_answer_pyproject() -> None:
    run, dev = wanted()
    for name, wishes in (
        ("requirements.lock", [*run, "pip"]),
        ("requirements-dev.lock", [*run, *dev, "pip"]),
    ):
        pins = locked(name)
        for wish in map(Requirement, wishes):
            for pin in pins.get(canonicalize_name(wish.name), []):
                (version,) = pin.specifier
                assert wish.specifier.contains(version.version), (
                    f"{name}: {pin}, wanted {wish}: run `make lock`"
                )
            assert canonicalize_name(wish.name) in pins, f"{name} lacks {wish}: run `make lock`"


def test_the_lock_for_tests_holds_all_of_the_lock_for_builds() -> None:
    run, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: list(map(str, pins)) for name, pins in run.items()} == {
        name: list(map(str, dev[name])) for name in run
    }


def test_locks_name_no_place() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        assert "index-url" not in text


def test_the_fingerprint_is_of_the_locks_the_python_and_the_folder() -> None:
    facts = {"version": "3.11", "library": "x"}
    prints = {
        bootstrap.fingerprint(facts, dev=False),
        bootstrap.fingerprint(facts, dev=True),
        bootstrap.fingerprint({**facts, "version": "3.12"}, dev=False),
    }
    assert len(prints) == 3
