"""`notelint links`: every web address of the notes, what is known of it, since when, and where it stands."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import click

from notelint.commands.console import (
    CLEAN,
    INTERRUPTED,
    Failure,
    complain,
    complain_of_unread,
    config_option,
    lang_option,
    language,
    say,
    write,
)
from notelint.commands.network import ask_web, network_options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notelint.model.finding import RelatedPlace
    from notelint.online.verdict import Verdict
    from notelint.report.words import Lang
    from notelint.run.run import Run
    from notelint.run.session import Session

ORDER = ("dead", "undecided", "unasked", "alive")
DAY = 86_400


@click.command(short_help="Lists the web links of the notes, and what is known of each.")
@click.argument("paths", nargs=-1)
@click.option("--recheck", multiple=True, metavar="URL", help="Ask about this address now, whatever is remembered.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="Of the list."
)
@network_options
@config_option
@lang_option
def links(paths: tuple[str, ...], **options: Any) -> int:
    """Lists the web links of the notes at PATHS: dead ones first, then those that are undecided or were never asked.

    Nobody is asked, except for what --recheck names.
    """
    import sys

    from notelint.online.known import recalled
    from notelint.rule.rule import in_language
    from notelint.run.notices import notice
    from notelint.run.ruleset import RuleSet
    from notelint.run.run import Run
    from notelint.run.session import Session
    from notelint.writing.cache import FOLDER

    lang = language(options["lang"])
    run = Run(paths, config_file=options["config_file"], lang=lang)
    rules = RuleSet.of(run.config, run.root, ["dead-link"], [])
    session = Session(run, rules)
    session.read(run.notes)
    complain_of_unread(run)
    places = _places(session)
    asked = _addresses(options["recheck"])
    code = CLEAN
    if asked:
        outcome = ask_web(session, options, lang, asked)
        verdicts, shown = outcome.verdicts, {url: places.get(url, []) for url in asked}
        code = INTERRUPTED if outcome.stopped == "stopped" else CLEAN
    else:
        web = recalled(run.root)
        if web.ignored:
            complain(notice(web.ignored, {"path": run.show_path(FOLDER)}, lang).message)
        verdicts, shown = dict(web.verdicts), places
        verdicts |= _never_asked((url for url in places if url not in verdicts), run)
    rows = sorted(
        ((url, verdicts.get(url), where) for url, where in shown.items()),
        key=lambda row: (ORDER.index(_state(row[1])), row[0]),
    )
    if options["format_"] == "json":
        write(sys.stdout, _as_json(rows), utf8=True)
    else:
        words = in_language(rules.rule("dead-link"), lang).words["reason"]
        say("\n".join(_line(*row, words, lang) for row in rows))
    return code


Row = tuple[str, "Verdict | None", list["RelatedPlace"]]


def _addresses(urls: tuple[str, ...]) -> list[str]:
    from notelint.online.verdict import address

    for url in urls:
        if not address(url):
            raise Failure(f"--recheck {url}: no web address")
    return [address(url) for url in urls]


def _never_asked(urls: Iterable[str], run: Run) -> dict[str, Verdict]:
    """Those of the addresses that no run asks, whatever it may ask, each with the reason."""
    from notelint.online.hosts import Hosts
    from notelint.online.targets import target
    from notelint.online.verdict import Verdict

    hosts = Hosts(run.config.links.hosts)
    targets = (target(url, hosts) for url in urls)
    return {each.url: Verdict(url=each.url, state="undecided", reason=each.id) for each in targets if not each.by}


def _places(session: Session) -> dict[str, list[RelatedPlace]]:
    """Where each address stands."""
    from notelint.model.finding import RelatedPlace
    from notelint.online.known import web_links
    from notelint.online.verdict import address
    from notelint.text.source import places

    found: dict[str, list[RelatedPlace]] = defaultdict(list)
    for path in sorted(session.run.selected & session.notes.keys()):
        note = session.notes[path]
        for item in web_links([note]):
            if url := address(item.target):
                line, column = places(note.line_starts, item.dest_start)
                found[url].append(RelatedPlace(session.run.show_path(path), line, column, ""))
    return found


def _state(verdict: Verdict | None) -> str:
    return verdict.state if verdict is not None else "unasked"


def _as_json(rows: list[Row]) -> str:
    """One address a line: times are seconds since 1970, null where there is none."""
    from notelint.report.as_json import array

    listed = []
    for url, verdict, places in rows:
        known = {"state": _state(verdict), "reason": None, "status": None, "moved": None, "via": None}
        times: dict[str, float | None] = {"asked": None, "alive_at": None, "failing_since": None}
        if verdict is not None:
            known |= {name: getattr(verdict, name) or None for name in known}
            times = {name: getattr(verdict, name) or None for name in times}
        where = [{"path": each.path, "line": each.line, "column": each.column} for each in places]
        listed.append({"url": url, **known, **times, "places": where})
    return f'{{"version": 1,\n "links": {array(listed)}}}\n'


def _line(url: str, verdict: Verdict | None, places: list[RelatedPlace], words: dict[str, str], lang: Lang) -> str:
    from notelint.report.concise import place
    from notelint.report.words import say as words_of

    parts = [words_of(lang, f"link-{_state(verdict)}")]
    if verdict is not None and verdict.state != "alive":
        parts.append(_why(verdict, words, lang))
    if verdict is not None and verdict.moved:
        parts.append(words_of(lang, "link-moved", moved=verdict.moved))
    if verdict is not None and verdict.asked:
        days = int((time.time() - verdict.asked) / DAY)
        parts.append(words_of(lang, "link-age", n=days) if days else words_of(lang, "link-today"))
    where = ", ".join(place(each) for each in places[:3])
    more = f", {words_of(lang, 'more', n=len(places) - 3)}" if len(places) > 3 else ""
    return f"{url}\n    {words_of(lang, 'link-parts').join(parts)}\n    {where}{more}".rstrip()


def _why(verdict: Verdict, words: dict[str, str], lang: Lang) -> str:
    from notelint.report.words import WORDS
    from notelint.report.words import say as words_of

    reason = verdict.reason + (f"-{verdict.via}" if verdict.reason == "unknown-id" else "")
    if reason in words:
        return words[reason].replace("{status}", str(verdict.status))
    return words_of(lang, f"link-{reason}") if f"link-{reason}" in WORDS else reason
