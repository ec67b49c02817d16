"""What a configuration declares of entries, front matter, tags and series: from then on nothing of it is learned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from notelint.data import parsing
from notelint.files import inputs
from notelint.files.checkout import boundary
from notelint.files.gitignore import Patterns
from notelint.model.labels import normalise
from notelint.text.spelling import folded

Type = Literal["text", "number", "boolean", "date", "list", "mapping"]
# As items name them.
KINDS: dict[Type, str] = {
    "text": "str",
    "number": "number",
    "boolean": "bool",
    "date": "date",
    "list": "list",
    "mapping": "map",
}
_MAX_SCHEMA = 2 * 1024 * 1024  # bytes
_JSON_TYPES: dict[str, Type] = {
    "string": "text",
    "number": "number",
    "integer": "number",
    "boolean": "boolean",
    "array": "list",
    "object": "mapping",
}


Absence = Literal["none", "silent", "unknown", "announced"]


class EntryField(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A label of entries. `form` is the label as it is written, up to its value: `**Arxiv** `.

    `value` says whether there is something to open behind it. `link` is the page of an archive that its links lead to,
    `absent` says in which words each of four facts is stated: there is none, the paper is silent, nobody knows, it is
    announced.
    """

    required: bool | None = None
    form: str = ""
    value: Literal["link", "text"] | None = None
    link: Literal["abs", "pdf", "html", "forum"] | None = None
    absent: dict[Absence, str] = {}


class FrontMatterField(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A field of the front matter; None for any type."""

    type: Type | None = None
    required: bool | None = None


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What holds for the notes that match one of `files`, patterns as in .gitignore, relative to the root.

    `entries` is by label, `front_matter` by field; `schema` is the path of a JSON Schema for the front matter. `tags`
    and `series` say how these are spelled. None declares nothing.
    """

    files: list[str]
    entries: dict[str, EntryField] | None = None
    front_matter: dict[str, FrontMatterField] | None = None
    schema: str = ""
    tags: list[str] = []
    series: list[str] = []


class Declared(msgspec.Struct):
    """What all profiles of a note declare together, the later ones over the earlier.

    `entries` is by `Field.name`, with the label as it is spelled, `tags` and `series` by what their spellings share.
    """

    entries: dict[str, tuple[str, EntryField]] | None = None
    front_matter: dict[str, FrontMatterField] | None = None
    tags: dict[str, str] = {}
    series: dict[str, str] = {}


F = TypeVar("F", EntryField, FrontMatterField)


class Profiles:
    """The profiles of a collection. Paths are relative to its root."""

    def __init__(self, profiles: Sequence[Profile] = (), root: Path | None = None) -> None:
        self._profiles = profiles
        self._patterns = [Patterns(profile.files) for profile in profiles]
        self._schemas = [
            read_schema(root / each.schema, boundary(root)) if each.schema and root else None for each in profiles
        ]
        self._declared: dict[tuple[int, ...], Declared] = {}

    @property
    def declare_entries(self) -> bool:
        return any(profile.entries is not None for profile in self._profiles)

    def of(self, path: str) -> Declared:
        """What is declared for a note."""
        if not self._profiles:
            return _NOTHING
        matching = tuple(n for n, patterns in enumerate(self._patterns) if patterns.cover(path))
        if matching not in self._declared:
            self._declared[matching] = self._together(matching)
        return self._declared[matching]

    def _together(self, matching: Sequence[int]) -> Declared:
        found = Declared()
        for n in matching:
            profile = self._profiles[n]
            if profile.entries is not None:
                found.entries = dict(found.entries or {})
                for label, field in profile.entries.items():
                    name = normalise(label)
                    found.entries[name] = (
                        label,
                        _over(field, found.entries[name][1]) if name in found.entries else field,
                    )
            for fields in (self._schemas[n], profile.front_matter):
                if fields is not None:
                    known = found.front_matter or {}
                    laid = {name: _over(each, known[name]) if name in known else each for name, each in fields.items()}
                    found.front_matter = known | laid
            found.tags = found.tags | {folded(tag): tag for tag in profile.tags}
            found.series = found.series | {folded(name): name for name in profile.series}
        return found


_NOTHING = Declared()


def _over(later: F, earlier: F) -> F:
    """What the later one says, and of the earlier one what it does not."""
    said = {name: value for name in later.__struct_fields__ if (value := getattr(later, name)) not in (None, "", {})}
    return msgspec.structs.replace(earlier, **said)


def read_schema(path: Path, within: Path | None = None) -> dict[str, FrontMatterField]:
    """The fields of a JSON Schema, as far as it is plain: `properties` and `required`.

    `within` is the folder that it has to lie in. Raises OSError, and ValueError where it is none.
    """
    data = parsing.read_json(inputs.text(path, within=within, limit=_MAX_SCHEMA))
    properties = data.get("properties") if isinstance(data, dict) else None
    if not isinstance(properties, dict):
        raise ValueError("no JSON Schema with `properties`")
    required = data.get("required", [])
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        raise ValueError("`required` is no list of names")
    names = set(required)
    return {name: FrontMatterField(_json_type(each), name in names or None) for name, each in properties.items()}


def _json_type(schema: Any) -> Type | None:
    kind = schema.get("type") if isinstance(schema, dict) else None
    if kind == "string" and schema.get("format") in ("date", "date-time"):
        return "date"
    return _JSON_TYPES.get(kind) if isinstance(kind, str) else None
