"""What docs/own-rules.md lists of items and checks, taken from where each says it of itself."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from types import UnionType
from typing import get_args, get_origin, get_type_hints

import msgspec

from notelint.checks import CHECKS
from notelint.model.items import Item
from notelint.rule.contract import ANY, Check
from notelint.rule.rule import item_kinds
from notelint.text.lazy import lazy_re

_LIST = lazy_re(r"(<!-- (items|checks) -->\n).*?(<!-- end -->)", re.DOTALL)
_FIELD = lazy_re(r"^    (\w+): [^#\n]*#[ ]*(.+)$", re.MULTILINE)
_TYPES = {str: "text", int: "number", bool: "true or false"}
_ABOUT = {"note": "the note", "view": "a note among the others", "collection": "all notes at once"}


def renewed(guide: str) -> str:
    """The guide with its two lists as they should be: each stands behind `<!-- items -->` or `<!-- checks -->`."""
    made = {"items": _items, "checks": _checks}
    return _LIST.sub(
        lambda found: "\n\n".join([found[1], *made[found[2]](), found[3]]).replace("\n\n\n", "\n\n"), guide
    )


def _items() -> Iterator[str]:
    for name, kind in sorted(item_kinds().items()):
        yield f"**`{name}`**: {_said(kind)}"
        if fields := list(_fields(kind)):
            yield "\n".join(fields)


def _fields(kind: type[Item]) -> Iterator[str]:
    """Those that a rule can ask for or name: texts, numbers, true and false."""
    comments = dict(_FIELD.findall(inspect.getsource(kind)))
    for name, hint in get_type_hints(kind).items():
        types = [each for each in get_args(hint) if each is not type(None)] if get_origin(hint) else [hint]
        own = name not in Item.__struct_fields__ and not name.endswith(("_start", "_end"))
        if own and len(types) == 1 and types[0] in _TYPES and get_origin(hint) in (None, UnionType):
            said = f": {comments[name]}" if name in comments else ""
            yield f"- `{name}` ({_TYPES[types[0]]}){said}"


def _said(documented: object) -> str:
    """The first paragraph of what a type says of itself, in one line."""
    return " ".join(inspect.cleandoc(documented.__doc__ or "").partition("\n\n")[0].split())


def _checks() -> Iterator[str]:
    for name, check in sorted(CHECKS.items()):
        if not check.after_all:
            about = " or ".join(f"`{kind}`" for kind in check.items) or "items of any kind"
            said = _said(check.run) or "What the rule of that name is about."
            head = f"**`{name}`**, of {about}, knowing {_ABOUT[check.across]}: {said}"
            yield f"{head}\n\n" + "\n".join([*_facts(check), *_options(check)])


def _facts(check: Check) -> Iterator[str]:
    if check.facts is None:
        yield "- facts: the fields of the items"
    for cases, facts in (check.facts or {}).items():
        named = ", ".join(f"`{fact}`" for fact in facts.split()) or "none"
        which = " in every case" if cases == ANY else f" in case {_either(cases.split())}" if cases else ""
        yield f"- facts{which}: {named}"


def _either(cases: list[str]) -> str:
    return ", ".join(f"`{case}`" for case in cases)


def _options(check: Check) -> Iterator[str]:
    for field in msgspec.structs.fields(check.options) if check.options is not None else ():
        yield f"- option `{field.encode_name}`, {_default(field)}"
    if said := _said(check.options) if check.options is not None else "":
        yield f"- {said}"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "which must be given"
    value = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
    return f"`{json.dumps(value)}` where it is not given"
