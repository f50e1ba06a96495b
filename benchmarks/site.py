"""What the site of N synthetic projects costs: `python benchmarks/site.py [N …] [--plain N …] [--pdf]`.

For every N, in processes of their own: the build from nothing (YAML and Markdown to the finished site with its search
index, without PDF unless asked), the build with nothing to do, and the build after one project was edited; clock and
processor time of all processes together, and the most memory that they held at one moment (shared pages counted once).
`--plain` also builds the same pages with stock mkdocs-material, its default navigation and search. The last line fits
the growth: an exponent of 1 is linear. Others at work on the machine distort the clock more than the processor time.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks.synthetic import write  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
PLAIN = """\
site_name: plain
docs_dir: docs
theme: {name: material, language: zh}
plugins: [search]
use_directory_urls: false
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, seconds of processors, and megabytes."""

    clock: float
    processors: float
    memory: float

    def __str__(self) -> str:
        return f"{self.clock:8.1f} s {self.processors:8.1f} s CPU {self.memory:7.0f} MB"


def cost(command: list[str], folder: Path) -> Cost:
    """Run a command in a session of its own and watch all processes of that session."""
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "NO_MKDOCS_2_WARNING": "1"}
    started = time.monotonic()
    with (folder / "benchmark.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        spent: dict[int, float] = {}
        most = 0.0
        while process.poll() is None:
            times, memory = _session(process.pid)
            spent |= times
            most = max(most, memory)
            time.sleep(0.1)
    if process.returncode:
        raise SystemExit((folder / "benchmark.log").read_text()[-2000:])
    return Cost(time.monotonic() - started, sum(spent.values()), most)


def _session(leader: int) -> tuple[dict[int, float], float]:
    """Processor seconds of each process of a session so far, and the memory of all in megabytes."""
    times: dict[int, float] = {}
    memory = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader:
                times[int(entry.name)] = (int(fields[11]) + int(fields[12])) / TICKS
                lines = (entry / "smaps_rollup").read_text().splitlines()
                memory += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, ValueError, IndexError, StopIteration):
            continue  # it has just ended
    return times, memory / 1024


def measure(count: int, folder: Path, options: list[str]) -> Cost:
    """Build a site of so many projects from nothing, again, and after an edit."""
    write(folder, count)
    command = [sys.executable, "-m", "generator", "build", *options]
    cold = cost(command, folder)
    print(f"{count:6} from nothing      {cold}", flush=True)
    print(f"{count:6} nothing to do     {cost(command, folder)}", flush=True)
    report = sorted((folder / "content" / "projects").glob("*/*/report.md"))[count // 2]
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("# 基本情况", "# 基本情况\n\n新写的一句。", 1), encoding="utf-8")
    print(f"{count:6} one edited        {cost(command, folder)}", flush=True)
    return cold


def plain(folder: Path) -> Cost:
    """Build the staged pages of a folder with stock mkdocs-material."""
    other = folder / "plain"
    shutil.copytree(folder / ".jixiao" / "stage", other / "docs")
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    extensions = settings[settings.index("markdown_extensions:") :]
    (other / "mkdocs.yml").write_text(PLAIN + extensions, encoding="utf-8")
    return cost([sys.executable, "-m", "mkdocs", "build", "--quiet"], other)


def exponent(points: list[tuple[int, float]]) -> float:
    """The power of N that fits costs best."""
    logs = [(math.log(n), math.log(c)) for n, c in points]
    mean_x, mean_y = (sum(v) / len(logs) for v in zip(*logs, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", type=int, nargs="*", default=[100, 300, 1000])
    parser.add_argument("--plain", type=int, nargs="*", default=[])
    parser.add_argument("--pdf", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    options = ["--jobs", str(given.jobs), *([] if given.pdf else ["--no-pdf"])]
    print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)
    costs: list[tuple[int, Cost]] = []
    for count in given.counts:
        with tempfile.TemporaryDirectory() as folder:
            costs.append((count, measure(count, Path(folder), options)))
            if count in given.plain:
                stock = plain(Path(folder))
                print(
                    f"{count:6} plain material    {stock} "
                    f"{stock.processors / costs[-1][1].processors:.1f} times the processor time, "
                    f"{stock.clock / costs[-1][1].clock:.1f} times the clock",
                    flush=True,
                )
    if len(costs) > 1:
        by_clock = exponent([(n, c.clock) for n, c in costs])
        by_processors = exponent([(n, c.processors) for n, c in costs])
        print(f"growth: exponent {by_processors:.2f} by processor time, {by_clock:.2f} by the clock")


if __name__ == "__main__":
    main()
