"""A run's notes, read and related: from items to a report."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from notelint.checks import CHECKS
from notelint.collection.suppress import Ran, Suppressions
from notelint.collection.view import View
from notelint.config.profiles import Profiles
from notelint.files import inputs
from notelint.git import runner
from notelint.model.finding import Finding, Hit, Notice, Report, ShownFinding
from notelint.model.items import NoteItems
from notelint.online.known import Web, given, recalled, tally
from notelint.rule.contract import Remark, Undecided
from notelint.rule.precedence import yielding
from notelint.rule.rule import Rule
from notelint.run import account, notices
from notelint.run.outcome import Outcome
from notelint.run.relations import Relating, Relations
from notelint.run.remembered import Memory, Remembered
from notelint.run.ruleset import RuleSet
from notelint.run.ruleset import load as load_rules
from notelint.run.run import Run
from notelint.run.stamping import Stamper
from notelint.run.timing import Timing, timed
from notelint.run.unread import about_unread
from notelint.run.wording import Wording
from notelint.run.workers import Failed, Result, Worker, digest, read_notes, uncollected
from notelint.site import Roots
from notelint.text.source import Source
from notelint.writing import cache


def check(
    paths: Sequence[str | os.PathLike[str]] = (),
    *,
    root: str | os.PathLike[str] | None = None,
    texts: Mapping[str, str] | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    lang: str = "en",
    today: date | None = None,
    config: str | os.PathLike[str] | None = None,
) -> Report:
    """Checks the notes at `paths` (files or folders; none: those of `texts`, else the collection around the working
    directory).

    `texts` maps a path to a text that stands in for the file, as an editor has it. `select` and `ignore` name rules or
    families, `config` a configuration file to use instead of the collection's own. The findings' lines and columns are
    1-based, their `start` and `end` code points of the text. Raises PathError, ConfigError, RuleError or SelectionError
    where the run cannot be done as asked; a note that cannot be read is a notice of the report.
    """
    run = Run(paths, root=root, texts=texts, lang=lang, today=today, config_file=Path(config) if config else None)
    return execute(run, RuleSet.of(run.config, run.root, select, ignore), jobs=1)


def execute(
    run: Run,
    rules: RuleSet,
    jobs: int = 0,
    progress: Callable[[int], None] | None = None,
    web: Web | None = None,
) -> Report:
    """Reads all notes with `jobs` processes (0: as many as pay), relates them, and reports what was selected."""
    session = Session(run, rules)
    session.web = web
    session.read(run.notes, jobs, progress)
    return session.report()


class Session:
    """The notes of a run, each read once; what changes is read again, and everything is related anew."""

    def __init__(self, run: Run, rules: RuleSet, memory: Memory | None = None) -> None:
        """With a `memory`, what earlier runs have found is not worked out again."""
        self.run = run
        self.rules = rules
        self.web: Web | None = None  # what was asked; None: what is remembered
        self._began = time.perf_counter()
        self._notes: dict[str, NoteItems] = {}
        self._results: dict[str, Result] = {}  # of each note as it was read last
        self._before: dict[str, Result] = {}  # a note that was replaced as it was before
        self.jobs = 1  # as many processes as the notes were read with
        self._said: list[Notice] = []
        # Which findings are asked for, and may be fixed; all others are made too, so that a fix can be proved by them.
        self.wanted: Callable[[list[Finding]], list[Finding]] = list
        self._worker = Worker(run.reading, rules)
        self.past = Remembered(memory, self._worker) if memory else None
        self.timing = Timing()
        self._waiting: list[str] = []  # notes that are remembered, and were not asked for yet

    @uncollected()
    def read(self, paths: Sequence[str], jobs: int = 1, progress: Callable[[int], None] | None = None) -> None:
        """Reads notes, by their paths from the root."""
        with timed(self.timing.parts, "reading"):
            self._read(paths, jobs, progress)

    def _read(self, paths: Sequence[str], jobs: int, progress: Callable[[int], None] | None) -> None:
        self.jobs = jobs
        said: list[Notice] = []
        unread = self._unkept(paths)
        if progress is not None:
            progress(len(paths) - len(unread))
        for result in read_notes(self._worker, unread, jobs):
            if isinstance(result, Failed):
                said.append(self._failed(result))
            else:
                self._take(result)
                self._keep(result)
            if progress is not None:
                progress(1)
        self._said += sorted(said, key=lambda each: each.message)  # several processes answer in any order

    def _failed(self, failed: Failed) -> Notice:
        facts = {"path": self.run.show_path(failed.path), **failed.facts}
        return notices.notice(failed.code, facts, self.run.lang)

    def say(self, said: Notice) -> None:
        """Something that every report is to tell."""
        self._said.append(said)

    @property
    def contents(self) -> dict[str, bytes]:
        """What `replace` has put in the place of notes' files, by their paths from the root."""
        return self.run.reading.contents

    def source(self, path: str) -> Source:
        """A note as it stands now. Raises OSError."""
        return self.run.reading.source(path)

    def take(self, other: Session, paths: Set[str]) -> None:
        """Has these notes as the other session has read them."""
        waiting: set[str] = set()
        if self.past is not None and other.past is not None:
            waiting = {*other._waiting} & paths
            self._waiting += sorted(waiting)
            self.past.kept |= {path: other.past.kept[path] for path in other.past.kept.keys() & paths}
        for path in paths - waiting:
            if path in other.notes:
                self._take(other._results[path])

    def replace(self, contents: Mapping[str, bytes]) -> bool:
        """Goes on as if these notes' files held this. Reads those again that were something else; are there any?"""
        self._recall()
        digests = {path: digest(data) for path, data in contents.items()}
        known = self._results
        changed = [path for path in contents if path not in known or known[path].digest != digests[path]]
        self.run.reading.replace(contents)
        unread: list[str] = []
        for path in changed:
            last = self._before.get(path)
            if path in known:
                self._before[path] = known[path]
            if last is not None and last.digest == digests[path]:
                self._take(last)
                self._keep(last)
            else:
                unread.append(path)
        self.read(unread, self.jobs)
        return bool(changed)

    def _take(self, result: Result) -> None:
        self._notes[result.note.path], self._results[result.note.path] = result.note, result

    # What is remembered

    def _unkept(self, paths: Sequence[str]) -> list[str]:
        """Those of the notes that have to be read; the others wait until something is asked of them."""
        if self.past is None:
            return list(paths)
        known = {path for path in paths if self.past.has(path)}
        self._waiting += [path for path in paths if path in known]
        return [path for path in paths if path not in known]

    def _keep(self, result: Result) -> None:
        if self.past is not None:
            self.past.keep(result)

    @property
    def notes(self) -> dict[str, NoteItems]:
        """The notes by their paths from the root."""
        self._recall()
        return self._notes

    def _recall(self) -> None:
        """Has all notes that are remembered. What turns out to be damaged is read."""
        if not self._waiting or self.past is None:
            return
        waiting, self._waiting = self._waiting, []
        lost = []
        for path in waiting:
            result = self.past.recall(path)
            if result is None:
                lost.append(path)
            else:
                self._take(result)
        for again in map(self._worker.note, lost):
            if isinstance(again, Failed):
                self.say(self._failed(again))
            else:
                self._take(again)
                self._keep(again)
        if lost:
            self.save()

    def save(self) -> None:
        """Keeps what was found out, for other runs."""
        if self.past is not None:
            self.past.save()

    def view(self) -> View:
        """The collection as checks see it."""
        run = self.run
        # What was selected comes last: of two notes that repeat each other, the later one is blamed.
        notes = dict(sorted(self.notes.items(), key=lambda note: (note[0] in run.selected, note[0])))
        roots = Roots(run.site, run.listing, run.config.roots)
        profiles = Profiles(run.config.profiles, run.root)
        return View(notes, run.site, run.listing, roots, run.today, self._web().verdicts, run.reading, profiles)

    def _web(self) -> Web:
        """What is known of the web."""
        if self.web is None:
            self.web = recalled(self.run.root)
            if self.web.ignored:
                facts = {"path": self.run.show_path(cache.FOLDER)}
                self.say(notices.notice(self.web.ignored, facts, self.run.lang))
        return self.web

    def report(self) -> Report:
        """Relates all notes, and reports what was selected."""
        return self.shown(self.outcome())

    def outcome(self) -> Outcome:
        """Relates all notes, and gives what was found in those that are selected."""
        day, past = self.run.today.isoformat(), self.past if self._is_remembered() else None
        if past is not None and past.lasts and (found := past.sum(self.verdicts(), day)) is not None:
            rest = account.timed(found.rest, time.perf_counter() - self._began)
            return Outcome(found.findings, _Later(self), rest, found.shown)
        with timed(self.timing.parts, "relating"):
            outcome, asked_day = self._related(past)
        if past is not None and past.lasts and self._is_remembered():
            outcome = msgspec.structs.replace(outcome, shown=self.wording(outcome).shown(outcome.findings))
            past.keep_sum(self.verdicts(), outcome, day if asked_day else "")
        return outcome

    def _is_remembered(self) -> bool:
        """Is everything in the run what a later one can tell to be the same?"""
        if self.past is None or self.run.reading.texts or self._web().requests is not None or self._said:
            return False
        return self.past.kept.keys() == set(self.run.notes)

    def verdicts(self) -> bytes:
        """Tells what is known of the web."""
        verdicts = self._web().verdicts
        return digest(msgspec.msgpack.encode([verdicts[url] for url in sorted(verdicts)]))

    @uncollected()
    def _related(self, past: Remembered | None) -> tuple[Outcome, bool]:
        """The outcome, and does it depend on the day?"""
        run, rules, view = self.run, self.rules, self.view()
        notes = view.notes
        stamper = Stamper(notes)
        told = _Told([finding for result in self._results.values() for finding in result.findings], list(self._said))
        day = run.today.isoformat()
        known = past.relations(self.verdicts(), day, run.selected) if past is not None else Relations()
        relating = Relating(view, rules, stamper, run.lang, known, self.timing)
        for each in relating.told():
            told.add(each)
        heard, silenced = self._heard(told.findings, notes, stamper)
        said = told.notices
        said += [notices.notice(code, facts, run.lang) for code, facts in told.remarks.values()]
        said += account.about_reading(run, notes, rules)
        said += account.about_given_up(run, self._results)
        if way_out := view.resolver.way_out:
            said.append(notices.notice("vault-open", {"link": run.show_path(way_out)}, run.lang))
        said = [*about_unread(run), *said]
        web = self._web()
        links = tally((notes[path] for path in run.selected if path in notes), web)
        if links.requests is not None:
            said.append(notices.notice("links-asked", {"count": links.total, "requests": links.requests}, run.lang))
        rest = Report(
            findings=[],
            notices=said,
            detection=account.detection(run, view),
            summary=account.summary(run, silenced, time.perf_counter() - self._began),
            not_judged=list(account.not_judged(run, rules, view, links, told.undecided.values())),
            links=links,
        )
        if past is not None and relating.complete and not self._left_in_passing(view):
            past.keep_relations(self.verdicts(), relating.done(), day if relating.asked_day else "", run.selected)
        return Outcome(_selected(run, heard, notes), notes, rest), relating.asked_day

    def _left_in_passing(self, view: View) -> bool:
        """Have rules left something for the report that would be missing if they did not run?"""
        listing, resolver = self.run.listing, view.resolver
        return bool(
            (resolver.way_out or resolver.unread_anchors or listing.missed or listing.asked_absent)
            or (listing.too_long or listing.unreadable)
        )

    def _heard(
        self, findings: list[Finding], notes: Mapping[str, NoteItems], stamper: Stamper
    ) -> tuple[list[Finding], int]:
        """The findings that neither a comment silences nor another rule says better, with those about the comments;
        and how many comments silence in the notes that are selected.
        """
        silences = _silences(notes)
        told = yielding(findings, self.rules.all)
        heard, silenced = [], 0
        for number, each in enumerate(findings):
            # A comment that silences what another rule tells is of use: with that rule off it would be the only one.
            if each.path in silences and silences[each.path].covers(each.rule, each.line):
                silenced += number not in told and each.path in self.run.selected
            elif number not in told:
                heard.append(each)
        return [*heard, *_about_silences(silences, self.rules, stamper)], silenced

    def wording(self, outcome: Outcome) -> Wording:
        """What puts an outcome's findings into the words of the run's language."""
        return Wording(outcome.notes, self.rules.all, self.run.lang, self.run.show_path)

    @uncollected()
    def shown(self, outcome: Outcome) -> Report:
        """An outcome as it is reported."""
        findings = outcome.shown
        if findings is None:
            findings = self.wording(outcome).shown(outcome.findings)
        return account.with_findings(outcome.rest, findings)


class _Later(Mapping[str, NoteItems]):
    """The notes of a session, which are recalled when the first one is asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getitem__(self, path: str) -> NoteItems:
        return self._session.notes[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._session.notes)

    def __len__(self) -> int:
        return len(self._session.notes)


class _Told:
    """What rules have told, each remark and each feature that is undecided once: the first one wins."""

    def __init__(self, findings: list[Finding], said: list[Notice]) -> None:
        self.findings = findings
        self.notices = said
        self.remarks: dict[str, Remark] = {}
        self.undecided: dict[tuple[str, str], Undecided] = {}

    def add(self, told: Finding | Remark | Undecided | Notice) -> None:
        if isinstance(told, Finding):
            self.findings.append(told)
        elif isinstance(told, Remark):
            self.remarks.setdefault(told.code, told)
        elif isinstance(told, Undecided):
            self.undecided.setdefault((told.what, told.name), told)
        else:
            self.notices.append(told)


def _silences(notes: Mapping[str, NoteItems]) -> dict[str, Suppressions]:
    """What comments silence, by the notes that they stand in."""
    return {
        path: Suppressions(note)
        for path, note in notes.items()
        if note.comments or any(key.name == "notelint" for key in note.keys)
    }


def _about_silences(silences: Mapping[str, Suppressions], rules: RuleSet, stamper: Stamper) -> Iterator[Finding]:
    """The findings about the comments themselves, once all others were held against them."""
    for path, silence in silences.items():
        ran = Ran(rules.known, {rule.id for rule in rules.for_note(path)}, rules.complete)
        for rule in rules.after_all(path):
            for hit in CHECKS[rule.check].run(silence, None, ran):
                found = stamper.finding(rule, hit) if isinstance(hit, Hit) else None
                if found is not None and not silence.covers(rule.id, found.line):
                    yield found


def _selected(run: Run, findings: list[Finding], notes: Mapping[str, NoteItems]) -> list[Finding]:
    """The findings in the notes that the arguments select, and in the site's own files where all of it is selected."""
    whole = run.is_whole()
    chosen = (each for each in findings if each.path in run.selected or (whole and each.path not in notes))
    return sorted(chosen, key=lambda finding: (finding.path, finding.start, finding.rule))


def check_files(contents: Mapping[str, bytes], context: Any, rule: Rule) -> list[ShownFinding]:
    """Checks a small collection that exists only as names and contents, by one rule: how examples are run.

    `context` has `today`, the `dialect` and, in `other`, what else is known: `git=a.md,b.md` tracks these, and of the
    web what `online.known.given` reads. Paths in the findings are those given.
    """
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for name, data in contents.items():
            path = root / name
            if not inputs.is_inside(path, root):
                raise inputs.OutsideError(path, "not inside the example")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if "git" in context.other:
            runner.begin_repository(root, {name: contents.get(name, b"") for name in context.other["git"].split(",")})
        run = Run([root], root=root, cwd=root, today=context.today, dialect=context.dialect)
        others = [other for other in load_rules(run.config, root) if other.id != rule.id]
        # What a suppression silences is seen only where the other rules run too; so is what a rule leaves to others.
        needed = others if rule.after_all else [other for other in others if other.id in rule.yields_to]
        chosen = [*needed, rule]
        rules = RuleSet(run.config, chosen, named=[rule.id], known=[rule.id, *(other.id for other in others)])
        report = execute(run, rules, jobs=1, web=given(context.other))
        if failed := [notice.message for notice in report.notices if notice.code in ("note-failed", "rule-failed")]:
            raise RuntimeError(failed[0])
        return report.findings
