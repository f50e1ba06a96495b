"""What the pages use of their theme: the style sheet of Material, under a name that does not change with its version."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def theme_assets() -> dict[str, bytes]:
    """The style sheet as an asset of the staged tree; `mkdocs.yml` names it first."""
    folder = files("material") / "templates" / "assets" / "stylesheets"
    sheet = next(f for f in folder.iterdir() if f.name.startswith("main.") and f.name.endswith(".min.css"))
    return {"assets/css/material.css": sheet.read_bytes()}
