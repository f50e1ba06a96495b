"""Every kind of finding there is, in one visible place. `explain CODE` and the documentation read it."""

from __future__ import annotations

from generator import audit, checks, load
from generator.content import folders, images, narrative, source, yaml_reader
from generator.findings import Kind
from generator.model import decode
from generator.report import assemble
from generator.workbook import kinds as workbook_kinds

SOURCES: tuple[tuple[Kind, ...], ...] = (
    folders.KINDS,
    source.KINDS,
    yaml_reader.KINDS,
    load.KINDS,
    decode.KINDS,
    narrative.KINDS,
    images.KINDS,
    assemble.KINDS,
    checks.KINDS,
    audit.KINDS,
    workbook_kinds.KINDS,
)

CATALOGUE: dict[str, Kind] = {kind.code: kind for kinds in SOURCES for kind in kinds}
