"""`notelint papers`: the papers of the notes, and what arXiv says of them."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from notelint.commands.console import (
    CLEAN,
    Failure,
    complain,
    complain_of_unread,
    config_option,
    lang_option,
    language,
    say,
    write,
)

if TYPE_CHECKING:
    from notelint.model.items import NoteItems
    from notelint.online.arxiv import Answer
    from notelint.papers.file import Paper
    from notelint.papers.library import Library
    from notelint.papers.update import Update
    from notelint.report.words import Lang
    from notelint.run.run import Run
    from notelint.run.session import Session

PLACES = 3  # of a paper, in the list for people
NAMED = 5  # papers that a message names


class Place(NamedTuple):
    """Where a paper is named; `heading` is its entry's, "" for a mention."""

    path: str
    line: int
    column: int
    heading: str


class Row(NamedTuple):
    """A paper. `state` is known, unknown (arXiv has none such), unasked, or other (it is not on arXiv)."""

    id: str
    title: str
    state: str
    places: list[Place]


@click.group(invoke_without_command=True, short_help="Lists the papers of the notes, and asks arXiv about them.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of the list."
)
@config_option
@lang_option
@click.pass_context
def papers(context: click.Context, format_: str, config_file: Path | None, lang: str | None) -> int:
    """Lists the papers of the notes around the working directory: id, title, and where each is named.

    Nobody is asked: the titles are those that `notelint papers update` has brought.
    """
    if context.invoked_subcommand is not None:
        return CLEAN
    from notelint.papers import file
    from notelint.papers.library import Library

    spoken = language(lang)
    session = _session(config_file, spoken)
    rows = _rows(session, Library(file.read(session.run.root)))
    if format_ == "json":
        write(sys.stdout, _as_json(rows), utf8=True)
    elif rows:
        say("\n".join(_line(row, spoken) for row in rows))
    return CLEAN


@papers.command()
@click.option("--all", "all_", is_flag=True, help="Ask about every paper again, not only about new and old ones.")
@config_option
@lang_option
def update(all_: bool, config_file: Path | None, lang: str | None) -> int:
    """Asks arXiv about the papers of the notes; its answers are kept in notelint-papers.json beside the configuration.

    Asked about are new papers, those that arXiv did not have, and those of which it was asked half a year ago. What the
    notes no longer name is left out. The file is sorted and has a value a line: it can be committed.
    """
    from notelint.papers import file
    from notelint.papers.update import due, merged, wanted
    from notelint.run.notices import notice

    spoken = language(lang)
    session = _session(config_file, spoken)
    run, notes = session.run, _notes(session)
    known, broken = _known(run)
    ids = wanted(notes)
    answer = _ask(due(ids, known, run.today, all_), notes, session, spoken)
    if answer.undecided and not answer.papers and not answer.missing:
        raise Failure(_undecided(answer, spoken))
    done = merged(ids, known, answer.papers, answer.missing, run.today)
    if broken:
        facts = {"reason": broken, "path": run.show_path(file.set_aside(run.root).name)}
        complain(notice("papers-anew", facts, run.lang).message)
    written = bool(ids or known or broken) and file.write(run.root, done.papers)
    _tell(done, answer, len(ids), run.show_path(file.NAME) if written else "", spoken)
    return CLEAN


def _known(run: Run) -> tuple[dict[str, Paper], str]:
    """What the file says of papers, and why it cannot be read: then all are asked about."""
    from notelint.papers import file

    try:
        return file.read(run.root), ""
    except file.PapersError as error:
        return {}, str(error).replace(f"{run.cwd}{os.sep}", "")


def _session(config_file: Path | None, lang: Lang) -> Session:
    """All notes of the collection, read for nothing but the papers in them."""
    from notelint.run.ruleset import RuleSet
    from notelint.run.run import Run
    from notelint.run.session import Session

    run = Run(config_file=config_file, lang=lang)
    session = Session(run, RuleSet(run.config, []))
    session.read(run.notes)
    complain_of_unread(run)
    return session


def _notes(session: Session) -> list[NoteItems]:
    return [session.notes[path] for path in sorted(session.notes) if not session.notes[path].template]


# The update


def _ask(ids: list[str], notes: list[NoteItems], session: Session, lang: Lang) -> Answer:
    from notelint.report import progress

    if not ids:
        from notelint.online.arxiv import Answer

        return Answer()
    from notelint.online.papers import fetch

    with progress(len(ids), sys.stderr, lang, what="asking") as advance:
        return fetch(ids, notes, advance)


def _tell(done: Update, answer: Answer, total: int, written: str, lang: Lang) -> None:
    """What was done, on stdout; what could not be, on stderr."""
    from notelint.report.words import say as words

    changes = [(name, len(getattr(done, name))) for name in ("added", "changed", "removed")]
    said = [words(lang, f"papers-{name}", n=count) for name, count in changes if count]
    counts = words(lang, "papers", n=total) + words(lang, "papers-requests", n=answer.requests)
    lines = [words(lang, "comma").join([counts, *said])]
    if answer.missing:
        named = words(lang, "comma").join(f"arXiv:{id}" for id in sorted(answer.missing)[:NAMED])
        more = len(answer.missing) - NAMED
        rest = words(lang, "comma") + words(lang, "more", n=more) if more > 0 else ""
        lines.append(words(lang, "papers-missing", named=named + rest))
    lines.append(words(lang, "papers-written", path=written) if written else words(lang, "papers-unchanged"))
    say("\n".join(lines))
    if answer.undecided:
        complain(_undecided(answer, lang))


def _undecided(answer: Answer, lang: Lang) -> str:
    """How many papers are not known, why, and what can be done."""
    from notelint.report.words import WORDS
    from notelint.report.words import say as words

    reason = Counter(answer.undecided.values()).most_common(1)[0][0]
    key = f"papers-{reason}" if f"papers-{reason}" in WORDS else "papers-no-use"
    return words(lang, "papers-undecided", n=len(answer.undecided), why=words(lang, key, reason=reason))


# The list


def _rows(session: Session, library: Library) -> list[Row]:
    """The papers, by id: each entry's own, and what is mentioned beside."""
    from notelint.papers.occurrences import of_note

    found: dict[tuple[str, str], list[Place]] = {}
    for note in _notes(session):
        for each in of_note(note):
            heading = each.entry.title if each.entry else ""
            found.setdefault(("arxiv", each.id), []).append(_place(session, note, each.start, heading))
        for entry in note.entries:
            if entry.ids and all(each.scheme != "arxiv" for each in entry.ids):
                place = _place(session, note, entry.ids[0].start, entry.title)
                found.setdefault(("", entry.ids[0].shown), []).append(place)
    # arXiv's come first.
    order = sorted(found, key=lambda key: (not key[0], key))
    return [_row(scheme, id, found[scheme, id], library) for scheme, id in order]


def _place(session: Session, note: NoteItems, start: int, heading: str) -> Place:
    from notelint.text.source import places

    return Place(session.run.show_path(note.path), *places(note.line_starts, start), heading)


def _row(scheme: str, id: str, places: list[Place], library: Library) -> Row:
    if scheme != "arxiv":
        return Row(id, "", "other", places)
    paper = library.papers.get(id)
    state = "unasked" if paper is None else "unknown" if paper.unknown else "known"
    return Row(f"arXiv:{id}", library.title(id), state, places)


def _as_json(rows: list[Row]) -> str:
    """One paper a line; `title` and `heading` are null where there is none."""
    from notelint.report.as_json import array

    listed = [
        {
            **row._asdict(),
            "title": row.title or None,
            "places": [{**place._asdict(), "heading": place.heading or None} for place in row.places],
        }
        for row in rows
    ]
    return f'{{"version": 1,\n "papers": {array(listed)}}}\n'


def _line(row: Row, lang: Lang) -> str:
    from notelint.report import one_line
    from notelint.report.safe import visible
    from notelint.report.words import say as words

    title = row.title if row.state == "known" else words(lang, f"paper-{row.state}", title=row.title).strip()
    lines = [one_line(f"{row.id}  {title}").rstrip()]
    for place in row.places[:PLACES]:
        where = f"{visible(place.path)}:{place.line}:{place.column}"
        lines.append(f"    {where}  {one_line(place.heading)}".rstrip())
    if len(row.places) > PLACES:
        lines.append(f"    {words(lang, 'more', n=len(row.places) - PLACES)}")
    return "\n".join(lines)
