"""A review as one HTML file: what changed, and both versions of the report side by side."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.review.changes import Review
from generator.review.parallel import changed_blocks
from generator.review.show import counted, finding_line, headline, old_and_new, summary


def html(review: Review) -> str:
    """The whole file: it needs no other, runs no script and asks nothing of the network."""
    return _environment().get_template("review.html").render(review=review)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        changed_blocks=changed_blocks, counted=counted, finding_line=finding_line, headline=headline,
        old_and_new=old_and_new, summary=summary,
    )  # fmt: skip
    return environment
