"""The data files of the real content, written once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.opendata.data_files import OpenData, write_data
from generator.opendata.publisher import Publisher
from tests.opendata.samples import pieces, real_evaluations
from tests.site.samples import real_site


@dataclass(frozen=True)
class Written:
    """A folder of data files and what its writer told of it."""

    folder: Path
    data: OpenData


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The data files of the repository's own content."""
    folder = tmp_path_factory.mktemp("data")
    return Written(folder, write_data(folder, Publisher.of(real_site()), pieces(*real_evaluations())))
