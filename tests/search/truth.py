"""The truth about a site, told without the index: which pages contain a phrase, by substring over what they show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.search.extract import blocks
from generator.search.fold import folded, terms


@dataclass(frozen=True)
class Truth:
    """The folded blocks of each project's page, by address from the root of the site."""

    pages: dict[str, list[str]]

    @staticmethod
    def of(site: Path) -> Truth:
        found = sorted(site.glob("projects/*/*/index.html"))
        return Truth(
            {
                path.relative_to(site).as_posix(): [
                    folded(block.text) for block in blocks(path.read_text(encoding="utf-8"))
                ]
                for path in found
            }
        )

    def passages(self, query: str) -> dict[str, int]:
        """How many blocks of each page contain any term, of the pages that contain every term."""
        wanted = terms(query)
        return {
            page: sum(any(term in text for term in wanted) for text in texts)
            for page, texts in self.pages.items()
            if wanted and all(any(term in text for text in texts) for term in wanted)
        }
