"""Evaluations for tests of open data: small ones, and the real content."""

from __future__ import annotations

from typing import Any

from generator.evaluate import Evaluation
from tests.site import samples


def evaluation(project_id: str = "2024/beng-zhan", **changes: Any) -> Evaluation:
    """A small project that is 已公开; `changes` by Chinese key of project.yml, or of 项目."""
    return samples.entry(project_id, **({"状态": "已公开"} | changes)).evaluation


def real_evaluations() -> list[Evaluation]:
    """The projects of the repository."""
    return [e.evaluation for e in samples.real_entries()]
