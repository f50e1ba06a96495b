"""What is hard to print looks right: nothing overlaps, leaves the type area, or stands alone where it must not."""

from __future__ import annotations

import dataclasses
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdf
import pytest

from generator.content.images import read_images
from generator.content.narrative import read_narrative
from generator.evaluate import evaluate
from generator.load import load
from generator.render.drawings import drawn
from generator.render.fonts import DEFAULT
from generator.render.pdf import cover_title, render_pdf
from generator.report.assemble import assemble
from generator.report.document import Document
from generator.scoring import score_project
from generator.workspace import Workspace
from tests import pictures
from tests.conftest import REPOSITORY
from tests.report.samples import sample
from tests.support import rule_set

TITLE = "2024年某市水务局城区排水泵站智能监测平台及配套通信链路租用和运行维护人员培训与验收服务专项经费项目支出绩效评价报告"
SENTENCE = "三千六百二十台设备全部接入平台并稳定运行，"
LONG_CELL = (SENTENCE * 80)[:1500]
MILLIMETRE = 72 / 25.4

NARRATIVE = f"""\
# 基本情况

## 项目概况

公式写在行内时是 $得分=\\frac{{完成值}}{{指标值}}\\times 权重$，另起一行时是：

$$得分=\\left(1-\\frac{{\\max(0,目标值-完成值)}}{{目标值}}\\right)\\times 权重\\times 100\\%$$

- 第一层的第一项，{SENTENCE}{SENTENCE}
    - 第二层的第一项，{SENTENCE}{SENTENCE}
        1. 第三层的第一项，{SENTENCE}{SENTENCE}
        2. 第三层的第二项。
    - 第二层的第二项。
- 第一层的第二项。

![很宽的图](wide.png "平台总体结构")

## 没有内容的一节

# 评价结论

| 序号 | 指标 | 指标值 | 完成值 | 说明 |
|---|---|---|---|---|
{{rows}}

| 名称 | 说明 |
|---|---|
| 长格 | {LONG_CELL} |
| 短格 | 完 |
"""

NARROW = (
    '<table data-widths="6 7 10 5 15 28 8 8 6 6 14"><caption>窄列的表</caption><thead><tr>'
    + "".join(f"<th>{name}</th>" for name in (
        "一级指标", "二级指标", "三级指标", "权重", "指标解释", "评分标准", "指标值", "完成值", "公布得分", "复算得分", "扣分原因"))
    + "</tr></thead><tbody>"
    + "".join(
        ('<tr><td rowspan="6">项目产出（40分）</td><td rowspan="6">产出成本</td>' if row % 6 == 0 else "<tr>")
        + f"<td>成本控制率{row}</td><td class=n>4</td><td class=l>{'考察项目成本控制情况。' * (1 + row % 4)}</td>"
        + f"<td class=l>{'若90%≤n≤100%，得满分，每低1%扣0.2分。' * (1 + row % 5)}</td><td>90%≤n≤100%</td>"
        + "<td>99.31%</td><td class=n>4</td><td class=n>8.00（人工裁量）≠</td><td class=l>—</td></tr>"
        for row in range(24)
    )
    + "</tbody><tfoot><tr><td colspan=3>合计</td><td>100</td><td></td><td></td><td></td><td></td><td>98</td>"
    + "<td>96.00≠</td><td></td></tr></tfoot></table>"
)  # fmt: skip

HEADINGS = "\n\n".join(
    f"## （{n}）标题{n} {{#h{n}}}\n\n段{n}，{'满' * 28 * (2 + n % 5)}" for n in range(1, 60)
)
"""Sections of several lengths, so that their headings come to stand on every line of a page."""


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Document:
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "wide.png").write_bytes(pictures.png(3000, 400))
    rows = "\n".join(
        f"| {n} | 指标{n} | ≥{n}% | {n}.00% | {'说明文字。' * (1 + n % 7)} |" for n in range(1, 81)
    )
    narrative = read_narrative(NARRATIVE.replace("{rows}", rows), "report.md")
    assert [f.code for f in narrative.findings] == ["R006"]
    images, _ = read_images(folder, narrative)
    project, rules = sample(), rule_set()
    document, _ = assemble("2024/a", project, score_project(project, rules), rules, narrative, images)
    annexes = f"# 附件8　窄列 {{#a8 .annex .landscape}}\n\n{NARROW}\n\n# 九、标题 {{#s9}}\n\n{HEADINGS}"
    return dataclasses.replace(document, title=TITLE, markdown=f"{document.markdown}\n\n{annexes}")


@pytest.fixture(scope="module")
def printed(hard: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render_pdf(hard)))


@pytest.fixture(scope="module")
def real() -> dict[str, Document]:
    return evaluate(load(Workspace(REPOSITORY))).documents


# Geometry ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text on a page; lengths in points from the lower left corner."""

    text: str
    x: float
    y: float
    size: float

    @property
    def end(self) -> float:
        """Where it ends at least."""
        ems = sum(0.95 if "\u4e00" <= c <= "\u9fff" else 0.35 for c in self.text)  # the least that signs take
        return self.x + ems * self.size


def runs(page: pypdf.PageObject) -> list[Run]:
    found: list[Run] = []

    def visit(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip() and tm[0] > 0:
            found.append(Run(re.sub(r"\s+", "", text), x, y, size * tm[0] * cm[0]))

    page.extract_text(visitor_text=visit)
    return found


def overlapping(page: pypdf.PageObject) -> Iterator[tuple[str, str]]:
    """Texts of which one runs into the other."""
    lines: dict[int, list[Run]] = defaultdict(list)
    for run in runs(page):
        lines[round(run.y)].append(run)
    for line in lines.values():
        ordered = sorted(line, key=lambda run: run.x)
        yield from ((a.text, b.text) for a, b in pairwise(ordered) if a.end > b.x + 1)


def outside(page: pypdf.PageObject) -> list[str]:
    """Texts that leave the type area, the folio apart."""
    wide = page.mediabox.width > page.mediabox.height
    left, right, bottom = (35, 37, 26) if wide else (28, 26, 35)
    return [
        run.text
        for run in runs(page)
        if not re.fullmatch(r"—\s*\d+\s*—", run.text.strip())
        and (
            run.x < left * MILLIMETRE - 1
            or run.end > float(page.mediabox.width) - right * MILLIMETRE + 1
            or run.y < bottom * MILLIMETRE - 1
        )
    ]


# Looks ---------------------------------------------------------------------------------------------------------


def faults(reader: pypdf.PdfReader) -> list[object]:
    """Everything on the pages that overlaps or leaves the type area, the leaders of the contents apart."""
    found: list[object] = []
    for number, page in enumerate(reader.pages):
        found += [(number, *pair) for pair in overlapping(page) if pair[1] != "."]
        found += [(number, text) for text in outside(page)]
    return found


@pytest.fixture(scope="module")
def texts(printed: pypdf.PdfReader) -> list[str]:
    """The text of every page, without white space; none for those of the contents."""
    found = [re.sub(r"\s+", "", page.extract_text()) for page in printed.pages]
    return ["" if "......" in text else text for text in found]


def page_of(texts: list[str], wanted: str) -> int:
    """The first page with some text."""
    return next(n for n, text in enumerate(texts) if wanted in text)


def test_nothing_overlaps_or_leaves_the_type_area(printed: pypdf.PdfReader) -> None:
    assert faults(printed) == []


@pytest.mark.slow
def test_nothing_overlaps_in_the_published_reports(real: dict[str, Document]) -> None:
    assert len(real) >= 5
    for name, document in real.items():
        assert faults(pypdf.PdfReader(io.BytesIO(render_pdf(document)))) == [], name


def test_the_check_finds_what_overlaps() -> None:
    """An interval that cannot be divided runs over its neighbours."""
    cells = "".join("<td>90%≤n＜100%≤90%n100%</td>" for _ in range(9))
    table = f"<table><tbody><tr>{cells}</tr></tbody></table>".replace("≤", "a").replace("＜", "b")
    plain = dataclasses.replace(evaluated(), markdown=f"# 一、甲 {{#s1}}\n\n{table}")
    assert faults(pypdf.PdfReader(io.BytesIO(render_pdf(plain))))


def evaluated() -> Document:
    project, rules = sample(), rule_set()
    narrative = read_narrative("# 章\n\n文", "report.md")
    return assemble("2024/a", project, score_project(project, rules), rules, narrative, ())[0]


def test_a_title_of_sixty_characters_stands_on_a_few_even_lines() -> None:
    assert len(TITLE) >= 58
    _, lines = cover_title(TITLE)
    assert len(lines) <= 4
    assert min(map(len, lines)) >= 10
    assert "".join(lines) == TITLE


def test_the_rows_of_a_long_table_stay_whole(texts: list[str]) -> None:
    for number in range(1, 81):
        row = f"{number}指标{number}≥{number}%{number}.00%{'说明文字。' * (1 + number % 7)}"
        assert any(row in text for text in texts), row
    first, last = page_of(texts, "1指标1≥"), page_of(texts, "80指标80≥")
    assert last - first >= 3
    assert all("序号指标指标值完成值说明" in text for text in texts[first : last + 1])


def test_a_cell_of_1500_characters_goes_on_over_the_pages(texts: list[str]) -> None:
    first, last = page_of(texts, "长格"), page_of(texts, "短格")
    assert last - first >= 1
    together = re.sub(r"—\d+—|名称说明|长格", "", "".join(texts[first : last + 1]))
    assert LONG_CELL in together
    assert texts[last].startswith("名称说明")


def test_no_heading_stands_alone_at_the_end_of_a_page(texts: list[str], printed: pypdf.PdfReader) -> None:
    at = {n: page_of(texts, f"（{n}）标题{n}段{n}，满") for n in range(1, 60)}
    pages = printed.pages[min(at.values()) :]
    lines = {round(run.y) for page in pages for run in runs(page) if "标题" in run.text}
    assert len(lines) >= 15, "the headings do not stand on enough different lines to prove anything"


def test_a_picture_wider_than_the_page_fits(hard: Document, texts: list[str]) -> None:
    (picture,) = (d for name, d in drawn(hard, 442, DEFAULT).items() if name == hard.pictures[0].name)
    assert (picture.width, round(picture.height)) == (442, round(442 * 400 / 3000))
    assert page_of(texts, "图1-1平台总体结构")


def test_a_chapter_without_content_keeps_its_heading_with_the_next(texts: list[str]) -> None:
    assert page_of(texts, "没有内容的一节") == page_of(texts, "二、评价结论")


def test_a_total_in_narrow_columns_is_on_the_last_page_alone(texts: list[str]) -> None:
    pages = [text for text in texts if "成本控制率" in text]
    assert ["合计10098" in text for text in pages] == [False] * (len(pages) - 1) + [True]
    assert all("项目产出（40分）" in text for text in pages)
