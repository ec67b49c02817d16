"""What a report says of its run: what was detected, how much there is, what was not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from notelint.collection.view import View
from notelint.model.finding import SEVERITIES, Detection, Links, Notice, Report, ShownFinding, Summary
from notelint.model.items import Link, NoteItems
from notelint.rule.contract import Undecided
from notelint.run import notices
from notelint.run.ruleset import RuleSet

if TYPE_CHECKING:
    from notelint.collection.targets import Target
    from notelint.run.run import Run
    from notelint.run.workers import Result


def _told(rules: RuleSet, note: NoteItems) -> bool:
    return any(rule.where.get("problem") == "encoding" for rule in rules.for_note(note.path))


def about_reading(run: Run, notes: Mapping[str, NoteItems], rules: RuleSet) -> Iterator[Notice]:
    """Notices of what was read otherwise than one would expect."""
    if refusal := run.listing.refusal:
        code = "git-refused-owner" if refusal.command else "git-refused"
        yield notices.notice(code, {"reason": refusal.reason, "command": refusal.command}, run.lang)
    # Where a rule says it of each note, it is not said again of the run.
    foreign = [note for note in notes.values() if note.encoding != "utf-8" and not _told(rules, note)]
    if foreign:
        examples = [f"{run.show_path(note.path)} ({note.encoding})" for note in foreign[:3]]
        yield notices.notice("encoding", {"count": len(foreign), "examples": examples}, run.lang)
    if asked := run.listing.asked_absent:
        folders = sorted({run.show_path(path) for path in asked})
        examples = [*folders[:3], *(["…"] if len(folders) > 3 else [])]
        yield notices.notice("not-checked-out", {"examples": examples}, run.lang)
    if too_long := run.listing.too_long:
        examples = [f"{run.show_path(path)} ({what})" for path, what in sorted(too_long.items())[:3]]
        yield notices.notice("says-too-much", {"examples": examples}, run.lang)
    blocks = [note for note in notes.values() if note.too_long]
    if blocks:
        facts = {
            "count": sum(len(note.too_long) for note in blocks),
            "examples": [run.show_path(note.path) for note in blocks[:3]],
        }
        yield notices.notice("block-too-long", facts, run.lang)


def about_given_up(run: Run, results: Mapping[str, Result]) -> Iterator[Notice]:
    """A notice of each rule that would have cost too much in some notes."""
    found: dict[str, list[str]] = {}
    for path in sorted(results):
        for rule in results[path].given_up:
            found.setdefault(rule, []).append(run.show_path(path))
    for rule, paths in found.items():
        yield notices.notice("rule-given-up", {"rule": rule, "count": len(paths), "examples": paths[:3]}, run.lang)


def detection(run: Run, view: View) -> Detection:
    """What the collection was taken for."""
    notes = [view.notes[path] for path in sorted(run.selected) if path in view.notes]
    roots = Counter(root for note in notes[:200] for root in view.roots.asset_roots(note.path))
    return Detection(
        root=run.show_path("."),
        generator=run.site.generator,
        marker=run.site.marker,
        content=content(run),
        notes=len(notes),
        drafts=sum(note.draft for note in notes),
        entries=sum(len(note.entries) for note in notes),
        asset_roots=tuple(run.show_path(root) for root, _ in roots.most_common(3)),
        locales=tuple(sorted({note.locale for note in notes if note.locale})),
    )


def content(run: Run) -> str:
    """The folders that are reported, as the user sees them."""
    folders = [run.show_path(run.relative(path)) for path in run.arguments] or [
        run.show_path(folder) for folder in run.site.content
    ]
    return ", ".join(folders[:3]) + (", …" if len(folders) > 3 else "")


def summary(run: Run, suppressed: int, seconds: float) -> Summary:
    """The numbers of a run that took so many seconds, and in which comments silenced so many findings."""
    return Summary(notes=len(run.selected), suppressed=suppressed, duration_ms=round(seconds * 1000))


def timed(report: Report, seconds: float) -> Report:
    """The report of a run that took so many seconds."""
    return replace(report, summary=replace(report.summary, duration_ms=round(seconds * 1000)))


def with_findings(report: Report, findings: list[ShownFinding]) -> Report:
    """The report with findings, counted."""
    count = Counter(finding.severity for finding in findings)
    numbers = {f"{name}s": count[name] for name in SEVERITIES}
    return replace(report, findings=findings, summary=replace(report.summary, **numbers))


def not_judged(run: Run, rules: RuleSet, view: View, web: Links, undecided: Iterable[Undecided]) -> Iterator[str]:
    """What a clean report would not mean."""
    chosen = [view.notes[path] for path in sorted(run.selected) if path in view.notes]
    open_ones = {rule.leaves_open for rule in rules.all}
    unresolved, made = _open_links(chosen, view) if "pages" in open_ones else (0, Counter())
    counts = {
        "web-links": web.unasked,
        "undecided-links": web.undecided,
        "papers": _uncompared(chosen, view) if "papers" in open_ones else 0,
        "pages": unresolved,
        "drafts": sum(note.draft for note in chosen),
        "templates": sum(note.template for note in chosen),
    }
    for name, count in counts.items():
        if count:
            yield notices.say(notices.NOT_JUDGED[name], {"count": count}, run.lang)
    for setting, count in made.most_common():
        yield notices.say(notices.MADE_PAGES, {"count": count, "setting": setting}, run.lang)
    for path, fragments in view.resolver.unread_anchors.items():
        facts = {"count": len(fragments), "path": run.show_path(path), "what": view.resolver.borrowed(path)}
        yield notices.say(notices.BORROWED, facts, run.lang)
    for each in undecided:
        most = [f"`{value}` {count}×" for value, count in Counter(each.counts).most_common(3)]
        yield notices.say(notices.UNDECIDED[each.what], {"name": each.name, "counts": most}, run.lang)


def _uncompared(notes: Sequence[NoteItems], view: View) -> int:
    """How many papers of entries there are of which arXiv was never asked."""
    ids = {each.value for note in notes for entry in note.entries for each in entry.ids if each.scheme == "arxiv"}
    return len(ids - view.library.papers.keys())


def _open_links(chosen: Sequence[NoteItems], view: View) -> tuple[int, Counter[str]]:
    """How many links lead to what may be made by the site, or lie elsewhere; and the settings that may make pages, with
    how many links lead to where these pages would be.
    """
    unresolved, made = 0, Counter[str]()
    of_notes = view.sum("open links", _open_links_of_notes)
    for note in chosen:
        for setting, count in of_notes.get(note.path, {}).items():
            if setting:
                made[setting] += count
            else:
                unresolved += count
    return unresolved, made


def _open_links_of_notes(view: View) -> dict[str, dict[str, int]]:
    """By note: how many of its links are open, by the setting that may make their pages, "" where there is none."""
    found: dict[str, dict[str, int]] = {}
    for path, note in view.notes.items():
        targets = (target for _, target in _local([note], view))
        count = Counter(each.made_by for each in targets if each.made_by or each.kind in ("page", "unknown"))
        if count:
            found[path] = dict(count)
    return found


def _local(notes: Sequence[NoteItems], view: View) -> Iterator[tuple[Link, Target]]:
    for note in notes:
        for link in note.links:
            if not link.target.startswith(("http:", "https:", "#")):
                yield link, view.resolver.led(link)
