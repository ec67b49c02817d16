"""Notes that are no ordinary notes: drafts, templates, and files that a program writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.site.model import Site

from notelint.text.spoken_of import without_code

# What a note is by its place. A `likely-template` is one if it holds a placeholder anywhere near its top.
Role = Literal["page", "readme", "draft", "template", "likely-template"]

_DRAFT_FOLDERS = frozenset({"_drafts", "drafts"})

# A folder's page, and what a wiki shows around each page.
_PAGES = frozenset({"_index", "_sidebar", "_footer", "_header", "_navbar", "_coverpage"})

_TEMPLATE_FOLDER = lazy_re(r"(?P<marked>[\d_][\d\s._-]*)?(?:templates?|模板)", re.IGNORECASE)
_TEMPLATE_FILES = frozenset({"issue_template", "pull_request_template"})
_TEMPLATE_ENDING = lazy_re(r"(?:.*[\s_.-])?template|.*模板", re.DOTALL)
# What Obsidian, Templater and QuickAdd fill in; a Hugo archetype's own language.
_PLACEHOLDER = lazy_re(r"\{\{ ?(?:title|date|time|name|value)(?::[^}\n]*)? ?\}\}|<%[-_*+~]? ?tp\.", re.IGNORECASE)
_GAP = lazy_re(r"^#[^\n]*<[A-Z][\w -]{0,30}>[ \t]*$", re.MULTILINE)
_HEADING = lazy_re(r"^#{1,6}[ \t][^\n]*$", re.MULTILINE)
_LABEL = lazy_re(r"\s*[-*+](?:[ \t]+[^\n:：]{1,40}[:：])?\s*")
_FRONT_MATTER = lazy_re(r"\s*---[ \t]*\n(?:.*\n){0,200}?---[ \t]*(?:\n|\Z)")

_HEAD = 1500  # characters after the front matter in which a file says that it is generated
_COMMENT = lazy_re(r"<!--.*?-->|%%.*?%%|\{/\*.*?\*/\}|^\[//\]: #[^\n]*", re.DOTALL | re.MULTILINE)
_SIGNS = ("<!--", "%%", "{/*", "[//]: #")  # cheap: a text without any of these holds no comment
_GENERATED = lazy_re(
    r"自动生成|自動生成|请勿(?:手动)?(?:编辑|修改)|@generated|\bgenerated (?:by|from|with|automatically|file)\b"
    r"|\bauto(?:matically)?[- ]?generated|\b(?:do not|don['’]t) (?:edit|modify)",
    re.IGNORECASE,
)
_WORDS = ("generated", "do not", "don", "生成", "请勿")  # cheap: one of them stands in each of these
# A comment about a part of the note, which has its own words around it.
_PART = lazy_re(
    r"\b(?:section|part|block|begin|beginning|start|end|above|below|toc|table|contents|index file list)\b"
    r"|以下|以上|下面|上面|目录|部分|区域",
    re.IGNORECASE,
)
_SENTENCE = lazy_re(
    r"\W*(?:(?:this|the following) (?:file|page|document|note|index) (?:is|was|has been) (?:auto\w*[- ]?)?generated\b"
    r"|(?:auto(?:matically)?[- ]?)generated (?:by|from|file)\b|do not edit\b.{0,40}\W*$|@generated\b"
    r"|[本此该]\s*(?:文件|页面|页|文档|索引).{0,30}自动生成|由 ?\S{1,40} ?自动生成\W*$)",
    re.IGNORECASE,
)


def role_of(path: str, site: Site | None = None) -> Role:
    """What a note is by its folders and its name: those below the folder of the site or vault that has it.

    A folder `templates` below the top may as well hold notes about templates: there a placeholder has to be seen.
    Drafts are `_name.md`, which generators leave out, and what is in drafts' folders; Hugo's `_index.md` is a page.
    """
    if site is not None:
        if any(path == each or path.startswith(f"{each}/") for each in site.templates):
            return "template"
        path = path.removeprefix(f"{site.folder}/") if site.folder else path
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0].lower()
    if stem in _TEMPLATE_FILES or any(folder in ("archetypes", "scaffolds") for folder in folders):
        return "template"
    moulds = [_TEMPLATE_FOLDER.fullmatch(folder) for folder in folders]
    if any(found and (depth == 0 or found["marked"]) for depth, found in enumerate(moulds)):
        return "template"
    if any(moulds) or _TEMPLATE_ENDING.fullmatch(stem):
        return "likely-template"
    if (name.startswith("_") and name.partition(".")[0].lower() not in _PAGES) or not _DRAFT_FOLDERS.isdisjoint(
        folders
    ):
        return "draft"
    return "readme" if stem == "readme" else "page"


def is_template(role: Role, text_head: str) -> bool:
    """Is this a mould for notes? By its place, or by placeholders where a note has its title and properties; what is
    called one is one where its title has a gap, `<Name>`, or hardly a heading has anything under it.
    """
    if role == "likely-template":
        return _PLACEHOLDER.search(text_head) is not None or _GAP.search(text_head) is not None or _is_form(text_head)
    if role == "template":
        return True
    return _PLACEHOLDER.search(_title_and_properties(text_head)) is not None


def _is_form(text: str) -> bool:
    """Three headings or more, and under most of them nothing but labels to be filled in."""
    parts = _HEADING.split(without_code(text))[1:]
    blank = sum(all(not line.strip() or _LABEL.fullmatch(line) for line in part.split("\n")) for part in parts)
    return len(parts) > 2 and blank > len(parts) / 2


def _title_and_properties(text: str) -> str:
    """The front matter and the headings, outside code."""
    if "{{" not in text and "<%" not in text:
        return ""
    matter = _FRONT_MATTER.match(text)
    body = without_code(text[matter.end() :] if matter else text)
    headings = [line for line in body.split("\n") if line.startswith("#")]
    return "\n".join([matter[0] if matter else "", *headings])


def is_generated(text: str) -> bool:
    """Does the file say, near its top and in a comment or a line of its own, that a program writes it as a whole?

    A generated part of a note (a table of contents, a list between two comments) does not make the note generated.
    """
    matter = _FRONT_MATTER.match(text)
    start = matter.end() if matter else 0
    head = text[start : start + _HEAD]
    comments = (found[0] for found in _COMMENT.finditer(head)) if any(sign in head for sign in _SIGNS) else ()
    properties = (line for line in (matter[0].split("\n") if matter else ()) if line.startswith("#"))
    for comment in (*properties, *comments):
        low = comment.lower()
        if any(word in low for word in _WORDS) and _GENERATED.search(comment) and not _PART.search(comment):
            return True
    lines = (line for line in head.split("\n") if line.strip() and not line.startswith("#"))
    first = next(lines, "")
    return len(first) <= 120 and _SENTENCE.match(first) is not None and not _PART.search(first)
