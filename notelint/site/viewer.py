"""What a generator or an editor does with notes: one row has all that notelint needs to know of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.model.items import NoteItems
    from notelint.site.configuration import Config
    from notelint.site.model import Site
    from notelint.site.navigation import Navigation
    from notelint.site.routes import Routes

    ReadText = Callable[[str], str | None]  # a file's text, None where it cannot be read

SCRIPTS: Final = (".ts", ".js", ".mjs", ".mts", ".cjs", ".cts")
DATA: Final = (".toml", ".yaml", ".yml", ".json")
# What sites that are not GitHub leave out before any plugin.
SITE: Final[dict[str, Any]] = {"math": False, "callouts": "none"}


class Marker(msgspec.Struct, frozen=True):
    """Files or folders of which one tells the viewer, the first that is there."""

    names: tuple[str, ...]
    beside: tuple[str, ...] = ()  # one of these must stand beside it, where it alone says too little


class Yaml(msgspec.Struct, frozen=True, kw_only=True):
    """How a parser of front matter reads a plain scalar. The defaults take nothing for another thing."""

    yes_and_no: bool = False  # `yes` is true, `off` is false
    old_numbers: bool = False  # YAML 1.1: `010` is eight, `1:30` is ninety
    grouped: bool = False  # `1_000` is a number
    dates_in_text: bool = False  # a title like a date is a moment
    drops_zero: bool = False  # 2.0 is shown as 2
    rounds: bool = False  # integers are JavaScript's, with gaps from 2**53 on
    impossible: Literal["", "stops", "rolls"] = ""  # what a day that does not exist does; "" where that is not known


# Each tried with PyYAML 6, Ruby's, js-yaml 3 and 4, and yaml 2.
PYYAML: Final = Yaml(yes_and_no=True, old_numbers=True, impossible="stops")
RUBY: Final = Yaml(yes_and_no=True, old_numbers=True)
JS_YAML: Final = Yaml(grouped=True, dates_in_text=True, drops_zero=True, rounds=True, impossible="rolls")
JS_YAML_3: Final = msgspec.structs.replace(JS_YAML, old_numbers=True)
JAVASCRIPT: Final = Yaml(rounds=True)
GO: Final = Yaml(drops_zero=True)


# Whatever brings headings of other files into a note in any of the viewers of which no more is known.
BORROWS: Final = lazy_re(
    r"\{\{%|\{\{<\s*[\w/.-]*(?:include|partial|readfile|import)|\{%-?\s*(?:include|render|import)|--8<--|<!--\s*@include"
    r"|^\{\{#include|^`{3,}\{(?:include|eval-rst)|^:[ \t]+\S",
    re.MULTILINE,
)
TAGS: Final = lazy_re(r"\{%-?\s*(?:include|render|import)")


def silent(config: Config) -> None:
    """For a viewer whose configuration says nothing of folders or syntax, or is no file."""


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """A generator, an editor, or what shows a plain folder. What no check asks does not stand here.

    All folders are relative to the one the marker stands in; "" is that folder itself, `*` any name.
    """

    name: str  # "" for a plain folder
    known: bool = True  # False where nothing tells who shows the notes
    # Who writes the notes reads them there. A site around such notes decides what readers see.
    editor: bool = False

    # Nothing is said that follows from what only this viewer does; that it is so is said first.
    understood: bool = True
    other_notes: tuple[str, ...] = ()  # endings of what it shows besides Markdown, and nobody reads here

    # Where things are
    markers: tuple[Marker, ...] = ()
    content: tuple[str, ...] = ()  # where its notes are; () where they are anywhere
    assets: tuple[str, ...] = ("",)  # where it looks up `/images/x.png`
    output: tuple[str, ...] = ()  # what it builds, and other people's notes
    configure: Callable[[Config], object] = silent  # reads what its configuration says of folders and syntax

    # Pages
    routed: bool = False  # notes are pages at addresses of their own, so that a relative path may be an address
    # The addresses that it makes of the notes; None where they are not known.
    routes: Callable[[Config, Site, Mapping[str, NoteItems]], Routes | None] | None = None
    exact_anchors: bool = False  # a fragment leads nowhere if the case of a letter differs
    borrows: re.Pattern[str] | None = BORROWS  # what brings headings into a note that are not written in it
    imports: bool = False  # a note can import components, whatever it ends with
    parts: bool = False  # notes in a folder `_name` are parts of others
    serves_beside_pages: bool = False  # or may: images in the folders of notes have addresses, too
    from_the_top: bool = False  # `/images/x.png` counts from the repository's root, whatever serves the notes else
    # What it shows of what lies outside of its folders: "files" that it copies, bundles or mounts, but no notes;
    # "anything" also where that is not known.
    shows_outside: Literal["anything", "files", "nothing"] = "anything"
    drops_drafts: bool = False  # `draft: true`
    drops_unpublished: bool = False  # `published: false`, and what is in `_drafts`
    # What it fills in at the beginning of a target; behind the group `file` stands a file, from "/" in its content.
    fills_in: re.Pattern[str] | None = None
    summary: str = ""  # the note that lists its pages: an entry that leads nowhere is a page to come
    names_places: bool = False  # `(name)=` and `:name:` of a directive name places, which all notes know
    names_links: bool = False  # a link without a text gets the title of what it leads to
    excludes: Callable[[str], list[str]] | None = None  # patterns in its configuration that keep notes from readers
    # It makes no page of a README without front matter in its own folder, or none that anybody reads.
    leaves_front_pages: bool = False
    navigation: Callable[[Site, ReadText, Mapping[str, NoteItems]], Navigation | None] | None = None
    titled_by_file: bool = False  # a note is shown under its file's name
    shared_without_images: bool = False  # people share such notes and keep the images to themselves

    # Front matter
    front_matter_at_top: bool = False  # none where a blank line stands before it
    heads_with_keys: bool = False  # `Title: A` on the first lines is read and not shown
    yaml: Yaml = Yaml()
    keys_in_any_case: bool = False  # `Tags` is `tags`
    tags_in_any_case: bool = False  # `AI` and `ai` are one tag
    singular_keys: bool = False  # `tag` and `category` are read as well
    single_for_list: bool = False  # `tags: one` is a list of one
    date_keys: frozenset[str] = frozenset()  # those that it reads as dates itself, in lower case
    stops_at_own_dates: bool = False  # a day that does not exist stops it in such a key, in quotes or not
    unread_dates: re.Pattern[str] | None = None  # forms of dates that it cannot parse there
    ticks: int = 0  # a bare number for a date counts so many a second since 1970; 0 where it does not count
    # Its days are those of the time zone that this finds in its configuration, else of the machine that builds.
    names_zone: re.Pattern[str] | None = None

    # Syntax
    dialect: Mapping[str, Any] = {}  # in what it differs from GitHub before any plugin; see `Dialect`
    footnotes_known: bool = False  # that it has none by itself was tried
    spaced_footnotes: bool = False  # `[^a b]` is one; in Python-Markdown it is anyway
    defines_labels: re.Pattern[str] | None = None  # what in its configuration defines labels for all pages
    fences_anywhere: bool = False  # fenced code is taken out before anything else is read
    long_delimiters: bool = False  # a table's row of hyphens may have more cells than its header
    container_names: frozenset[str] = frozenset()  # of the boxes that it has by itself; empty: of any
    any_blank: bool = False  # behind the marks of a heading may be a blank of any kind
    hyphens_for_spaces: bool = False  # [[A page]] is the note `A-page`
    # Those that show a file (True) or lead to a note, and their parameter.
    shortcodes: Mapping[str, tuple[bool, str]] = {}
    alias_first: bool = False  # [[what is shown|target]]
    escapes_bars: bool = False  # the bar of a wikilink in a table needs no backslash
    any_callout: bool = False  # a callout of a type that it does not know is shown as an ordinary one
    blank_in_callout: bool = False  # it may take `[! note]` for a callout
    math_across_lines: bool = False  # it may pair `$$` with one behind an empty line
    components: bool = False  # a tag that HTML does not know may be one of the site's own
    slash_closes: bool = False  # `<iframe/>` is a whole element, as it is none for browsers
    ascii_addresses: Literal["", "host", "all"] = ""  # the part of a bare address that ends where ASCII does


def with_endings(stem: str, endings: tuple[str, ...] = SCRIPTS) -> tuple[str, ...]:
    """A configuration's names."""
    return tuple(stem + ending for ending in endings)
