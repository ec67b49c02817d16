"""What the site's own schema demands of front matter: Astro's content collections, read without running them."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from notelint.files import globs
from notelint.site import script as js
from notelint.site.script import Expression, Group

if TYPE_CHECKING:
    from notelint.site import Site
    from notelint.site.listing import Listing

Type = Literal["string", "number", "date", "boolean", "array", "unknown"]

CONFIGS = tuple(
    f"src/{stem}.{ending}" for stem in ("content.config", "content/config") for ending in ("ts", "mts", "js", "mjs")
)
# Where a collection has no loader.
_OLD_PATTERNS = ("**/*.{md,markdown,mdx}", "!**/_*", "!**/_*/**")
_MAX_SIZE = 256 * 1024
_MAX_STEPS = 20  # from name to name
_MOST = 500  # collections of a site
# In all, however often names stand for the same: nodes that are looked at, and patterns that each note is held against.
_MOST_NODES, _MOST_PATTERNS = 1_000_000, 1_000

# Source: zod's manual. What is not named here makes a field unknown, and an unknown field is never demanded.
_TYPES: dict[str, Type] = {
    **dict.fromkeys(("string", "enum", "nativeEnum", "email", "url", "uuid"), "string"),
    **dict.fromkeys(("number", "int", "bigint"), "number"),
    **dict.fromkeys(("array", "tuple"), "array"),
    **dict.fromkeys(("object", "strictObject", "looseObject", "record", "literal", "image", "reference"), "unknown"),
    "date": "date",
    "boolean": "boolean",
}
_KEEPING = {
    *("brand", "check", "date", "datetime", "describe", "email", "endsWith", "finite", "gt", "gte", "includes", "int"),
    *("length", "loose", "lt", "lte", "max", "meta", "min", "multipleOf", "negative", "nonempty", "nonnegative"),
    *("nonpositive", "nullable", "passthrough", "pipe", "positive", "readonly", "refine", "regex", "safe", "size"),
    *("startsWith", "step", "strict", "strip", "superRefine", "time", "toLowerCase", "toUpperCase", "transform"),
    *("trim", "url", "uuid"),
}
_OPTIONAL = frozenset({"optional", "nullish", "default", "catch", "prefault"})
_OBJECTS = (["object"], ["strictObject"], ["looseObject"])
_SAME_KEYS = {
    *("strict", "strip", "passthrough", "loose", "refine", "superRefine", "check", "transform", "describe", "meta"),
    "readonly",
}


class Field(msgspec.Struct, frozen=True, gc=False):
    """`required`: the site does not build without it. `lenient`: values of other types are converted or replaced.

    `element` is the type of an array's items.
    """

    name: str
    type: Type = "unknown"
    required: bool = False
    lenient: bool = False
    nullable: bool = False
    element: Type = "unknown"


class Collection(msgspec.Struct, frozen=True, gc=False):
    """Notes with one schema. `base` is relative to the folder of the site, "" for itself; `source` declares it.

    `plain` is False where the notes or the keys cannot be told without running the script. `drops` is whether the site
    drops (or refuses) fields that the schema does not name.
    """

    name: str
    base: str
    patterns: tuple[str, ...]
    fields: tuple[Field, ...]
    source: str
    plain: bool
    drops: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.required)


def load(site: Site, listing: Listing) -> Callable[[str], Collection | None]:
    """Gives the plain schema of a note at a path relative to the listing's root."""
    homes = dict.fromkeys((f"{site.folder}/" if site.folder else "", ""))
    members = [(home, _member(collection), collection) for home in homes for collection in _of_site(home, listing)]

    def schema(path: str) -> Collection | None:
        return next((each for home, fits, each in members if path.startswith(home) and fits(path[len(home) :])), None)

    return schema


def _of_site(home: str, listing: Listing) -> list[Collection]:
    """The plain collections of the site in the folder `home`, "" or with a "/" behind it."""
    for source in CONFIGS:
        if listing.find(home + source).kind == "file":
            try:
                text = listing.read(home + source).decode("utf-8-sig", "replace")
            except OSError:
                return []
            try:
                return [collection for collection in _read(text, home + source) if collection.plain]
            except TooCostlyError:
                listing.too_long[home + source] = "collections"
                return []
    return []


def _member(collection: Collection) -> Callable[[str], bool]:
    patterns = [(pattern.startswith("!"), globs.read(pattern.lstrip("!"))) for pattern in collection.patterns]
    base = f"{collection.base}/" if collection.base else ""

    def fits(path: str) -> bool:
        if not path.startswith(base):
            return False
        found = {negated for negated, glob in patterns if glob and glob.matches(path[len(base) :])}
        return found == {False}

    return fits


def read(text: str, source: str) -> list[Collection]:
    """The collections that a content configuration exports, in its order; none where it cannot be read."""
    try:
        return _read(text, source)
    except TooCostlyError:
        return []


def _read(text: str, source: str) -> list[Collection]:
    """The same. Raises TooCostlyError."""
    if len(text) > _MAX_SIZE:
        raise TooCostlyError
    known = Known(js.constants(js.read(text)))
    exported = js.properties(known.get("collections", ())) or {}
    if len(exported) > _MOST:
        raise TooCostlyError
    return [_collection(name, expression, known, source) for name, expression in exported.items()]


class TooCostlyError(Exception):
    """A configuration that says too much for its size."""


class Known(dict[str, "list[js.Node]"]):
    """What the names of a script stand for, and what each was read as: a script may name one as often as it likes.

    Who reads something that a name may stand for says how much it is, and gets a TooCostlyError where it is too much.
    """

    def __init__(self, constants: Mapping[str, list[js.Node]]) -> None:
        super().__init__(constants)
        self.told: dict[str, _Told] = {}
        self.fields: dict[str, tuple[Field, ...] | None] = {}
        self._nodes, self._patterns = _MOST_NODES, _MOST_PATTERNS

    def calls(self, expression: Expression) -> list[tuple[str, Group | None]]:
        self._spend(len(expression))
        return js.calls(expression)

    def elements(self, group: Group) -> list[list[js.Node]]:
        self._spend(len(group.nodes))
        return js.elements(group)

    def properties(self, expression: Expression) -> dict[str, list[js.Node]] | None:
        self._spend(len(expression) + sum(len(node.nodes) for node in expression[:1] if isinstance(node, Group)))
        return js.properties(expression)

    def are_read(self, patterns: Sequence[str]) -> bool:
        """Can patterns of files be read?"""
        for pattern in patterns:
            glob = globs.read(pattern.lstrip("!"))
            if glob is None:
                return False
            self._patterns -= glob.ways
        if self._patterns < 0:
            raise TooCostlyError
        return True

    def _spend(self, nodes: int) -> None:
        self._nodes -= 1 + nodes
        if self._nodes < 0:
            raise TooCostlyError


def _name(expression: Expression, known: Known) -> str:
    """The name of a constant that is all of an expression, "" for anything else."""
    name = expression[0] if len(expression) == 1 else None
    return name.text if isinstance(name, js.Token) and name.kind == "name" and name.text in known else ""


def _resolve(expression: Expression, known: Known) -> Expression:
    """What a name stands for."""
    for _ in range(_MAX_STEPS):
        if not (name := _name(expression, known)):
            break
        expression = known[name]
    return expression


def _call(expression: Expression, function: str, known: Known) -> dict[str, list[js.Node]] | None:
    """The object that a function is called with, and nothing else."""
    calls = known.calls(_resolve(expression, known))
    if len(calls) != 1 or calls[0][0] != function or calls[0][1] is None:
        return None
    arguments = known.elements(calls[0][1])
    return known.properties(_resolve(arguments[0], known)) if len(arguments) == 1 else None


def _collection(name: str, expression: Expression, known: Known, source: str) -> Collection:
    settings = _call(expression, "defineCollection", known)
    files = None if settings is None else _files(name, settings, known)
    schema = None if settings is None else settings.get("schema")
    fields = None if settings is None else _fields(schema, known)
    if files is None or fields is None:
        return Collection(name, "", (), (), source, plain=False)
    return Collection(name, *files, fields, source, plain=True, drops=_drops(schema, known))


def _files(name: str, settings: Mapping[str, Expression], known: Known) -> tuple[str, tuple[str, ...]] | None:
    """The folder and the patterns; without a loader those that Astro had before there were any."""
    if "loader" not in settings:
        kind = js.string(settings.get("type", ()))
        return (f"src/content/{name}", _OLD_PATTERNS) if kind == "content" or "type" not in settings else None
    loader = _call(settings["loader"], "glob", known)
    if loader is None or "pattern" not in loader:
        return None
    base = js.string(_resolve(loader["base"], known)) if "base" in loader else ""
    patterns = _strings(_resolve(loader["pattern"], known), known)
    if base is None or patterns is None or not known.are_read(patterns):
        return None
    folder = posixpath.normpath(base or ".")
    return None if folder.startswith(("/", "..")) else ("" if folder == "." else folder, patterns)


def _strings(expression: Expression, known: Known) -> tuple[str, ...] | None:
    if len(expression) == 1 and isinstance(expression[0], Group) and expression[0].bracket == "[":
        found = [js.string(element) for element in known.elements(expression[0])]
    else:
        found = [js.string(expression)]
    strings = tuple(one for one in found if one)
    return strings if len(strings) == len(found) else None


def _fields(expression: Expression | None, known: Known) -> tuple[Field, ...] | None:
    """The keys of `z.object({…})`; none where there is no schema, None where it is not plain."""
    if expression is None:
        return ()
    if not (name := _name(expression, known)):
        return _keys(expression, known)
    if name not in known.fields:
        known.fields[name] = _keys(expression, known)
    return known.fields[name]


def _keys(expression: Expression, known: Known) -> tuple[Field, ...] | None:
    calls = known.calls(_resolve(js.returned(_resolve(expression, known)), known))
    names = [name for name, _ in calls]
    if names[:1] != ["z"] or names[1:2] not in _OBJECTS or not _SAME_KEYS.issuperset(names[2:]) or not calls[1][1]:
        return None
    shape = known.elements(calls[1][1])
    keys = known.properties(_resolve(shape[0], known)) if shape else {}
    return None if keys is None else tuple(Field(name, *_type(value, known, 0)) for name, value in keys.items())


def _drops(schema: Expression | None, known: Known) -> bool:
    """Whether a schema, read as `_fields` reads it, lets no other keys through."""
    if schema is None:
        return False
    names = {name for name, _ in known.calls(_resolve(js.returned(_resolve(schema, known)), known))}
    return not names & {"looseObject", "loose", "passthrough", "transform"}


class _Told(NamedTuple):
    """What a field's expression says: see Field."""

    type: Type = "unknown"
    required: bool = False
    lenient: bool = False
    nullable: bool = False
    element: Type = "unknown"


def _type(expression: Expression, known: Known, depth: int) -> _Told:
    if not (name := _name(expression, known)):
        return _read_type(expression, known, depth)
    if name not in known.told:
        known.told[name] = _Told()  # meanwhile, for what names itself
        known.told[name] = _read_type(expression, known, depth)
    return known.told[name]


def _read_type(expression: Expression, known: Known, depth: int) -> _Told:
    calls = known.calls(_resolve(expression, known)) if depth < _MAX_STEPS else []
    coerced = calls[1:2] == [("coerce", None)]
    if calls[:1] == [("z", None)]:
        calls = calls[2:] if coerced else calls[1:]
    elif not calls or calls[0][0] not in ("image", "reference"):
        return _Told()
    told = _made(*calls[0], known, depth) if calls else _Told()
    if coerced:
        # Nothing becomes "undefined" or false.
        told = told._replace(lenient=True, required=told.required and told.type not in ("string", "boolean"))
    for name, arguments in calls[1:]:
        if name in _OPTIONAL:
            told = told._replace(
                required=False,
                lenient=told.lenient or name == "catch",
                nullable=told.nullable or name == "nullish",
            )
        elif name == "nullable":
            told = told._replace(nullable=True)
        elif name == "array":
            told = _Told("array", True, element="unknown" if told.lenient or told.nullable else told.type)
        elif name == "or" and arguments:
            told = _Told(required=told.required and _all_required(known.elements(arguments), known, depth))
        elif name not in _KEEPING:
            return _Told()
    return told


def _made(name: str, arguments: Group | None, known: Known, depth: int) -> _Told:
    """What `z.name(…)` makes."""
    inner = known.elements(arguments) if arguments else []
    if name == "nullable" and inner:
        return _type(inner[0], known, depth + 1)._replace(nullable=True)
    if name == "array" and inner:
        each = _type(inner[0], known, depth + 1)
        return _Told("array", True, element="unknown" if each.lenient or each.nullable else each.type)
    if name == "union" and inner and isinstance(inner[0][0], Group):
        return _Told(required=_all_required(known.elements(inner[0][0]), known, depth))
    return _Told(_TYPES.get(name, "unknown"), arguments is not None and name in _TYPES)


def _all_required(options: Sequence[Expression], known: Known, depth: int) -> bool:
    return all(_type(option, known, depth + 1).required for option in options)
