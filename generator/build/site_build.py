"""`build`: content to a published site, one phase after another; nothing is published while an error stands."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from generator.build.fingerprint import Sources, source_commit
from generator.build.store import digest
from generator.findings import Finding, Kind, Severity, in_order
from generator.publish.lock import only_one
from generator.publish.manifest import write_manifest
from generator.publish.signature import sign
from generator.publish.swap import put_in_place, recover
from generator.workspace import Workspace

EXAMPLE_SITE = Kind(
    code="B601",
    title="网站信息还是示例值",
    severity=Severity.ERROR,
    explanation="正式发布（build --production）时，content/site.yml 要填本单位的真实信息。",
    mend="填好网站名称、主办单位、标识码等，删去“示例: 是”。",
    wrong="示例: 是",
)
NOT_PRINTABLE = Kind(
    code="B602",
    title="有的字印不出来",
    severity=Severity.ERROR,
    explanation="PDF 所用的字体里没有这个字。与其印成方框，不如不发布。",
    mend="核对是不是打错了字；确实要用的生僻字，请联系维护人员更换字体。",
)
FONT_MISSING = Kind(
    code="B603",
    title="缺少字体",
    severity=Severity.ERROR,
    explanation="site.yml 选用的字体方案要有仿宋、楷体、黑体、小标宋四种字体，缺一种也不换成别的字体印。",
    mend="按提示安装软件包，或者把字体文件放进“字体文件夹”所写的文件夹；也可以把“字体”改为“默认”。",
    wrong="字体: 本单位",
    right="字体: 默认",
)

KINDS = (EXAMPLE_SITE, NOT_PRINTABLE, FONT_MISSING)


@dataclass(frozen=True, slots=True)
class Options:
    """What kind of build is wanted. `only` names projects; it implies a preview of just these."""

    pdf: bool = True
    jobs: int | None = None
    clean: bool = False
    preview: bool = False
    production: bool = False
    only: Collection[str] | None = None
    sign: Path | None = None
    """The private key (OpenSSH) that signs the manifest."""

    @property
    def published(self) -> bool:
        """Whether the result is the public site; previews have a folder of their own."""
        return not self.preview and self.only is None


class Outcome(Enum):
    """How a build ended."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Built:
    """The end of a build: where the result is, how many projects, and all findings."""

    outcome: Outcome
    folder: Path
    projects: int = 0
    findings: tuple[Finding, ...] = field(default=())


def build(workspace: Workspace, options: Options) -> Built:
    """Build everything from content. The old site stays whole until the new one is finished.

    Raises `BusyError` while another build of this working copy is under way, `SignatureFault` where the key is no use.
    """
    with only_one(workspace.root / ".jixiao.lock"):
        return _build(workspace, options)


def _build(workspace: Workspace, options: Options) -> Built:
    target = workspace.site if options.published else workspace.root / "preview"
    recover(target)
    if options.clean:
        shutil.rmtree(workspace.data, ignore_errors=True)
    sources = Sources.of(workspace)
    commit = source_commit(workspace.root)
    fingerprint = digest(sources.all, json.dumps(_settings(options)), str(commit))
    record = workspace.data / f"{target.name}.json"
    last, files = _recorded(record), _listing(target)
    if last.get("fingerprint") == fingerprint and files and last["files"] == files:
        return Built(Outcome.UNCHANGED, target)

    from generator.build.make import Old, make_site  # noqa: PLC0415 - an unchanged build loads no engine
    from generator.build.provenance import made_from  # noqa: PLC0415 - as below

    unfinished = workspace.data / f"new-{target.name}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    before = last.get("files", {})
    changed = (path for path in before.keys() | files.keys() if before.get(path) != files.get(path))
    touched = {"/".join(path.split("/")[1:3]) for path in changed if path.startswith("projects/")}
    projects, findings = make_site(workspace, options, sources, unfinished, Old(target, touched))
    if any(f.severity is Severity.ERROR for f in findings):
        shutil.rmtree(unfinished, ignore_errors=True)
        return Built(Outcome.REFUSED, target, projects, tuple(in_order(findings)))
    write_manifest(unfinished, made_from(workspace, sources, commit, paged=options.pdf))
    if options.sign:
        sign(unfinished, options.sign)
    put_in_place(unfinished, target)
    record.write_text(json.dumps({"fingerprint": fingerprint, "files": _listing(target)}), encoding="utf-8")
    return Built(Outcome.BUILT, target, projects, tuple(in_order(findings)))


def _settings(options: Options) -> list[Any]:
    """The options that change what comes out."""
    only = None if options.only is None else sorted(options.only)
    key = str(options.sign) if options.sign else None
    return [options.pdf, options.preview, options.production, only, key]


def _recorded(record: Path) -> dict[str, Any]:
    """What the last build was of, and the files that it left."""
    try:
        last: dict[str, Any] = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return last


def _listing(folder: Path) -> dict[str, list[int]]:
    """Size and time of every file: enough to notice that somebody touched the result."""
    found = {}
    for inside, _, names in os.walk(folder):
        within = "" if inside == str(folder) else Path(inside).relative_to(folder).as_posix() + "/"
        for name in names:
            stat = os.stat(os.path.join(inside, name))  # noqa: PTH116, PTH118 - thousands of them
            found[within + name] = [stat.st_size, stat.st_mtime_ns]
    return found
