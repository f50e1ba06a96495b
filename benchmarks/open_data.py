"""What open data costs: `python benchmarks/open_data.py [N]`.

Makes the pieces of 200 synthetic projects, then writes data files of N (default 3,000) by taking these pieces in turn. Prints
processor time; the growth with N shows by running with several N. Memory is that of writing alone where N is large.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from benchmarks import synthetic  # noqa: E402
from generator.evaluate import evaluate  # noqa: E402
from generator.load import load  # noqa: E402
from generator.opendata.data_files import write_data  # noqa: E402
from generator.opendata.piece import piece_of  # noqa: E402
from generator.opendata.publisher import Publisher  # noqa: E402

DIFFERENT = 200


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with tempfile.TemporaryDirectory() as folder:
        content = load(synthetic.write(Path(folder) / "w", DIFFERENT))
        evaluations = evaluate(content).evaluations
        start = time.process_time()
        pieces = [p for p in map(piece_of, evaluations) if p is not None]
        made = time.process_time()
        data = write_data(Path(folder) / "data", Publisher.of(content.site), islice(cycle(pieces), count))
        written = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{data.projects} projects, {sum(f.size for f in data.files) / 1e6:.0f} MB of data files")
    print(f"pieces      {(made - start) / len(pieces) * 1000:8.2f} ms/project")
    print(f"writing     {(written - made) / count * 1000:8.2f} ms/project, {written - made:.1f} s in all")
    print(f"peak memory {peak:8.0f} MB")


if __name__ == "__main__":
    main()
