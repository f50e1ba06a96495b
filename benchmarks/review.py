"""How long a review takes: one changed project, and one changed rule set, among many.

    python benchmarks/review.py [--projects 1000]

Makes synthetic projects in a temporary repository, changes one, and runs the command as a reviewer does.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def git(root: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    subprocess.run(["git", *who, "-C", str(root), *arguments], check=True, capture_output=True)


def measure(root: Path, what: str) -> None:
    """Time the command, twice, cold of nothing but the files."""
    for number in (1, 2):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "generator", "-C", str(root), "review", "HEAD", "--format", "oneline"],
            cwd=HERE.parent, capture_output=True, text=True, check=False,
        )  # fmt: skip
        lines = done.stdout.count("\n")
        print(
            f"{what}, run {number}: {time.perf_counter() - start:.2f} s, {lines} lines, exit {done.returncode}"
        )


def main() -> None:
    """Make the repository and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        subprocess.run(
            [sys.executable, str(HERE / "synthetic.py"), "--projects", str(options.projects), scratch],
            check=True,
        )
        git(root, "init", "-q")
        git(root, "add", "-A")
        git(root, "commit", "-q", "-m", "Everything")
        narrative = min(root.glob("content/projects/*/*/report.md"))
        text = narrative.read_text(encoding="utf-8")
        narrative.write_text(text.replace("。", "，情况良好。", 1), encoding="utf-8")
        measure(root, f"one narrative of {options.projects}")
        git(root, "checkout", "--", ".")
        rules = min(root.glob("content/rule_sets/*.yml"))
        rules.write_text(
            rules.read_text(encoding="utf-8").replace("  名称: ", "  名称: 新", 1), encoding="utf-8"
        )
        measure(root, f"a rule set ({rules.stem})")


if __name__ == "__main__":
    main()
