"""The checks, by the name that rules use for them."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module

from notelint.rule.contract import Check, Checks

# The modules of the checks, and what is in each: few runs need all of them, and each brings what it works with.
MODULES = {
    "absent_values": "inconsistent-absent-value",
    "addresses": "malformed-url local-path",
    "callouts": "empty-callout-title",
    "copies": "copied-note",
    "dates": "invalid-date",
    "each": "leftovers vanishing each defects",
    "entry_fields": "missing-entry-field wrong-value-kind inconsistent-field-order",
    "field_types": "inconsistent-field-type",
    "fields": "wrong-type unknown-field empty-field",
    "file": "final-newline mixed-line-endings trailing-whitespace invisible-character",
    "front_matter": "repeated-item invalid-front-matter duplicate-key missing-field missing-front-matter",
    "headings": "empty-heading duplicate-heading restarted-note skipped-heading-level heading-callout-mismatch",
    "ids": "invalid-paper-id id-conflicts",
    "image_files": "image-not-an-image",
    "images": "missing-image image-case unrendered-image",
    "labels": "inconsistent-label",
    "link_forms": "inconsistent-link-form",
    "link_names": "label-target-mismatch name-target-mismatch",
    "links": "ambiguous-wikilink broken-anchor broken-link broken-wikilink empty-link self-link unrendered-link",
    "metadata": "unknown-paper withdrawn-paper newer-version paper-title-mismatch",
    "name_spellings": "inconsistent-name",
    "names": "unnamed-duplicate",
    "navigation": "nav-mismatch",
    "numbering": "duplicate-title series-gap",
    "own": "form forbidden-word",
    "papers": "duplicate-paper stub-entry unlinked-paper",
    "passages": "copied-text",
    "placeholders": "placeholder-value known-elsewhere promised-value",
    "published": "not-in-git unpublished-target",
    "rare_words": "rare-spelling",
    "references": "undefined-reference undefined-footnote unused-definition",
    "retired": "retired-host",
    "sections": "empty-section",
    "silences": "unknown-suppression unused-suppression",
    "tags": "inconsistent-tag",
    "typography": "cjk-latin-space space-near-fullwidth-punctuation halfwidth-punctuation "
    "mixed-brackets repeated-punctuation fullwidth-alphanumeric",
    "unused": "orphan-note unused-image",
    "values": "lossy-value unquoted-wikilink",
    "venues": "impossible-year",
    "web": "dead-link dead-fragment redirected-link",
}


class _Table(MutableMapping[str, Check]):
    """Each check's module is imported when the check is asked for. A test may put another one in its place."""

    def __init__(self) -> None:
        self._module_of = {name: module for module, names in MODULES.items() for name in names.split()}
        self._known: Checks = {}

    def __getitem__(self, name: str) -> Check:
        if name not in self._known:
            module = import_module(f"{__name__}.{self._module_of[name]}")
            self._known |= module.CHECKS
        return self._known[name]

    def __setitem__(self, name: str, check: Check) -> None:
        self._module_of.setdefault(name, "")
        self._known[name] = check

    def __delitem__(self, name: str) -> None:
        del self._module_of[name], self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self._module_of

    def __iter__(self) -> Iterator[str]:
        return iter(self._module_of)

    def __len__(self) -> int:
        return len(self._module_of)


CHECKS: MutableMapping[str, Check] = _Table()
