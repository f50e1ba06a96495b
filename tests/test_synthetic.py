"""The synthetic projects of benchmarks and browser tests are valid, the same each time, and grow at the end."""

from __future__ import annotations

from pathlib import Path

from benchmarks.synthetic import write
from generator.evaluate import evaluate
from generator.findings import Severity
from generator.load import load
from generator.model.project import Status


def test_synthetic_projects_pass_every_check_and_vary(tmp_path: Path) -> None:
    workspace = write(tmp_path, 100)
    result = evaluate(load(workspace))
    assert [f for f in result.findings if f.severity is not Severity.NOTE] == []
    public = [e for e in result.evaluations if e.project.facts.status is Status.PUBLISHED]
    assert (len(public), len(result.evaluations)) == (100, 106)
    assert len({e.rules.id for e in public}) == 4
    assert len({e.project.units.department for e in public}) > 10
    assert len({e.score.grade for e in public}) >= 4
    sizes = [
        sum(len(p.read_text(encoding="utf-8")) for p in f.iterdir()) for f in workspace.projects.glob("*/*")
    ]
    assert 13_000 < sum(sizes) / len(sizes) < 17_000


def test_a_smaller_set_is_the_beginning_of_a_larger_one(tmp_path: Path) -> None:
    small, large = write(tmp_path / "a", 5), write(tmp_path / "b", 8)
    for path in small.projects.rglob("*.*"):
        assert (large.projects / path.relative_to(small.projects)).read_bytes() == path.read_bytes()
