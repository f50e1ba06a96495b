"""Who publishes the data, as data files need it: names, terms of use and absolute addresses, as far as they are declared."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from functools import cached_property

from generator.model.register import Licence, Site
from generator.model.values import WebAddress

DEFAULT_NAME = "项目支出绩效评价公开"
"""The name of a site whose site.yml could not be read; only a preview gets that far."""


@dataclass(frozen=True)
class Publisher:
    """The publisher of a site. What site.yml does not say is None."""

    name: str
    host: str | None = None
    domain: WebAddress | None = None
    licence: Licence | None = None
    data_date: datetime.date | None = None

    @staticmethod
    def of(site: Site | None) -> Publisher:
        """The publisher that site.yml declares."""
        if site is None:
            return UNKNOWN
        return Publisher(site.name, site.host, site.domain, site.data_licence, site.data_date)

    def address(self, path: str, relative: str) -> str:
        """The absolute address of a path from the root of the site; `relative` where no domain is declared."""
        return self.domain.of(path) if self.domain else relative

    def identifier(self, path: str) -> str:
        """A lasting IRI for what stands at a path: its absolute address, else one made from the site's name and the path."""
        return self.domain.of(path) if self.domain else uuid.uuid5(self._names, path).urn

    @cached_property
    def _names(self) -> uuid.UUID:
        return uuid.uuid5(uuid.NAMESPACE_URL, f"jixiao:{self.name}")


UNKNOWN = Publisher(DEFAULT_NAME)
