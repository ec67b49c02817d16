"""What a run did not read although it is there, so that nothing is green for want of having been looked at."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notelint.files import environments
from notelint.files.checkout import repository
from notelint.files.gitignore import Patterns
from notelint.files.suffixes import NOTE_ENDINGS
from notelint.git import runner
from notelint.model.finding import Notice
from notelint.run.account import content
from notelint.run.notices import LEFT_OUT, notice, say
from notelint.site.notes import notes as notes_below
from notelint.site.notes import walk

if TYPE_CHECKING:
    from notelint.run.run import Run


def about_unread(run: Run) -> Iterator[Notice]:
    """Notices of notes and folders that were not read, and of a run that has read nothing at all."""
    closed = _unreadable(run)
    hidden = {folder: count for folder in sorted(run.listing.environments) if (count := _in_environment(run, folder))}
    others = [*_other_notes(run)]
    if not run.selected:
        # What a hook passes may well be left out, and then the others are not asked for.
        reasons = [] if run.force_exclude else [*_reasons(run, closed, hidden, others)]
        if reasons:
            yield notice("nothing-checked", {"reasons": "; ".join(reasons)}, run.lang)
            return
        yield notice("no-notes", {"where": content(run) or run.show_path(".")}, run.lang)
    yield from _outside(run)
    for reason in (*others, *_environments(run, hidden), *_closed(run, closed), *_dead_links(run), *_lists(run)):
        yield notice("not-read", {"reason": reason}, run.lang)
    shown_by = {run.site.of(path).generator for path in run.selected if not run.site.of(path).viewer.understood}
    if shown_by:
        yield notice("not-understood", {"viewers": sorted(shown_by)}, run.lang)


# A README and its like beside a site are nothing to speak of.
_BESIDE_SHARE = 0.1


def _outside(run: Run) -> Iterator[Notice]:
    """Notes beside the folders that the site is made of, where they are more than a few of all."""
    if run.arguments or run.texts or not run.site.content:
        return
    outside = len(run.notes) - len(run.selected)
    if outside > _BESIDE_SHARE * len(run.notes):
        yield notice("outside", {"count": outside, "viewer": run.site.generator, "folder": content(run)}, run.lang)


def _reasons(run: Run, closed: dict[str, str], hidden: dict[str, int], others: list[str]) -> list[str]:
    """Why none of the notes was read that are in the folders that are asked for."""

    def is_asked(folder: str) -> bool:
        return any(
            each == "." or f"{folder}/".startswith(f"{each}/") or each.startswith(f"{folder}/") for each in asked
        )

    asked = _asked(run)
    closed = {folder: why for folder, why in closed.items() if is_asked(folder)}
    hidden = {folder: count for folder, count in hidden.items() if is_asked(folder)}
    found = [*_by_settings(run), *others, *_environments(run, hidden), *_closed(run, closed), *_dead_links(run)]
    return found or [*_elsewhere(run)] or [*_left_out(run)]


def _asked(run: Run) -> list[str]:
    """The folders that are asked for, by their paths from the root, "." for it."""
    return [run.relative(path) for path in run.arguments if path.is_dir()] or [*run.site.content] or ["."]


def _by_settings(run: Run) -> Iterator[str]:
    """Notes that the configuration leaves out, and which line of it does."""
    config = run.config
    if not config.exclude and not config.notes:
        return
    every = run.below(_asked(run), notes_below(run.root, listing=run.listing))
    for number, pattern in enumerate(config.exclude):
        excluded = {path for path in every if Patterns([pattern]).cover(path)}
        if excluded:
            yield _said(run, "exclude", len(excluded), where=_line(run, ("exclude", number)), pattern=pattern)
        every -= excluded
    if config.notes and every:
        yield _said(run, "notes", len(every), where=_line(run, ("notes",)))


def _other_notes(run: Run) -> Iterator[str]:
    """What the viewers of the folders that are asked for show besides Markdown."""
    asked = _asked(run)
    for site in (run.site, *run.site.others):
        if not site.viewer.other_notes or run.force_exclude:
            continue
        found = notes_below(run.root, run.config.exclude, listing=run.listing, endings=site.viewer.other_notes)
        shown = sorted(path for path in run.below(asked, found) if site.holds(path) and site.shows(path))
        if shown:
            examples = [*map(run.show_path, shown[:3]), *(["…"] if len(shown) > 3 else [])]
            yield _said(run, "other-notes", len(shown), viewer=site.generator, examples=examples)


def _line(run: Run, steps: tuple[str | int, ...]) -> str:
    if not run.config.file:
        return str(steps[0])
    return f"{run.show_path(run.relative(run.config.file))}:{run.config.document.mark(steps, key=len(steps) == 1)[0]}"


def _in_environment(run: Run, folder: str) -> int:
    """How many notes of an environment were not installed by Python: nobody keeps an environment in git."""
    kept = runner.tracked(run.root) or frozenset()
    found = walk(run.listing, folder)
    return sum(path in kept or not environments.is_installed(path, folder) for path in found)


def _environments(run: Run, hidden: dict[str, int]) -> Iterator[str]:
    for folder, count in hidden.items():
        marker = run.show_path(f"{folder}/{environments.MARKER}")
        yield _said(run, "environment", count, folder=run.show_path(folder), marker=marker)


def _closed(run: Run, closed: dict[str, str]) -> Iterator[str]:
    if closed:
        examples = [f"{run.show_path(folder or '.')} ({why})" for folder, why in sorted(closed.items())[:3]]
        yield _said(run, "closed", len(closed), examples=examples)


def _dead_links(run: Run) -> Iterator[str]:
    excluded = Patterns(run.config.exclude)
    links = [] if run.force_exclude else [path for path in run.listing.dead_links if not excluded.cover(path)]
    if links := sorted(run.below(_asked(run), links)):
        yield _said(run, "links", len(links), examples=[*map(run.show_path, links[:3])])


def _left_out(run: Run) -> Iterator[str]:
    """Notes that git has and did not check out, or that a list hides which speaks to git, where there is none."""
    asked = _asked(run)
    absent = [path for path in runner.left_out(run.root) if path.lower().endswith(NOTE_ENDINGS)]
    if absent := [*run.below(asked, absent)]:
        yield _said(run, "sparse", len(absent))
    if repository(run.root) is None and (hidden := run.below(asked, [*walk(run.listing, ignoring=False)])):
        yield _said(run, "ignored", len(hidden))


def _lists(run: Run) -> Iterator[str]:
    if lists := run.listing.unread_lists:
        examples = [f"{run.show_path(path)} ({why})" for path, why in sorted(lists.items())[:3]]
        yield _said(run, "lists", len(lists), examples=examples)


def _unreadable(run: Run) -> dict[str, str]:
    """Folders that cannot be listed, and why: those in which something was looked for, and others that git knows."""
    listing = run.listing
    named = ["" if folder == "." else folder for folder in _asked(run)]
    named = [folder for folder in named if (run.root / folder).is_dir() and not _may_enter(run.root / folder)]
    found = dict.fromkeys([*named, *_closed_beside(run)], os.strerror(errno.EACCES)) | listing.unreadable
    looked_for = listing.missed.union(named)
    if found.keys() <= looked_for:
        return found
    tracked, new = runner.files(run.root), runner.files(run.root, "-o", "--exclude-standard", "--directory")
    if tracked is None or new is None:
        return found
    known = tuple(path for path in new if path.endswith("/"))

    def is_known(folder: str) -> bool:
        return not folder or f"{folder}/".startswith(known) or any(path.startswith(f"{folder}/") for path in tracked)

    return {folder: why for folder, why in found.items() if folder in looked_for or is_known(folder)}


def _closed_beside(run: Run) -> list[str]:
    """Folders beside notes that may not be entered: where git lists the files, nobody has looked there."""
    above = {"", *(path.rpartition("/")[0] for path in run.notes), *(each for each in _asked(run) if each != ".")}
    above |= {"/".join(parts[:depth]) for parts in (path.split("/") for path in above) for depth in range(len(parts))}
    found = []
    for folder in above:
        for name, kind in run.listing.names(folder).items():
            path = f"{folder}/{name}" if folder else name
            if kind != "dir" or path in above or name.startswith(".") or run.listing.is_link(path):
                continue
            if not _may_enter(run.root / path):
                found.append(path)
    return found


def _may_enter(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids)


def _elsewhere(run: Run) -> Iterator[str]:
    """Notes in folders that were named and that no run looks into of its own accord."""
    for folder in (path for path in run.arguments if path.is_dir()):
        path = run.relative(folder)
        inside = [*walk(run.listing, path, ignoring=False)] if path != "." and not path.startswith("../") else []
        if inside:
            yield _said(run, "elsewhere", len(inside), folder=run.show_path(path))


def _said(run: Run, what: str, count: int, **facts: Any) -> str:
    return say(LEFT_OUT[what], {"count": count, **facts}, run.lang)
