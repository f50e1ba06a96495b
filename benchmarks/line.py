"""What one project costs on the line from content to documents: `python benchmarks/line.py [N]`.

Copies the five real projects until there are N (default 200), then times reading, scoring with checks and assembly,
and the rendering of some PDFs, in one process. Prints milliseconds a project; the growth with N shows by running
with several N.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from generator.evaluate import evaluate  # noqa: E402
from generator.load import load  # noqa: E402
from generator.render.pdf import render_pdf  # noqa: E402
from generator.workspace import Workspace  # noqa: E402


def copies(count: int, root: Path) -> Workspace:
    """A workspace of `count` projects, copied in turn from the real ones."""
    shutil.copytree(REPOSITORY / "content", root / "content")
    real = sorted((root / "content" / "projects").glob("*/*"))
    for number in range(len(real), count):
        source = real[number % len(real)]
        shutil.copytree(source, source.with_name(f"{source.name}-{number}"))
    return Workspace(root)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        workspace = copies(count, Path(folder) / "w")
        start = time.perf_counter()
        content = load(workspace)
        read = time.perf_counter()
        result = evaluate(content)
        done = time.perf_counter()
        some = list(result.documents.values())[:5]
        for document in some:
            render_pdf(document)
        rendered = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} projects, {len(result.findings)} findings")
    print(f"read               {(read - start) / count * 1000:8.1f} ms/project")
    print(f"score, check, text {(done - read) / count * 1000:8.1f} ms/project")
    print(f"PDF                {(rendered - done) / len(some) * 1000:8.1f} ms/document")
    print(f"peak memory        {peak:8.0f} MB")


if __name__ == "__main__":
    main()
