"""Reads rules: a rule is a note whose front matter declares it, whose body explains it and whose examples prove it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from notelint.data import located
from notelint.data.located import Document, LocatedError
from notelint.data.quick_yaml import Steps
from notelint.data.typed import convert
from notelint.files import inputs
from notelint.model.finding import Severity
from notelint.model.items import Item, NoteItems
from notelint.rule import precedence
from notelint.rule.contract import ANY, Across, Check
from notelint.text import user_patterns
from notelint.text.lazy import lazy_re

Drafts = Literal["keep", "info", "silent"]
Group = Literal["contradictions", "holes"]
Scalar = str | int | float | bool | None
Words = dict[str, dict[str, str]]

FACT = lazy_re(r"\{([a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?)\}")
_MAX_SIZE = 1024 * 1024  # bytes of a rule
_ID = lazy_re(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class RuleError(Exception):
    """A mistake in a rule's file. Lines and columns are 1-based."""

    def __init__(self, path: str, line: int, column: int, message: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {message}")
        self.path, self.line, self.column, self.message = path, line, column, message


class Case(msgspec.Struct, frozen=True, gc=False):
    """One of the things that a rule says."""

    severity: Severity
    message: str
    help: str = ""


class FoldBy(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """How findings share a line on a terminal: those of one note, of the collection, or of one folder."""

    by: Literal["note", "collection", "folders"]
    message: str


class CaseWords(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What a case says in another language."""

    message: str = ""
    help: str | None = None


class FoldWords(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    message: str


class Overlay(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A rule's wording in another language; "" and what is missing stay English."""

    title: str = ""
    message: str = ""
    help: str = ""
    cases: dict[str, CaseWords] = {}
    words: Words = {}
    fold: FoldWords | None = None


class _CaseFront(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    severity: Severity | None = None
    message: str = ""
    help: str | None = None  # "" where the help beside `cases` does not fit


class _Front(msgspec.Struct, frozen=True, gc=False, rename={"yields_to": "yields-to"}):
    """The front matter of a rule, less the options of its check."""

    title: str
    check: str
    items: str = ""  # those that the check is usually about
    across: Across | None = None  # as the check says
    yields_to: list[str] = []
    where: dict[str, Scalar] = {}
    severity: Severity | None = None
    message: str = ""
    cases: dict[str, _CaseFront] = {}
    help: str = ""
    words: Words = {}
    fold: FoldBy | None = None
    group: Group | None = None
    enabled: bool = True
    drafts: Drafts = "keep"
    zh: Overlay | None = None


KEYS = _Front.__struct_encode_fields__
# Those that a rule keeps as they are written.
_KEPT = ("title", "check", "where", "words", "fold", "group", "enabled", "drafts")


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A declared use of a check.

    `items` is one of `item_kinds()`; `across`, `after_all` and `leaves_open` are what the check says of itself. Where a
    rule of `yields_to` has found something at the same place, this one says nothing, see `rule.precedence`. `cases`
    holds "" for hits without a case. `group` is what its findings are to a reader, None for what those of its family
    are. `body` begins on the 1-based line `body_line` of `path`.
    """

    id: str
    family: str
    title: str
    check: str
    path: str
    body: str
    body_line: int
    items: str = "notes"
    across: Across = "note"
    after_all: bool = False  # as the check says, as `leaves_open`
    leaves_open: str = ""
    yields_to: tuple[str, ...] = ()
    where: dict[str, Scalar] = {}
    options: dict[str, Any] = {}
    cases: dict[str, Case]
    words: Words = {}
    fold: FoldBy | None = None
    group: Group | None = None
    enabled: bool = True
    drafts: Drafts = "keep"
    zh: Overlay | None = None


@cache
def item_kinds() -> dict[str, type[Item]]:
    """What a rule can be about: the lists of items that a note has, and `notes` themselves."""
    kinds: dict[str, type[Item]] = {"notes": NoteItems}
    for name, hint in get_type_hints(NoteItems).items():
        item = get_args(hint)[0] if get_origin(hint) is list else None
        if isinstance(item, type) and issubclass(item, Item):
            kinds[name] = item
    return kinds


def builtin_rules() -> Path:
    """The folder of notelint's own rules: beside the code in a wheel, beside the package in a checkout."""
    packaged = Path(__file__).parents[1] / "rules"
    return packaged if packaged.is_dir() else packaged.parents[1] / "rules"


def load_rules(
    folders: Sequence[Path],
    checks: Mapping[str, Check],
    within: Path | None = None,
    others: Iterable[Rule] = (),
    first: Iterable[Rule] = (),
) -> list[Rule]:
    """All rules below the folders and those that were loaded `first`, sorted by family and id.

    `others` are known besides, and may be yielded to. `within` is the folder that users' rules have to lie in, links
    followed. Raises RuleError for the first mistake.
    """
    rules = {rule.id: rule for rule in first}
    for folder in folders:
        if not inputs.is_folder(folder):
            raise RuleError(str(folder), 1, 1, "no such folder")
        for path in inputs.below(folder, ".md"):
            if path.name == "README.md":
                continue
            rule = load_rule(path, checks, within)
            if rule.id in rules:
                raise RuleError(str(path), 1, 1, f"{rules[rule.id].path} is already called `{rule.id}`")
            rules[rule.id] = rule
    precedence.check({rule.id: rule for rule in others} | rules, rules.values())
    return sorted(rules.values(), key=lambda rule: (rule.family, rule.id))


def load_rule(path: Path, checks: Mapping[str, Check], within: Path | None = None) -> Rule:
    """One rule. Raises RuleError."""
    try:
        text = inputs.text(path, within=within, limit=_MAX_SIZE)
        return _rule(path, text, checks)
    except LocatedError as error:
        raise RuleError(str(path), error.line, error.column, error.message) from None
    except (OSError, ValueError) as error:
        raise RuleError(str(path), 1, 1, inputs.reason(error)) from None


def declaration(text: str) -> tuple[Document, str, int]:
    """The front matter of a rule's text, its body, and the 1-based line on which that begins. Raises LocatedError."""
    opening, _, rest = text.partition("\n")
    front, closing, body = f"\n{rest}\n".partition("\n---\n")
    if opening.rstrip() != "---" or not closing:
        raise LocatedError((1, 1), "a rule begins with front matter between two lines `---`")
    line = front.count("\n") + 3 + len(body) - len(body.lstrip("\n"))
    return located.read_yaml(front[1:], 2), body.lstrip("\n"), line


def _rule(path: Path, text: str, checks: Mapping[str, Check]) -> Rule:
    if not _ID.fullmatch(path.stem):
        raise LocatedError((1, 1), f"`{path.stem}` is no id of a rule: lower-case words joined by hyphens")
    document, body, line = declaration(text)
    front = _front(document, checks)
    check = checks[front.check]
    items = _items(document, front, check)
    check_where(document, (), items)
    zh = _overlay(document, front)
    _check_facts(document, front, check.names(plain_fields(items)))
    options = {key: value for key, value in document.data.items() if key not in KEYS}
    return Rule(
        id=path.stem,
        family=path.parent.name,
        path=str(path),
        body=body,
        body_line=line,
        items=items,
        across=_across(document, front, check),
        after_all=check.after_all,
        leaves_open=check.leaves_open,
        yields_to=tuple(front.yields_to),
        cases=_cases(document, front),
        options=options,
        zh=zh,
        **{key: getattr(front, key) for key in _KEPT},
    )


def _front(document: Document, checks: Mapping[str, Check]) -> _Front:
    if not isinstance(document.data, dict):
        raise document.error((), "the front matter is no mapping")
    check = document.data.get("check", "")
    known = isinstance(check, str) and check in checks
    kind = checks[check].options if known else None
    # A misspelt `check` is a wrong key before it is a missing one; of an unknown check the options are unknown.
    if known or not check:
        unknown_keys(document, (), [*KEYS, *option_names(kind)])
    front = convert(document, (), _Front)
    if front.check not in checks:
        raise document.error(("check",), located.no_such("check", front.check, checks))
    check_options(document, (), kind, {key: value for key, value in document.data.items() if key not in KEYS})
    return front


def _items(document: Document, front: _Front, check: Check) -> str:
    """The kind of items that the rule is about. Raises LocatedError."""
    usual = check.items or ("notes",)
    if not front.items:
        return usual[0]
    if front.items not in item_kinds():
        raise document.error(("items",), located.no_such("kind of items", front.items, item_kinds()))
    if check.items and front.items not in check.items:
        kinds = " or ".join(f"`{kind}`" for kind in usual)
        raise document.error(("items",), f"`{front.check}` is about {kinds}, not about `{front.items}`")
    return front.items


def _across(document: Document, front: _Front, check: Check) -> Across:
    """How much the rule needs, which is for its check to say. Raises LocatedError where the rule says otherwise."""
    # `collection` was the word for both before there was another for `view`.
    if front.across not in (None, check.across) and (front.across, check.across) != ("collection", "view"):
        said = f"`{front.check}` is `across: {check.across}`, which need not be said"
        raise document.error(("across",), f"{said}: leave `across` out")
    return check.across


def check_where(document: Document, path: Steps, items: str) -> None:
    """Raises LocatedError for a condition on something that the items do not have, or that the check cannot look at."""
    names = item_kinds()[items].__struct_fields__
    for name in document.get(path).get("where") or ():
        if name not in names:
            raise document.error((*path, "where", name), located.no_such("attribute", name, names), key=True)
    name = document.get(path).get("attribute")  # an option of the check `form`
    if isinstance(name, str) and name not in (texts := attributes_of_text(items)):
        wrong = located.no_such("attribute", name, texts)
        raise document.error((*path, "attribute"), wrong if wrong[-1] == "?" else f"{wrong}: {', '.join(texts)}")


def plain_fields(items: str) -> tuple[str, ...]:
    """Those attributes of a kind of items that a message can tell: a text, a number, or whether something is so."""
    hints = get_type_hints(item_kinds()[items])
    return tuple(
        name
        for name, kind in hints.items()
        if {kind, *get_args(kind)} & {str, int, bool} and get_origin(kind) not in (list, tuple, dict)
    )


def attributes_of_text(items: str) -> list[str]:
    """Those attributes of a kind of items that are a text."""
    return [name for name, kind in get_type_hints(item_kinds()[items]).items() if kind is str]


def option_names(kind: type | None) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(kind, "__struct_encode_fields__", ())
    return names


def unknown_keys(document: Document, path: Steps, names: Collection[str]) -> None:
    """Raises LocatedError for a key of the mapping at `path` that is none of `names`."""
    for key in document.get(path):
        if key not in names:
            raise document.error((*path, key), located.no_such("key", key, names), key=True)


def check_options(document: Document, path: Steps, kind: type | None, options: Mapping[str, Any]) -> None:
    """Raises LocatedError for options, written in the mapping at `path`, that the check does not take."""
    if kind is not None:
        convert(document, path, kind, options)
    patterns = options.get("pattern")
    for number, pattern in enumerate(patterns if isinstance(patterns, list) else [patterns]):
        if isinstance(pattern, str) and (why := user_patterns.refusal(pattern)):
            raise document.error((*path, "pattern", number), why)


def _cases(document: Document, front: _Front) -> dict[str, Case]:
    declared: dict[Steps, _CaseFront] = {("cases", name): case for name, case in front.cases.items()}
    # What stands beside `cases` holds for each of them, and for hits without a case if it says something itself.
    if front.message or not declared:
        declared = {(): _CaseFront(), **declared}
    cases: dict[str, Case] = {}
    for path, case in declared.items():
        severity, message = case.severity or front.severity, case.message or front.message
        name = str(path[1]) if path else ""
        whose = f"case `{name}`" if name else "the rule"
        if not message:
            raise document.error(path, f"{whose} has no `message`", key=True)
        if not severity:
            raise document.error(path, f"{whose} has no `severity`", key=True)
        cases[name] = Case(severity, message, front.help if case.help is None else case.help)
    return cases


def _overlay(document: Document, front: _Front) -> Overlay | None:
    """`zh` with the words of each case filled in: what stands beside `cases` is for those without their own."""
    if front.zh is None:
        return None
    for name in front.zh.cases:
        if name not in front.cases:
            raise document.error(("zh", "cases", name), located.no_such("case", name, front.cases), key=True)
    cases = {}
    for name, case in {"": _CaseFront(), **front.cases}.items():
        own = front.zh.cases.get(name, CaseWords())
        message = own.message or ("" if case.message else front.zh.message)
        shared = front.zh.help if case.help is None else None
        cases[name] = CaseWords(message, shared if own.help is None else own.help)
    return msgspec.structs.replace(front.zh, cases=cases)


def _check_facts(document: Document, front: _Front, facts: Mapping[str, frozenset[str]]) -> None:
    """Raises LocatedError for a case or a fact that the check does not give; `facts` has those of each case."""
    for name in front.cases:
        if ANY not in facts and name not in facts:
            raise document.error(("cases", name), located.no_such("case", name, facts), key=True)
    unsaid = [name for name in facts if name not in front.cases and name != ANY]
    if front.cases and unsaid and not front.message:
        what = ", ".join(f"case `{name}`" if name else "what has no case" for name in unsaid)
        said = f"nothing is said of {what}: a `message` beside `cases` is for these"
        raise document.error(("cases",), said, key=True)
    for name in front.words:
        if not any(name in given for given in facts.values()):
            raise document.error(("words", name), located.no_such("fact", name, set().union(*facts.values())), key=True)
    for path, template in _templates(document.data, ()):
        rest = FACT.sub("", template)
        if found := re.search(r"\{[^{}]*\}|[{}]", rest):
            raise document.error(path, f"`{found[0]}` is no fact: write `{{name}}` or `{{name.attribute}}`")
        given = _given(path, front, facts)
        for name in FACT.findall(template):
            if name not in given:
                raise document.error(path, _no_fact(name, given, front.check))


def _no_fact(name: str, given: Collection[str], check: str) -> str:
    wrong = located.no_such("fact", name, given)
    return f"{wrong}{'' if wrong[-1] == '?' else ':'} `{check}` gives {', '.join(sorted(given)) or 'none'} here"


def _given(path: Steps, front: _Front, facts: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The facts that a sentence of a rule may name: those that there are whenever it is said."""
    said = path[1:] if path[0] == "zh" else path
    if said[0] == "cases":
        return facts[str(said[1])] if said[1] in facts else facts.get(ANY, frozenset())
    if said[0] == "words":  # which of them are said where is for the facts to tell
        return frozenset().union(*facts.values())
    if said[0] == "fold":
        more = {"count", "other"} if front.fold is not None and front.fold.by == "folders" else {"count"}
        return frozenset.intersection(*facts.values()) | more
    # What stands beside `cases` is said of those without words of their own, and of those that are not named.
    own = {
        name for name, case in front.cases.items() if (case.message if said[0] == "message" else case.help is not None)
    }
    rest = [given for name, given in facts.items() if name not in own]
    return frozenset.intersection(*(rest or facts.values()))


def _templates(front: Mapping[str, Any], path: Steps) -> Iterator[tuple[Steps, str]]:
    """Everything that is said in words, with the facts to be filled in."""
    for key in ("message", "help"):
        if key in front:
            yield (*path, key), front[key]
    for name, case in front.get("cases", {}).items():
        yield from _templates(case, (*path, "cases", name))
    for fact, values in front.get("words", {}).items():
        for value, words in values.items():
            yield (*path, "words", fact, value), words
    for key in ("fold", "zh"):
        if front.get(key):
            yield from _templates(front[key], (*path, key))


def facts_of(templates: Iterable[str]) -> set[str]:
    """The facts that templates name, as they are written: `id`, `first.title`."""
    return {name for template in templates for name in FACT.findall(template)}


def in_language(rule: Rule, lang: str) -> Rule:
    """The rule with its wording in `lang`; what is not translated stays English."""
    zh = rule.zh
    if lang != "zh" or zh is None:
        return rule
    cases = {
        name: Case(case.severity, zh.cases[name].message or case.message, zh.cases[name].help or case.help)
        for name, case in rule.cases.items()
    }
    words = {fact: {**values, **zh.words.get(fact, {})} for fact, values in rule.words.items()}
    fold = FoldBy(rule.fold.by, zh.fold.message) if rule.fold and zh.fold else rule.fold
    return msgspec.structs.replace(rule, title=zh.title or rule.title, cases=cases, words=words, fold=fold)
