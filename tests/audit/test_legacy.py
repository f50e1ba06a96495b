"""Every kind of fault, planted in a consistent report: found, and nothing else where there is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.audit import KINDS, audit
from generator.audit.reading import KINDS as READING
from generator.findings import Finding
from tests.audit.legacy import CASES, CLEAN, TABLELESS, TABLELESS_CODES, with_changes, write

FORMATS = (".html", ".txt", ".docx", ".pdf")
TOGETHER = (
    "T101",
    "T104",
    "T106",
    "T301",
    "T303",
    "T304",
    "T406",
    "T601",
    "T702",
    "T703",
    "T801",
    "T901",
)


def findings(html: str, folder: Path, suffix: str = ".html") -> list[Finding]:
    path = write(html, folder, suffix)
    return audit(path, path.name)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_consistent_report_is_left_alone(tmp_path: Path, suffix: str) -> None:
    assert [(f.code, f.message) for f in findings(CLEAN, tmp_path, suffix)] == []


@pytest.mark.parametrize("code", CASES)
def test_a_planted_fault_is_found(tmp_path: Path, code: str) -> None:
    found = findings(with_changes(CASES[code]), tmp_path)
    assert code in {f.code for f in found}
    for finding in found:
        assert finding.message
        assert finding.hint
        assert all(related.quote for related in finding.related)


@pytest.mark.parametrize("suffix", FORMATS)
def test_faults_are_found_in_every_format(tmp_path: Path, suffix: str) -> None:
    html = CLEAN
    for code in TOGETHER:
        html = with_changes(CASES[code], html)
    assert set(TOGETHER) <= {f.code for f in findings(html, tmp_path, suffix)}


LAYOUTS = {"空格": "   ", "制表符": "\t", "竖线": "|"}
PLANTED = ("T101", "T104", "T201", "T203", "T301", "T303", "T315", "T401", "T406", "T501")


def laid_out(html: str, folder: Path, layout: str) -> Path:
    """The report as text whose rows have lost their empty cells (with bars, none), parted otherwise."""
    lines = []
    for line in write(html, folder, ".txt").read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) == 1:
            lines.append(line)
        elif layout == "竖线":
            lines.append(f"|{'|'.join(cells)}|")
        else:
            lines.append(LAYOUTS[layout].join(cell for cell in cells if cell.strip()))
    path = folder / f"{layout}.{'md' if layout == '竖线' else 'txt'}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lost_layout_is_recovered(tmp_path: Path, layout: str) -> None:
    assert [(f.code, f.message) for f in audit(laid_out(CLEAN, tmp_path, layout), layout)] == []
    for code in PLANTED:
        path = laid_out(with_changes(CASES[code]), tmp_path, layout)
        assert code in {f.code for f in audit(path, layout)}


def test_a_report_without_tables(tmp_path: Path) -> None:
    assert {f.code for f in findings(TABLELESS, tmp_path)} >= TABLELESS_CODES


def test_every_kind_has_a_case() -> None:
    reading = {kind.code for kind in READING}
    assert {kind.code for kind in KINDS} - reading == set(CASES) | TABLELESS_CODES


def test_both_places_are_quoted(tmp_path: Path) -> None:
    found = findings(with_changes(CASES["T203"]), tmp_path)
    target = next(f for f in found if f.code == "T203")
    assert {target.found, *(related.quote for related in target.related)} == {"≥98%", "≥99%"}
    assert {target.place.line, *(related.place.line for related in target.related)} > {target.place.line}


def test_personal_data_are_not_repeated(tmp_path: Path) -> None:
    for code in ("T901", "T902", "T903", "T904", "T905"):
        secret = CASES[code][0][1].partition("：")[2].partition("<")[0]
        for finding in findings(with_changes(CASES[code]), tmp_path):
            assert secret not in f"{finding.message}{finding.found}{[r.quote for r in finding.related]}"
