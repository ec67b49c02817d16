"""`notelint init`: a collection's habits as a configuration, and what has moved away from one."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from notelint.checks.fields import TypeOptions, usual_kinds
from notelint.checks.front_matter import FieldOptions
from notelint.checks.tags import usual_names
from notelint.config.profiles import KINDS, Declared, Profiles
from notelint.learning import Learned
from notelint.learning.draft import FEW, Statement, of_entries
from notelint.learning.siblings import Siblings
from notelint.model.labels import normalise
from notelint.report.safe import HIDDEN, visible
from notelint.text.lazy import lazy_re
from notelint.text.spelling import folded

if TYPE_CHECKING:
    from notelint.collection.view import View

_ALL = ("**",)
_PLAIN = lazy_re(r"[^\W\d_][\w-]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_TYPES = {kind: name for name, kind in KINDS.items()}
_ROWS = {"tag": ("tags", "tag"), "series": ("series",)}


def statements(view: View) -> list[Statement]:
    """What is usual in a collection, whatever its configuration declares."""
    notes = [note for note in view.notes.values() if not (note.template or note.generated)]
    found = list(of_entries(Learned(view.notes)))
    for name, (kind, count, total) in usual_kinds(notes, TypeOptions()).items():
        found.append(Statement(_ALL, "type", name, _TYPES[kind], f"{count} of {total}"))
    found += _required(view)
    for about, row in _ROWS.items():
        names = sorted(usual_names(notes, row, view), key=lambda each: (-each[1], each[0]))
        found += [Statement(_ALL, about, name, None, f"{count} notes") for name, count in names if count >= FEW]
    return found


def _required(view: View) -> Iterator[Statement]:
    """The fields that the notes of a folder have, for all folders that agree."""
    options = FieldOptions()
    wanted: dict[str, frozenset[str]] = {}
    for folder, habit in Siblings(view.notes.values()).folders():
        names = frozenset(name for name, count in habit.keys.items() if options.ask_for(count, habit))
        wanted[folder] = wanted[folder] & names if folder in wanted else names
    folders: dict[frozenset[str], list[str]] = defaultdict(list)
    for folder, names in sorted(wanted.items()):
        if names:
            folders[names].append(folder)
    for names, alike in folders.items():
        files = tuple(f"/{folder}/*.md" if folder else "/*.md" for folder in alike)
        for name in sorted(names):
            yield Statement(files, "key", name, "true", f"in {len(alike)} folder{'s' if len(alike) > 1 else ''}")


def text(view: View, found: Sequence[Statement]) -> str:
    """The configuration that declares the statements, each with its evidence as a comment."""
    site = view.site
    roots = sorted({root for note in list(view.notes.values())[:200] for root in view.roots.asset_roots(note.path)})
    lines = [f"# What `notelint init` found on {view.today}. From now on this file decides; change what is wrong."]
    # A line end in a file's name would end the comment, and the rest of the name would be configuration.
    lines.append(visible(f"# {site.generator or 'A plain folder'}" + (f", by {site.marker}" if site.marker else "")))
    if site.content:
        lines.append(visible(f"# {', '.join(site.content)} is what is reported."))
    if roots:
        lines.append(f"roots: {_list(roots)}")
    profiles: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in found:
        profiles[statement.files].append(statement)
    if profiles:
        lines += ["profiles:"]
    for files, own in profiles.items():
        lines += _profile(files, own)
    return "\n".join(lines) + "\n"


def _profile(files: Sequence[str], own: Sequence[Statement]) -> Iterator[str]:
    yield f"  - files: {_list(files)}" if len(files) == 1 else "  - files:"
    if len(files) > 1:
        yield from (f"      - {_quoted(pattern)}" for pattern in files)
    by_label: dict[str, list[Statement]] = defaultdict(list)
    fields: dict[str, list[Statement]] = defaultdict(list)
    for each in own:
        if each.about in ("type", "key"):
            fields[each.name].append(each)
        elif each.about not in _ROWS:
            by_label[each.name].append(each)
    yield from _mapping("entries", by_label)
    yield from _mapping("front-matter", fields)
    for about, (key, *_) in _ROWS.items():
        if names := [each for each in own if each.about == about]:
            yield f"    {key}:"
            yield from (f"      - {_quoted(each.name)}  # {each.evidence}" for each in names)


def _mapping(key: str, members: Mapping[str, Sequence[Statement]]) -> Iterator[str]:
    if members:
        yield f"    {key}:"
    for name, own in members.items():
        seen = next((f"  # {each.evidence}" for each in own if each.about == "label"), "")
        said = [each for each in own if each.about != "label"]
        yield f"      {_quoted(name)}:{seen}" if said else f"      {_quoted(name)}: {{}}{seen}"
        yield from _said(said)


def _said(own: Iterable[Statement]) -> Iterator[str]:
    absent = [each for each in own if each.about.startswith("absent ")]
    for each in own:
        if each not in absent:
            key = "required" if each.about == "key" else each.about
            value = each.value if each.value == "true" else _quoted(each.value or "")
            yield f"        {key}: {value}  # {each.evidence}"
    if absent:
        yield "        absent:"
    for each in absent:
        yield f"          {each.about.partition(' ')[2]}: {_quoted(each.value or '')}  # {each.evidence}"


def _list(values: Iterable[str]) -> str:
    return "[" + ", ".join(map(_in_quotes, values)) + "]"


def _quoted(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    return value if plain else _in_quotes(value)


def _in_quotes(value: str) -> str:
    """Double-quoted, as JSON and YAML have it; what YAML does not take as it is, or nobody sees, is escaped."""
    return HIDDEN.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def moved(found: Sequence[Statement], profiles: Profiles) -> Iterator[tuple[Statement, str]]:
    """The statements that a configuration does not make, with what it says instead, "" for nothing."""
    for statement in found:
        said = _declared(statement, profiles.of(_example(statement.files[0])))
        if said != (statement.value or statement.name):
            yield statement, said


def _example(pattern: str) -> str:
    """A path that a pattern matches."""
    return pattern.lstrip("/").replace("**", "*").replace("*.md", "a.md").replace("*", "a.md")


def _declared(statement: Statement, declared: Declared) -> str:
    about, name = statement.about, statement.name
    if about in _ROWS:
        return (declared.tags if about == "tag" else declared.series).get(folded(name), "")
    if about in ("type", "key"):
        field = (declared.front_matter or {}).get(name)
        return "" if field is None else (field.type or "") if about == "type" else _true(field.required)
    label, entry = (declared.entries or {}).get(normalise(name), ("", None))
    if entry is None or about == "label":
        return label
    if about == "required":
        return _true(entry.required)
    if about == "form":
        return entry.form
    if about == "value":
        return entry.value or ""
    if about == "link":
        return entry.link or ""
    return next((words for fact, words in entry.absent.items() if about == f"absent {fact}"), "")


def _true(value: bool | None) -> str:
    return "true" if value else ""
