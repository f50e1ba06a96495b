"""A staged page: front matter, then the Markdown that a template of `site_templates/pages` makes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.report.markdown import escape
from generator.site.terms import TERMS

TEMPLATES = Path(__file__).parents[3] / "site_templates"

DESCRIPTION_LENGTH = 120


def shortened(text: str) -> str:
    """The start of a text, for the description of a page."""
    text = " ".join(text.split())
    return text if len(text) <= DESCRIPTION_LENGTH else text[: DESCRIPTION_LENGTH - 1] + "…"


def stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not there."""
    return {name: value for name, value in values.items() if value is not None and value != ""}


def steps(*between: tuple[str, str]) -> list[dict[str, str]]:
    """The way from the overview to a page: name and address, from the root of the site, of every page above it."""
    return [{"name": name, "url": url} for name, url in (("总览", "index.html"), *between)]


def page(template: str, meta: Mapping[str, Any], **facts: Any) -> str:
    """A staged page: front matter, then the template's Markdown."""
    front = yaml.dump(dict(meta), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)
    body = _environment().get_template(f"pages/{template}.md").render(facts)
    return f"---\n{front}---\n\n{body.strip()}\n"


_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@cache
def _environment() -> Environment:
    environment = Environment(  # the templates are the site's own, as those of its theme are
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["terms"] = TERMS
    environment.filters["markdown"] = lambda text: Markup(escape(text))  # noqa: S704 - escapes HTML too
    return environment
