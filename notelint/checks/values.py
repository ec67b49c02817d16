"""Checks about values that YAML, or the site's parser of it, makes something else of than was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from notelint.model.finding import Edit, Fix, Hit
from notelint.model.items import Key, NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.site.viewer import Yaml

# Words in the names of keys whose digits are a name, not a quantity: 1.10 is not 1.1 there.
_NAMES = frozenset(
    {
        *("arxiv", "doi", "isbn", "issn", "pmid", "eprint", "id", "ids", "uid", "uuid", "guid", "key", "no", "number"),
        *(
            "version",
            "versions",
            "ver",
            "release",
            "tag",
            "tags",
            "alias",
            "aliases",
            "title",
            "name",
            "slug",
            "commit",
        ),
        *("hash", "sha", "phone", "tel", "zip", "postcode", "postal", "issue", "chapter", "lesson", "episode"),
        *("keyword", "keywords", "category", "categories", "编号", "版本", "标题", "标签", "章节"),
    }
)
_LISTS = frozenset({"tag", "tags", "alias", "aliases", "keyword", "keywords", "category", "categories", "versions"})
_TEXTS = frozenset({"title", "name", "author", "lang", "language", "locale", "country", "subtitle", "alias", "aliases"})
_HASHED = frozenset({"tag", "tags", "keywords", "category", "categories"})
_SENTENCES = frozenset({"title", "subtitle", "description", "summary", "name", "标题", "描述", "摘要"})

_WORD = lazy_re(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_a-zA-Z]+")
_ARXIV = lazy_re(r"\d{4}\.\d{3,4}0")
_TRAILING_ZERO = lazy_re(r"[+-]?\d+\.\d*0")
_LEADING_ZERO = lazy_re(r"0\d+")
_EXPONENT = lazy_re(r"\d+[eE]\d+")
_GROUPED = lazy_re(r"\d+(?:_\d+)+")
_BASE_60 = lazy_re(r"[1-9]\d*(?::[0-5]?\d)+")
_SAFE = 2**53  # above it JavaScript's numbers have gaps
_BOOLEANS = {**dict.fromkeys(("yes", "on", "y"), "true"), **dict.fromkeys(("no", "off", "n"), "false")}
_COLOUR = lazy_re(r"#[0-9a-fA-F]{3,8}")
_ANY_TAG = lazy_re(r"#[^\s#]+(?:,?\s+#[^\s#]+)*")
# A list of numbers in a list is one.
_LINK = r"\[\[(?=[^\[\]\n]*[^\W\d])[^\[\]\n]+\]\]"
_LINK_ITEM = lazy_re(rf"^(?:[ ]*-[ ]+)?+({_LINK})[ \t]*$", re.MULTILINE)
_LINK_IN_BRACKETS = lazy_re(rf"(?<=[\[,\s])({_LINK})")

Loss = tuple[str, str]  # a case of the rule, and what the value becomes


def words_of(name: str) -> list[str]:
    """The words in a key's name: `arxivId`, `arxiv_id` and `arxiv-id` are two."""
    return [word.lower() for word in _WORD.findall(name)]


def lossy_value(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Values, and items of lists, of which something is lost; what a comment swallows."""
    for note in items:
        yaml = view.site.of(note.path).viewer.yaml
        front = note.front_matter
        if front is None or front.error:
            continue
        for key in note.keys:
            for start, end, raw, (case, becomes) in losses(key, front.kind, yaml):
                facts = {"name": key.name, "raw": raw, "becomes": becomes}
                yield Hit(key, case=case, facts=facts, fix=_quoted(key, raw, start, end), start=start, end=end)
            # Marp reads a colour as it is written.
            if key.hashes and all(each.name != "marp" for each in note.keys):
                yield from _swallowed(key)


def _quoted(key: Key, raw: str, start: int, end: int) -> Fix:
    """The value in quotes: for certain where it is a name, and no quantity that a template may count with."""
    named = not (_NAMES | _TEXTS).isdisjoint(words_of(key.name)) or _ARXIV.fullmatch(raw) is not None
    return Fix((Edit(key.path, start, end, f'"{raw}"'),), safe=named)


def losses(key: Key, syntax: str, yaml: Yaml) -> Iterator[tuple[int, int, str, Loss]]:
    """What is lost of a key's value: where, what was written, the case, and what it becomes."""
    if key.kind in ("int", "float", "date") or (key.kind == "str" and key.raw[:1] not in "\"'"):
        if loss := _loss(key.raw, key.kind, key.name, syntax, yaml):
            yield key.value_start, key.value_end, key.raw, loss
    elif key.items and key.name.lower() in _LISTS:
        for text, kind, (start, end) in zip(key.items, key.item_kinds, key.item_spans, strict=False):
            plain = end - start == len(text)
            if plain and text and (loss := _loss(text, kind, key.name, syntax, yaml)):
                yield start, end, text, loss


def _loss(raw: str, kind: str, name: str, syntax: str, yaml: Yaml) -> Loss | None:
    if kind == "float":
        return _loss_of_float(raw, name, yaml)
    if kind == "int":
        return _loss_of_int(raw, name, yaml)
    if syntax != "yaml":
        return None
    if kind == "date":
        is_title = name.lower() in ("title", "name", "alias", "aliases")
        return ("date", raw) if is_title and yaml.dates_in_text else None
    if raw[0] in "123456789":
        return _loss_of_digits(raw, name, yaml)
    truth = _BOOLEANS.get(raw.lower()) if len(raw) < 4 else None
    if truth and len(raw) > 1 and yaml.yes_and_no and not _TEXTS.isdisjoint(words_of(name)):
        return "boolean", truth
    return None


def _loss_of_float(raw: str, name: str, yaml: Yaml) -> Loss | None:
    named = not _NAMES.isdisjoint(words_of(name))
    if _EXPONENT.fullmatch(raw):
        return ("exponent", _in_javascript(raw)) if named and not yaml.yes_and_no else None
    if not _TRAILING_ZERO.fullmatch(raw) or not (named or _ARXIV.fullmatch(raw)):
        return None
    short = raw.rstrip("0").rstrip(".")
    whole = "." not in short
    # Python and Ruby show 2.0 as it is, and an editor shows what is written.
    if whole and (raw != f"{short}.0" or yaml.drops_zero):
        return "zeros", short
    return None if whole else ("zeros", short)


def _loss_of_int(raw: str, name: str, yaml: Yaml) -> Loss | None:
    if _LEADING_ZERO.fullmatch(raw):
        octal = yaml.old_numbers and not set(raw) & {"8", "9"}
        if octal and int(raw, 8) != int(raw):
            return "octal", str(int(raw, 8))
        return None if _NAMES.isdisjoint(words_of(name)) else ("zeros", str(int(raw)))
    if len(raw) > 15 and raw.isdigit() and int(raw) > _SAFE and yaml.rounds:
        becomes = _in_javascript(raw)
        return ("large", becomes) if becomes != raw else None
    return None


def _loss_of_digits(raw: str, name: str, yaml: Yaml) -> Loss | None:
    if _BASE_60.fullmatch(raw) and yaml.old_numbers:
        total = 0
        for part in raw.split(":"):
            total = total * 60 + int(part)
        return "base-60", str(total)
    if _GROUPED.fullmatch(raw) and yaml.grouped and not _NAMES.isdisjoint(words_of(name)):
        return "zeros", raw.replace("_", "")
    return None


def _in_javascript(raw: str) -> str:
    number = float(raw)
    if number in (float("inf"), float("-inf")):
        return "Infinity"
    text = f"{Decimal(repr(number)):f}"
    return text.removesuffix(".0")


def _swallowed(key: Key) -> Iterator[Hit]:
    """Text behind a value, or in place of one, that was meant as a part of it and is a comment."""
    name = key.name.lower()
    for start, text in key.hashes:
        case = "comment-only" if key.kind in ("null", "list") else "comment"
        if key.kind == "null":
            meant = name in _HASHED and _ANY_TAG.fullmatch(text) is not None
            meant = meant or ("colo" in name and _COLOUR.fullmatch(text) is not None)
        elif key.kind == "str":
            meant = text[1].isdigit() or name in _SENTENCES or name in _HASHED
        else:
            meant = key.kind == "list" and name in _HASHED and not key.raw.startswith("[")
        if meant:
            yield Hit(key, case=case, facts={"name": key.name, "raw": text}, start=start, end=start + len(text))


def unquoted_wikilink(items: Sequence[Key], options: Any, view: View) -> Iterator[Hit]:
    """`[[Home]]` without quotes, which is a list in a list."""
    for key in items:
        site = view.site.of(key.path)
        if not site.dialect.wikilinks and site.viewer.known:
            continue
        for start, end in unquoted_wikilinks(key):
            text = key.raw[start:end]
            span = key.value_start + start, key.value_start + end
            mark = next((mark for mark in "\"'" if mark not in text and "\\" not in text), "")
            fix = Fix((Edit(key.path, *span, f"{mark}{text}{mark}"),)) if mark else None
            yield Hit(key, facts={"name": key.name, "text": text}, fix=fix, start=span[0], end=span[1])


def unquoted_wikilinks(key: Key) -> list[tuple[int, int]]:
    """Where in the raw value wikilinks stand that are the whole value, or whole items of a list."""
    if key.kind != "list" or "[[" not in key.raw:
        return []
    pattern = _LINK_IN_BRACKETS if key.raw.startswith("[[[") else _LINK_ITEM
    return [found.span(1) for found in pattern.finditer(key.raw)]


CHECKS: Checks = {
    "lossy-value": Check(
        lossy_value,
        facts={
            "zeros exponent large octal base-60 date boolean": "name raw becomes",
            "comment comment-only": "name raw",
        },
    ),
    "unquoted-wikilink": Check(unquoted_wikilink, items=("keys",), facts={"": "name text"}),
}
