"""The rules of a run: loaded, selected, and with the configuration laid over them, note by note where it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from notelint.checks import CHECKS
from notelint.config import config as configuration
from notelint.config.config import Config
from notelint.data import located
from notelint.files import witness
from notelint.files.checkout import boundary
from notelint.model.items import NoteItems
from notelint.rule import compiled
from notelint.rule.rule import Rule, builtin_rules, in_language, load_rules
from notelint.text.digest import digest_of


class SelectionError(Exception):
    """A name in `--select` or `--ignore` that is no rule and no family."""


class Variant(NamedTuple):
    """A rule as it is for some notes: `holds(path)` says for which."""

    rule: Rule
    options: Any
    holds: Callable[[str], bool]


def load(config: Config, root: Path) -> list[Rule]:
    """The built-in rules and the user's. Raises RuleError, ConfigError."""
    folders = [root / folder for folder in config.rule_folders]
    rules = load_rules(folders, CHECKS, boundary(root), first=_own(builtin_rules()))
    configuration.validate(config, rules, CHECKS)
    return rules


@cache
def _own(folder: Path) -> Sequence[Rule]:
    """notelint's own rules, read once: they do not change while the program runs, and nothing changes a rule."""
    with witness.looking_away():  # they are a part of the program
        return compiled.read(folder) or load_rules([folder], CHECKS)


class RuleSet:
    """The rules that run."""

    def __init__(
        self,
        config: Config,
        rules: Sequence[Rule],
        named: Iterable[str] = (),
        known: Iterable[str] = (),
        loaded: Sequence[Rule] | None = None,
    ) -> None:
        """`rules` run, of those that were `loaded`; `named` are asked for by name, and run even where they are off."""
        self.config = config
        self.all = list(rules)
        self.named = frozenset(named)
        self.known = frozenset(known) or frozenset(rule.id for rule in rules)
        self.complete = len(rules) == len(self.known)
        self._loaded = self.all if loaded is None else loaded
        self._groups: dict[tuple[int, ...], list[Rule]] = {}
        self._in_force: dict[tuple[int, ...], str] = {}

    @classmethod
    def of(cls, config: Config, root: Path, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> RuleSet:
        """The rules of a collection, less those that were not selected. Raises SelectionError."""
        rules = load(config, root)
        known = {rule.id for rule in rules} | {rule.family for rule in rules}
        for name in (*select, *ignore):
            if name not in known:
                raise SelectionError(located.no_such("rule or family", name, known))
        chosen = [
            rule
            for rule in rules
            if (not select or {rule.id, rule.family} & set(select)) and not {rule.id, rule.family} & set(ignore)
        ]
        ids = {rule.id for rule in rules}
        return cls(config, chosen, ids & set(select), ids, rules)

    def titles(self, lang: str) -> dict[str, str]:
        """What each rule is called in a language, by its id."""
        return {rule.id: in_language(rule, lang).title for rule in self.all}

    def rule(self, name: str) -> Rule:
        """The rule of this id that runs."""
        return next(rule for rule in self.all if rule.id == name)

    def groups(self) -> dict[str, str]:
        """What findings are to a reader, by the rules that say it."""
        return {rule.id: rule.group for rule in self.all if rule.group is not None}

    def for_note(self, path: str) -> list[Rule]:
        """The rules that hold for a note, enabled ones only."""
        group = configuration.matching(self.config, path)
        if group not in self._groups:
            laid = configuration.apply(self.config, self.all, path)
            self._groups[group] = [rule for rule in laid if rule.enabled or rule.id in self.named]
        return self._groups[group]

    def in_force(self, path: str) -> str:
        """A short word for the rules that hold for a note, selected or not, as the configuration has them."""
        group = configuration.matching(self.config, path)
        if group not in self._in_force:
            laid = configuration.apply(self.config, self._loaded, path)
            # Of a rule, all but its place and its words, which are for people.
            said = [msgspec.structs.replace(rule, path="", body="", title="", zh=None) for rule in laid if rule.enabled]
            self._in_force[group] = digest_of(said).hex()
        return self._in_force[group]

    def of_note(self, path: str) -> list[Rule]:
        """The rules that need nothing but the note itself."""
        return [rule for rule in self.for_note(path) if rule.across == "note" and not rule.after_all]

    def after_all(self, path: str) -> list[Rule]:
        """The rules about what became of the findings of the others."""
        return [rule for rule in self.for_note(path) if rule.after_all]

    def across_collection(self, paths: Iterable[str]) -> Iterator[Variant]:
        """The rules that need more than the note, each as often as the configuration makes it differ."""
        groups: dict[tuple[int, ...], set[str]] = {}
        for path in paths:
            groups.setdefault(configuration.matching(self.config, path), set()).add(path)
        variants: dict[bytes, tuple[Rule, set[str]]] = {}
        for members in groups.values():
            for rule in self.for_note(next(iter(members))):
                if rule.across != "note":
                    key = digest_of(rule)
                    variants.setdefault(key, (rule, set()))[1].update(members)
        for rule, members in variants.values():
            yield Variant(rule, options_of(rule), members.__contains__)


def options_of(rule: Rule) -> Any:
    """The options of a rule's check as the check takes them."""
    kind = CHECKS[rule.check].options
    return None if kind is None else msgspec.convert(rule.options, kind)


def items_of(rule: Rule, note: NoteItems) -> Sequence[Any]:
    """The items of a note that a rule is about."""
    return chosen(rule, (note,) if rule.items == "notes" else getattr(note, rule.items))


def chosen(rule: Rule, items: Sequence[Any]) -> Sequence[Any]:
    """Of the items of the rule's kind, those that it is about."""
    for name, value in rule.where.items():
        items = [item for item in items if getattr(item, name) == value]
    return items
