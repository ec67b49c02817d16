"""Finds out what site a collection of notes is."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from notelint.files import inputs, witness
from notelint.files.gitignore import Patterns
from notelint.site import viewers
from notelint.site.configuration import Config
from notelint.site.dialect import Decisions
from notelint.site.locales import locale_endings, locale_folders
from notelint.site.model import Site, is_below, is_front_page
from notelint.site.viewer import Viewer
from notelint.site.viewers.editors import OBSIDIAN
from notelint.site.viewers.forge import FORGE, WIKI
from notelint.site.viewers.plain import PLAIN
from notelint.text.lazy import lazy_re
from notelint.text.spoken_of import without_code

if TYPE_CHECKING:
    from notelint.site.listing import Listing

_DEPTH = 2  # how many folders below the root a marker may stand
_TINY = 20  # a site two folders down has at least one note in so many
_SAMPLE, _SAMPLE_SIZE = 60, 20_000  # notes, and bytes of each, that are searched for wikilinks
_EMBED = lazy_re(r"!\[\[[^\[\]\n]+\]\]")
_WIKILINK = lazy_re(r"(?<![!\[])\[\[(?=[^\[\]\n]*[^\W\d])[^\[\]\n]+\]\](?![(\]])")


def detect(root: Path, listing: Listing, notes: Sequence[str]) -> Site:
    """The site that the notes below `root` belong to, with what else shows some of them. Nothing raises: what cannot
    be read tells nothing.
    """
    found = _viewer(listing, notes) or _wiki(root, listing)
    locales = {"locales": locale_folders(notes), "endings": locale_endings(notes)}
    main = _marked(root, listing, notes, *found) if found else _without_marker(root, listing, notes)
    main = replace(main, **locales, others=tuple(_others(root, listing, notes, main)))
    return _with_outside(root, listing, notes, main) if main.viewer.markers else main


def _marked(root: Path, listing: Listing, notes: Sequence[str], viewer: Viewer, marker: str, folder: str) -> Site:
    """The site that its configuration in a folder describes."""
    config = Config(Decisions(viewer.name, viewer.dialect), folder, marker, listing)
    viewer.configure(config)
    content = viewer.content if config.content is None else config.content
    pages = tuple(path for name in content if (path := _below(folder, name)) is not None)
    assets = viewer.assets if config.assets is None else config.assets
    return Site(
        root=str(root),
        generator=viewer.name,
        marker=_join(folder, marker),
        folder=folder,
        content=tuple(path for path in pages if path and _holds_note(path, notes)),
        pages=() if "" in pages else pages,
        assets=tuple(path for pattern in assets for path in existing_folders(listing, folder, pattern)),
        templates=tuple(_join(folder, name) for name in config.templates),
        dialect=config.decisions.dialect(),
        front_pages=_front_pages(viewer, folder, listing),
    )


def _front_pages(viewer: Viewer, folder: str, listing: Listing) -> frozenset[str]:
    """Beside the marker: what the forge shows of the repository, and the site does not."""
    if not viewer.leaves_front_pages:
        return frozenset()
    return frozenset(
        path
        for name, kind in listing.names(folder).items()
        if kind == "file" and is_front_page(path := _join(folder, name)) and not _begins_with_keys(path, listing)
    )


def _begins_with_keys(path: str, listing: Listing) -> bool:
    try:
        return listing.head(path, 8).removeprefix(b"\xef\xbb\xbf").startswith((b"---\n", b"---\r\n"))
    except OSError:
        return True


def _others(root: Path, listing: Listing, notes: Sequence[str], main: Site) -> list[Site]:
    """The sites and vaults in the folders above notes. What a site shows is its own, also where a
    marker stands in it: somebody edits the pages with that program.
    """
    above = {"/".join(parts[:depth]) for parts in (path.split("/") for path in notes) for depth in range(len(parts))}
    above |= {name for name, kind in listing.names("").items() if kind == "dir" and not name.startswith(".")}
    found: list[Site] = []
    for folder in sorted(above - {main.folder} if main.viewer.markers else above, key=lambda each: each.count("/")):
        around = [site for site in (main, *found) if site.viewer.markers and not site.viewer.editor]
        marked = viewers.found_in(listing.names(folder))
        if marked is None or any(_reads(site, folder, marked[0]) for site in around):
            continue
        found.append(_marked(root, listing, notes, *marked, folder))
    return found


def _reads(site: Site, folder: str, marked: Viewer) -> bool:
    """Does a site have the notes of a folder in which something marks another viewer?"""
    path = f"{folder}/" if folder else ""
    if site.pages:
        return is_below(path, site.pages)
    return marked.editor and is_below(path, (site.folder,))


def _with_outside(root: Path, listing: Listing, notes: Sequence[str], main: Site) -> Site:
    """The site, with what shows the notes that no site does: the forge, if there is a repository; else nobody knows."""
    forge = Site(root=str(root), generator=FORGE.name, assets=("",), dialect=Decisions(FORGE.name, {}).dialect())
    known = replace(main, forge=forge)
    left = [path for path in notes if known.of(path) is forge and not is_front_page(path)]
    if not left or inputs.kind(listing.boundary / ".git"):
        return replace(main, forge=forge, outside=forge)
    return replace(main, forge=forge, outside=_without_marker(root, listing, left))


def _viewer(listing: Listing, notes: Sequence[str]) -> tuple[Viewer, str, str] | None:
    """The viewer, its marker and its folder: the highest; of several at one height the one with the most notes; and
    an editor's vault only where there is no site.
    """
    count: Counter[str] = Counter()
    for path in notes:
        parts = path.split("/")
        count.update("/".join(parts[:depth]) for depth in range(min(len(parts), _DEPTH + 1)))
    beside = {name for name, kind in listing.names("").items() if kind == "dir" and not name.startswith((".", "node_"))}
    folders = {"", *count, *beside}
    for editors in (False, True):
        for folder in sorted(folders, key=lambda folder: (folder.count("/") + bool(folder), -count[folder], folder)):
            if "/" in folder and count[folder] * _TINY < len(notes):
                continue  # a theme's example, a template: not what the notes are for
            found = viewers.found_in(listing.names(folder), editors)
            if found:
                return (*found, folder)
    return None


def _wiki(root: Path, listing: Listing) -> tuple[Viewer, str, str] | None:
    """A forge keeps a project's wiki in a repository `project.wiki`."""
    home = WIKI.markers[0].names[0]
    return (WIKI, home, "") if root.name.endswith(".wiki") and home in listing.names("") else None


def _without_marker(root: Path, listing: Listing, notes: Sequence[str]) -> Site:
    """A plain folder, or a vault whose settings are not shared: its notes show it."""
    embed, links, looked = "", [], notes[:: max(1, len(notes) // _SAMPLE)]
    for path in looked:
        try:
            with witness.looking_away():  # they are looked at in each run, and what comes of it is in `Site.digest`
                text = without_code(listing.head(path, _SAMPLE_SIZE).decode("utf-8", "replace"))
        except OSError:
            continue
        if not embed and _EMBED.search(text):
            embed = path
        if _WIKILINK.search(text):
            links.append(path)
    viewer = OBSIDIAN if embed else PLAIN
    decisions = Decisions(viewer.name, viewer.dialect)
    if embed:
        decisions.change({"wikilinks": True}, f"![[…]] in {embed}")
    elif len(links) > max(1, len(looked) // 5):
        # Whoever writes these reads the notes in an editor that knows them, and its callouts have titles.
        vault = {"wikilinks": True, "callouts": "titled"}
        decisions.change(vault, f"[[…]] in {len(links)} of {len(looked)} notes")
    return Site(
        root=str(root),
        generator=viewer.name,
        marker=embed,
        assets=("",) if embed else (),
        dialect=decisions.dialect(),
    )


def existing_folders(listing: Listing, folder: str, pattern: str) -> Iterator[str]:
    """The folders below `folder` that `static` or `themes/*/static` names."""
    if not pattern:
        yield folder
        return
    first, _, rest = pattern.partition("/")
    names = listing.names(folder)
    if "*" not in first:
        if names.get(first) == "dir":
            yield from existing_folders(listing, _join(folder, first), rest)
        return
    wanted = Patterns([f"/{first}/"])
    for name, kind in sorted(names.items()):
        path = _join(folder, name)
        # Links among the folders could lead round and round.
        if kind == "dir" and not listing.is_link(path) and wanted.ignores(f"{name}/"):
            yield from existing_folders(listing, path, rest)


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder and name else folder or name


def _below(folder: str, name: str) -> str | None:
    """The path of a folder that a configuration names, `../docs` too; None where it lies outside of the root."""
    path = posixpath.normpath(_join(folder, name) or ".")
    return None if path.startswith("..") else "" if path == "." else path


def _holds_note(folder: str, notes: Sequence[str]) -> bool:
    return any(path.startswith(f"{folder}/") for path in notes)
