"""Which files are notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from notelint.files import inputs
from notelint.files.gitignore import MOST_WILD, Patterns
from notelint.files.suffixes import NOTE_ENDINGS
from notelint.git import runner
from notelint.site import viewers
from notelint.site.listing import NEVER, Listing

# Build output, copies of other people's files, and what Logseq keeps of earlier versions, if one of these stands beside
# the folder.
_OUTPUT = {
    "dist": ("package.json", "pyproject.toml", "setup.py"),
    "build": ("package.json", "pyproject.toml", "setup.py"),
    "out": ("package.json",),
    "target": ("Cargo.toml",),
    "_build": ("conf.py", "_toc.yml", "Makefile", "make.bat"),
    "vendor": ("go.mod", "composer.json", "Gemfile", "package.json"),
    "_vendor": ("go.mod",),
    "bak": ("config.edn",),
}

_Ignored = tuple[tuple[str, Patterns], ...]  # the .gitignore files above a file, with their folders


def notes(
    root: Path,
    exclude: Sequence[str] = (),
    *,
    listing: Listing | None = None,
    only: Sequence[str] = (),
    known: Sequence[str] | None = None,
    endings: tuple[str, ...] = NOTE_ENDINGS,
) -> list[str]:
    """The notes, or the files with other endings, below a root, as sorted paths relative to it with "/".

    Left out: what git ignores, hidden names, dependencies, build output, what `exclude` covers and, where `only` is
    given, what that does not cover (both are patterns as in .gitignore). Symbolic links are not followed: what they
    name is found where it really is, or belongs to somebody else. `known` are files to choose from, in the place of
    those that git lists. Where git refuses to, the folders are looked through, and `listing.refusal` says so.
    """
    listing = listing or Listing(root)
    if known is None:
        try:
            known = runner.files(root, "-co", "--exclude-standard")
        except runner.GitError as error:
            listing.refusal = error
    found = set(_existing(known, listing, endings) if known else walk(listing, endings=endings))
    if exclude:
        excluded = Patterns(exclude)
        found = {path for path in found if not excluded.cover(path)}
    if only:
        wanted = Patterns(only)
        found = {path for path in found if wanted.cover(path)}
    return sorted(found)


def _is_note(name: str, endings: tuple[str, ...]) -> bool:
    return name.lower().endswith(endings) and not name.startswith(".")


def _existing(paths: Iterable[str], listing: Listing, endings: tuple[str, ...]) -> Iterator[str]:
    """The notes among git's files: those that are on the disk, in folders that can hold notes."""
    open_folders = {"": True}

    def is_open(folder: str) -> bool:
        if folder not in open_folders:
            parts = folder.split("/")
            for depth in range(1, len(parts) + 1):  # from above: thousands may lie in each other
                here, above = "/".join(parts[:depth]), "/".join(parts[: depth - 1])
                if here not in open_folders:
                    closed = not open_folders[above] or _is_closed(above, parts[depth - 1], listing)
                    open_folders[here] = not closed
        return open_folders[folder]

    for path in paths:
        folder, _, name = path.rpartition("/")
        if _is_note(name, endings) and is_open(folder):
            found = listing.find(path)
            if found.kind in ("file", "case"):
                if not listing.is_behind_link(found.actual):
                    yield found.actual
            elif found.kind != "dir" and listing.is_link(path):
                listing.dead_links.add(path)


def walk(
    listing: Listing, start: str = "", ignoring: bool = True, endings: tuple[str, ...] = NOTE_ENDINGS
) -> Iterator[str]:
    """The notes below a folder as git would list them, for where there is no git; or those too that it would ignore."""
    pending: list[tuple[str, _Ignored]] = [(start, ())]
    while pending:
        folder, ignored = pending.pop()
        names = listing.names(folder)
        prefix = f"{folder}/" if folder else ""
        if ignoring and (patterns := _gitignore(f"{prefix}.gitignore", listing, ignored)):
            ignored = (*ignored, (prefix, patterns))
        for name, kind in names.items():
            path = prefix + name
            if kind == "outside" and _is_note(name, endings) and not _is_ignored(path, ignored):
                listing.dead_links.add(path)
            if kind == "file":
                if _is_note(name, endings) and not listing.is_link(path) and not _is_ignored(path, ignored):
                    yield path
            elif not (listing.is_link(path) or _is_ignored(path + "/", ignored) or _is_closed(folder, name, listing)):
                pending.append((path, ignored))


def _is_closed(folder: str, name: str, listing: Listing) -> bool:
    """Does this folder hold no notes of the collection: hidden, dependencies, build output, another repository?"""
    if name.startswith(".") or name in NEVER:
        return True
    beside = listing.names(folder)
    if any(marker in beside for marker in _OUTPUT.get(name, ())):
        return True
    site = viewers.found_in(beside, editors=False)
    if site and name in site[0].output:
        return True
    path = f"{folder}/{name}" if folder else name
    return ".git" in listing.names(path) or listing.is_environment(path)


def _gitignore(path: str, listing: Listing, above: _Ignored) -> Patterns | None:
    """The patterns of a list, which lies below others. One that cannot be read, or is a link, which git does not
    follow, counts for nothing.
    """
    if not inputs.exists(listing.root / path):  # the listing leaves pipes out
        return None
    try:
        if listing.is_link(path):
            raise inputs.InputError(listing.root / path, "a link, which git does not follow either")
        patterns = Patterns(listing.read(path).decode("utf-8", "replace").split("\n"))
        if patterns.wild + sum(others.wild for _, others in above) > MOST_WILD:
            raise inputs.InputError(listing.root / path, f"more than {MOST_WILD:,} patterns with wildcards")
        return patterns
    except OSError as error:
        listing.unread_lists[path] = inputs.reason(error)
        return None


def _is_ignored(path: str, ignored: _Ignored) -> bool:
    """The nearest .gitignore that speaks of a path decides."""
    decisions = (patterns.ignores(path[len(prefix) :]) for prefix, patterns in reversed(ignored))
    return next((decision for decision in decisions if decision is not None), False)
