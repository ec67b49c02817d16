"""What a field's label means: `**Arxiv** :`, `**Arxiv：**`, `Arxiv:` are one label, and it names the paper's source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from notelint.text.lazy import lazy_re

# English and Chinese spellings as they stand in real notes. `Config.labels` extends them.
CLASSES: dict[str, tuple[str, ...]] = {
    "paper": (
        *("arxiv", "arxiv id", "arxiv link", "paper", "paper link", "paper url", "papers", "pdf", "doi", "openreview"),
        *("tech report", "technical report", "report", "preprint", "publication", "link to paper", "original paper"),
        *(
            "论文",
            "论文链接",
            "论文地址",
            "文章链接",
            "原文",
            "原文链接",
            "原论文",
            "技术报告",
            "论文pdf",
            "文献",
            "论文原文",
        ),
    ),
    "translation": ("翻译", "译文", "中文", "中文翻译", "中文版", "translation", "chinese", "对照翻译"),
    "code": (
        *("code", "codes", "github", "source code", "repo", "repository", "implementation", "official code", "代码"),
        *("开源代码", "代码链接", "代码地址", "源码", "源代码", "官方代码", "仓库", "github链接", "项目代码"),
    ),
    "project": (
        *("project", "project page", "homepage", "home page", "website", "page", "demo", "blog", "model", "models"),
        *("项目", "项目主页", "项目地址", "主页", "官网", "模型", "演示", "博客", "链接", "项目页"),
    ),
    "venue": (
        *("venue", "conference", "journal", "published", "publisher", "published in", "accepted", "会议", "期刊"),
        *("会议/期刊", "发表", "发表于", "发表会议", "发布", "来源", "出处", "会议期刊"),
    ),
    "year": ("year", "date", "time", "年份", "时间", "日期", "发表时间", "发布时间", "发表日期", "发表年份"),
    "authors": ("author", "authors", "作者", "作者列表", "第一作者"),
    "organisation": (
        *("organization", "organisation", "affiliation", "affiliations", "institution", "institutions", "org"),
        *("机构", "单位", "作者单位", "团队", "所属机构"),
    ),
    "title": ("title", "paper title", "标题", "题目", "论文标题", "论文题目", "论文名", "论文名称", "英文标题"),
    "summary": (
        *("tldr", "tl;dr", "summary", "abstract", "one sentence", "in one sentence", "takeaway", "一句话总结", "总结"),
        *("摘要", "简介", "概要", "一句话", "核心思想", "概述"),
    ),
    "keywords": (
        *("keywords", "keyword", "tags", "tag", "topic", "topics", "task", "tasks", "area", "field", "关键词"),
        *("关键字", "领域", "标签", "任务", "方向", "研究方向", "研究领域", "主题", "分类"),
    ),
}

# Labels whose value, where it is a bare number such as 2304.08485, is an arXiv id.
ARXIV_LIKE = frozenset({"arxiv", "arxiv id", "arxiv link"})

# Values that say that there is nothing, or nothing yet.
NO_VALUE = lazy_re(
    r"\W*(?:无(?:arxiv|doi|pdf)?(?:预印本|公开|链接|论文|版本|编号)?(?:\W.*)?|暂无|没有|未\w*|待\w*|见.*|审稿中|即将.*|尚未.*|不详|略|同上"
    r"|none|no|n/?a|null|nil|tb[ad]|todo|fixme|to be .*|soon|coming soon|see .*|not .*|unknown|forthcoming"
    r"|under review|(?:in )?press|[?？]*)\W*",
    re.I,
)

_TRIM = " \t\u3000*_`:：=-—–·|丨"


@lru_cache(maxsize=1 << 16)
def normalise(label: str) -> str:
    """A label without width, case, markup, colon and leading symbols: what two spellings of one label share."""
    text = unicodedata.normalize("NFKC", label).casefold().strip(_TRIM)
    start = 0
    while start < len(text) and unicodedata.category(text[start])[0] in "SCMZ":  # an emoji before the word
        start += 1
    return " ".join(text[start:].split()).strip(_TRIM)


class Labels:
    """The label classes of a run: the shipped ones and those of the configuration."""

    def __init__(self, extra: Mapping[str, Sequence[str]] | None = None) -> None:
        self._classes = {name: cls for cls, names in CLASSES.items() for name in names}
        for cls, names in (extra or {}).items():
            self._classes |= {normalise(name): cls for name in names}

    def classify(self, label: str) -> str:
        """The class of a label as written, "" where it is none."""
        return self._classes.get(normalise(label), "")
