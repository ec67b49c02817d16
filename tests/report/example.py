"""Reports to look at and to test with: `python tests/report/example.py [FORMAT] [300] [zh]`."""

from __future__ import annotations

import shutil
import sys
from typing import Any

from notelint.model.finding import Detection, Fix, Fold, Notice, RelatedPlace, Report, Severity, ShownFinding, Summary
from notelint.report import FORMATS, UTF8_FORMATS, Context, write

TITLES = {
    "missing-image": "An image is where the note says",
    "broken-anchor": "A link to a heading finds it",
    "unrendered-link": "What is meant as a link is a link",
    "duplicate-paper": "Each paper is noted once",
    "paper-id-mismatch": "The ids of one entry name one paper",
    "inconsistent-label": "A label is written one way",
    "impossible-year": "No venue is older than its paper",
    "empty-section": "Every section says something",
    "stub-entry": "Every entry says something of its own",
    "missing-description": "Every note says what it is about",
    "missing-field": "An entry names its source",
    "tag-variant": "A tag is written one way",
}
LINES = {
    "missing-image": "\t如图所示：![CLIP 的总体结构 😀](/images/vlm/clip-overview.png) 对比学习得到的编码器可以直接用",
    "duplicate-paper": "> **Arxiv** [2304.08485](https://arxiv.org/abs/2304.08485)",
    "inconsistent-label": "> **Arxiv**[2304.08485](https://arxiv.org/abs/2304.08485)",
}
PATHS = (
    "src/content/note/zh-cn/多模态大模型论文阅读笔记_1.md",
    "src/content/note/zh-cn/视觉语言模型.md",
    "src/content/note/agents.md",
    "src/content/note/zh-cn/端到端自动驾驶与世界模型综述（第二部分）/笔记.md",
)


def finding(
    rule: str = "duplicate-paper",
    family: str = "papers",
    severity: Severity = "error",
    path: str = "a.md",
    line: int = 1,
    column: int = 1,
    message: str = "arXiv:2304.08485 is already noted under “LLaVA” (line 142)",
    **rest: Any,
) -> ShownFinding:
    """A finding of four characters on one line, where `rest` does not say otherwise."""
    span = {"start": 0, "end": 4, "end_line": line, "end_column": column + 4}
    return ShownFinding(rule, family, severity, path, path, line=line, column=column, message=message, **(span | rest))


def report(*findings: ShownFinding, not_judged: tuple[str, ...] = (), notices: tuple[Notice, ...] = ()) -> Report:
    roots, locales = ("public",), ("zh", "en", "ja")
    detection = Detection("/notes", "Astro", "astro.config.ts", "src/content", 59, 33, 342, roots, locales)
    counts = [sum(1 for f in findings if f.severity == severity) for severity in ("error", "warning", "info")]
    return Report(
        list(findings),
        list(notices),
        detection,
        Summary(59, counts[0], counts[1], counts[2], duration_ms=1234),
        list(not_judged),
    )


def big_report(count: int = 300) -> Report:
    """What a collection of 59 notes may give when it is first looked at."""
    findings = [*_errors(count), *_contradictions(count), *_holes(count)]
    findings.sort(key=lambda f: (f.path, f.line, f.column, f.rule))
    return report(
        *findings,
        not_judged=("48 links not asked: --online", "heading style: no majority (31 of 59)"),
        notices=(Notice("note-unreadable", f"{PATHS[2]} is not UTF-8: read as GB18030"),),
    )


def _errors(count: int) -> list[ShownFinding]:
    first = RelatedPlace(PATHS[0], 145, 12, "“LLaVA: Visual Instruction Tuning”")
    served = "there is src/assets/clip-overview.png, which the site does not serve"
    anchor = "no heading makes `#下文`"
    findings = [
        finding(
            path=PATHS[0], line=159, column=13, related=(first,), help="keep line 142: it says more", end_column=59
        ),
        finding("broken-anchor", "links", "error", PATHS[1], 3, 12, anchor, fix=Fix((), safe=False)),
    ]
    for n in range(max(count // 40, 1)):
        message = f"/images/vlm/figure-{n}.png is not in public/"
        findings.append(
            finding("missing-image", "images", "error", PATHS[n % 4], 20 + n, 7, message, help=served, end_column=57)
        )
    return findings


def _contradictions(count: int) -> list[ShownFinding]:
    year = "arXiv:2603.10125 is of 2026-03, CVPR 2025 was over in 2025-06"
    label = "`**Arxiv**[` — 301 of 342 write `**Arxiv** [`"
    tag = "tag `mllm` — 12 notes write `MLLM`"
    findings = [finding("impossible-year", "papers", "warning", PATHS[1], 77, 9, year)]
    for n in range(count // 8):
        findings.append(finding("inconsistent-label", "entries", "warning", PATHS[n % 2], 9 + n, 3, label, fix=Fix(())))
    findings += [finding(severity="warning", path=PATHS[3], line=40 + 9 * n, column=13) for n in range(4)]
    findings += [finding("tag-variant", "names", "info", path, 5, 8, tag) for path in PATHS[:3]]
    return findings


def _holes(count: int) -> list[ShownFinding]:
    findings = []
    for n in range(count // 10):
        path, message = PATHS[n % 4], "nothing under “相关工作”"
        findings.append(finding("empty-section", "sections", "warning", path, 30 + n, 4, message))
    for n in range(count // 2):
        path, message = PATHS[n % 4], f"“论文 {n}” has no words of your own"
        findings.append(finding("stub-entry", "entries", "info", path, 300 + n, 4, message))
    fold = Fold("missing-description", "{count} of 59 notes have no description")
    for n in range(count // 20):
        path, message = f"n{n}.md", "no `description`"
        findings.append(finding("missing-description", "front-matter", "info", path, message=message, fold=fold))
    return findings


def line_text(path: str, line: int) -> str:
    return LINES["missing-image" if line < 60 else "duplicate-paper"]


def main(name: str = "terminal", count: str = "300", lang: str = "en", *flags: str) -> None:
    context = Context(
        lang="zh" if lang == "zh" else "en",
        width=shutil.get_terminal_size().columns,
        colour=sys.stdout.isatty(),
        all="--all" in flags,
        line_text=line_text,
        rules=TITLES,
    )
    write(sys.stdout, FORMATS[name](big_report(int(count)), context), utf8=name in UTF8_FORMATS)


if __name__ == "__main__":
    main(*sys.argv[1:])
