"""What a check yields (`Hit`), what becomes of it (`Finding`), and what is reported (`ShownFinding`, `Report`)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from notelint.model.items import Item

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Edit(msgspec.Struct, frozen=True, gc=False):
    """Replace `[start, end)` of `Source.text` by `new`."""

    path: str
    start: int
    end: int
    new: str


class Fix(msgspec.Struct, frozen=True, gc=False):
    """All edits or none.

    `changes` names what the edits change besides destinations and values of the front matter, which they may: `text`,
    `heading`, `blockquote` (a callout's marker and title), a literal such as `html_inline`, `emphasis`, `field` for
    what is added to the front matter, or `construct`, where what was text becomes a construct inside the finding's
    span. A fix that changes anything else is refused.
    """

    edits: tuple[Edit, ...]
    safe: bool = True
    changes: tuple[str, ...] = ()


class Place(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="place"):
    """A fact that names a place; shown as `line 3`, or as `other.md:3` in another note's finding."""

    path: str
    start: int


class Paths(msgspec.Struct, frozen=True, gc=False, array_like=True, tag="paths"):
    """A fact that names files by their paths from the root; shown as the user would write them."""

    paths: tuple[str, ...]


# What a check may say of what it saw; no wording. `{first.title}` of a rule is `facts["first"]["title"]`.
Fact = str | int | float | bool | Place | Paths | None
Facts = dict[str, Fact | dict[str, Fact]]


class Related(msgspec.Struct, frozen=True, gc=False):
    """Another place that a finding is about."""

    path: str
    start: int
    end: int
    message: str = ""


class Span(msgspec.Struct, frozen=True, gc=False):
    """A part of a note, in code points of its text."""

    path: str
    start: int
    end: int


class Hit(msgspec.Struct, frozen=True, gc=False):
    """What a check saw: facts, no wording. `start`/`end` replace the item's own span where given.

    `about` names what it is about, where that is more or other than the span: an entry's copy elsewhere, all headings
    of a part that stands there twice. Where two hits are about the same, one rule may yield to the other.
    """

    item: Item
    case: str = ""
    facts: dict[str, Any] = {}  # of the shape of `Facts`
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    start: int | None = None
    end: int | None = None
    about: tuple[Span, ...] | None = None


class RelatedPlace(msgspec.Struct, frozen=True, gc=False):
    """Another place that a finding is about, by its 1-based line and column."""

    path: str
    line: int
    column: int
    message: str


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One problem at one place, as facts: neither the working directory nor the reader's language is in it.

    Paths are from the root. Lines and columns are 1-based, columns in code points, ends exclusive. `case`, `facts`,
    `related` and `about` are the hit's.
    """

    rule: str
    family: str
    severity: Severity
    path: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    case: str = ""
    facts: Facts = {}
    related: tuple[RelatedPlace, ...] = ()
    fix: Fix | None = None
    about: tuple[Span, ...] | None = None


class Fold(msgspec.Struct, frozen=True, gc=False):
    """How the terminal report may show many findings as one line: findings with one `key` share a line.

    `message` holds `{count}`, which the report replaces by how many there are.
    """

    key: str
    message: str


class ShownFinding(msgspec.Struct, frozen=True, gc=False):
    """A finding in words, as reports show it.

    `path` is as the user sees it, `note` the same path from the root, which edits have too. Lines and columns are
    1-based, columns in code points, ends exclusive.
    """

    rule: str
    family: str
    severity: Severity
    path: str
    note: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    help: str | None = None
    related: tuple[RelatedPlace, ...] = ()
    fix: Fix | None = None
    fold: Fold | None = None


# Codes of notices that something was not checked which should have been.
INCOMPLETE = frozenset({"note-unreadable", "note-failed", "note-killed", "rule-failed", "nothing-checked"})
# Codes of notices that a report begins with: without them it would look better than it is.
FIRST = frozenset({"nothing-checked", "not-read", "outside", "no-notes", "not-understood"})
# And of those that something was not read, which `fail-on-unread` takes for a failure.
UNREAD = INCOMPLETE | {"not-read", "rule-given-up"}


class Notice(msgspec.Struct, frozen=True, gc=False):
    """Something to know about the run itself, said once: `image-root-unknown`, `note-unreadable`, …"""

    code: str
    message: str


class Detection(msgspec.Struct, frozen=True, gc=False):
    """What the run took the collection for: the first thing a person must be able to check."""

    root: str
    generator: str = ""  # Astro, Hugo, …; "" for a plain folder
    marker: str = ""  # the file that told
    content: str = ""  # the folder that was reported
    notes: int = 0
    drafts: int = 0
    entries: int = 0
    asset_roots: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()


class Summary(msgspec.Struct, frozen=True, gc=False):
    notes: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    fixed: int = 0
    suppressed: int = 0  # findings that comments silence
    duration_ms: int = 0


class Links(msgspec.Struct, frozen=True, gc=False):
    """The links into the web, each place counted, by what is known of them. `requests`: of this run, if it asked."""

    total: int = 0
    alive: int = 0
    dead: int = 0
    undecided: int = 0
    unasked: int = 0
    requests: int | None = None


class Report(msgspec.Struct, frozen=True, gc=False):
    """The outcome of a run. `findings` are sorted by path, line, column, rule."""

    findings: list[ShownFinding]
    notices: list[Notice]
    detection: Detection
    summary: Summary
    not_judged: list[str]  # sentences: "48 links not asked: --online"
    links: Links = Links()

    @property
    def first(self) -> list[Notice]:
        """The notices that the report begins with."""
        return [notice for notice in self.notices if notice.code in FIRST]

    @property
    def others(self) -> list[Notice]:
        """All other notices."""
        return [notice for notice in self.notices if notice.code not in FIRST]

    @property
    def incomplete(self) -> bool:
        """Was a note that was asked for, or a rule, or all that there is, not checked?"""
        unread = self.detection.notes < self.summary.notes
        return unread or any(notice.code in ("rule-failed", "nothing-checked") for notice in self.notices)

    @property
    def unread(self) -> bool:
        """Was anything not read that is there?"""
        return self.incomplete or any(notice.code in UNREAD for notice in self.notices)
