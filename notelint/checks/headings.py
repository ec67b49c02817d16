"""Checks about headings as a row: do two stand for one thing, does a note begin again, is a level left out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from posixpath import basename
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.model.finding import Edit, Fix, Hit, Place, Related, Span
from notelint.model.items import Callout, Heading, NoteItems, Section
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re
from notelint.text.near import Names
from notelint.text.spelling import core

if TYPE_CHECKING:
    from notelint.collection.view import View

# Fewer headings in the same order are a coincidence, not a note that begins again.
RESTART = 3

# So many new headings behind those that came again are another part of the note.
_APART = 500

# So many headings before one are looked at for what opens it.
_NEAR = 50

# So many headings of one text under one parent are meant so.
_HABIT = 5
# What a section has as often as it needs it.
_PARTS = frozenset(
    re.split(
        r"\s+",
        "answer corollary definition example examples exercise exercises lemma proof proposition solution theorem"
        " beispiel beweis satz definizione dimostrazione esempio teorema démonstration exemple théorème ejemplo"
        " 习题 例 例子 例题 示例 定义 定理 引理 推论 命题 答案 解 解答 证明 练习 练习题",
    )
)

# Characters that are text wherever they stand in a line.
_PLAIN = lazy_re(r"[\w .,:;()/+'’·：（）–—-]*")
_BESIDE_MARKS = lazy_re(r"\s*([(),:;/])\s*")
# What a reference has under one name, for other arguments each time: `read()`, `Server::on(path)`, `operator[]()`.
_CALL = lazy_re(r"(?:[^\n]*\s)?[\w~$.:\[\]<>=+*/&|!-]+\([^()]*\)")
_NUMBER = lazy_re(r"\d+|[一二三四五六七八九十]+|\b[IVXivx]+\b")
_CHANGELOG = lazy_re(r"change.?log|changes|history|news|release.?notes?|更新日志|更新记录|变更记录", re.IGNORECASE)


class _Restart(NamedTuple):
    """`sections[again]` is where the headings from `sections[first]` on come again."""

    first: int
    again: int
    covered: frozenset[int]  # the headings of the second time


def empty_heading(items: Sequence[Heading], options: Any, view: View) -> Iterator[Hit]:
    """A heading that shows nothing."""
    for heading in items:
        if heading.empty:
            yield Hit(heading, facts={"level": heading.level})


def duplicate_heading(items: Sequence[Section], options: Any, view: View) -> Iterator[Hit]:
    """A heading that stands twice under one parent."""
    for again, first in _twins(items).items():
        yield _hit(items, first, again, {})


def restarted_note(items: Sequence[Section], options: Any, view: View) -> Iterator[Hit]:
    """A note, or a part of it, that stands there a second time: at least three headings in the same order."""
    twins = _twins(items)
    for restart in _restarts(items, twins) if twins else ():
        about = tuple(Span(items[n].path, items[n].start, items[n].end) for n in restart.covered)
        yield _hit(items, restart.first, restart.again, {"count": len(restart.covered)}, about)


def _hit(
    items: Sequence[Section], first: int, again: int, facts: dict[str, Any], about: tuple[Span, ...] | None = None
) -> Hit:
    here, there = items[again], items[first]
    facts |= {"title": here.title, "place": Place(there.path, there.start)}
    return Hit(here, facts=facts, related=(Related(there.path, there.start, there.end, there.title),), about=about)


def _twins(items: Sequence[Section]) -> dict[int, int]:
    """The index of each heading that its parent has already -> the index of the first one."""
    # Nearly always all are different; two rules ask this of every note, so it has to be seen quickly.
    if len({section.title for section in items}) == len(items) == len({section.title.lower() for section in items}):
        return {}
    if _CHANGELOG.match(basename(items[0].path)):
        return {}
    keys = [(section.section, section.level, section.title.casefold()) for section in items]
    first: dict[tuple[int, int, str], int] = {}
    twins = {n: at for n, key in enumerate(keys) if key[2] and (at := first.setdefault(key, n)) != n}
    twins = {n: at for n, at in twins.items() if not _is_call(items[n].title)}
    return _without_refrains(items, twins)


def _is_call(title: str) -> bool:
    return title.endswith(")") and len(title) < 200 and _CALL.fullmatch(title) is not None


def _without_refrains(items: Sequence[Section], twins: dict[int, int]) -> dict[int, int]:
    """Twins, less the headings that come again behind each of several others in a note whose levels are flat.

    Such a heading stands three times or more, and each time a new one stands before; or the whole note is made so; or
    those before are one heading with a number: symptom 1, cure, symptom 2, cure. One that stands oftener still is a
    habit, and so is one that books give to parts of any section.
    """
    repeated = {*twins, *twins.values()}
    places: dict[int, list[int]] = defaultdict(list)
    for again, first in twins.items():
        places[first].append(again)
    single = Counter(section.section for n, section in enumerate(items) if n not in repeated)
    refrains = set()
    numbered = _numbered(items, repeated)
    openers = _openers(items, repeated)
    for first, all_ in places.items():
        heads = [openers[n] for n in (first, *all_)]
        different = "" not in heads and len(set(heads)) == len(heads)
        habit = len(heads) >= _HABIT or items[first].title.casefold() in _PARTS
        apart = _differ_by_number((first, *all_), numbered[items[first].section, items[first].level])
        if habit or apart or (different and (len(heads) > 2 or single[items[first].section] == len(heads))):
            refrains.add(first)
    return {again: first for again, first in twins.items() if first not in refrains}


def _numbered(items: Sequence[Section], repeated: set[int]) -> dict[tuple[int, int], list[tuple[int, str]]]:
    """By parent and level: the headings that stand once and have a number, each with its text without it."""
    found: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for n, section in enumerate(items):
        title = section.title.partition(":")[0]
        if n not in repeated and (form := _NUMBER.sub("#", title)) != title:
            found[section.section, section.level].append((n, form))
    return found


def _differ_by_number(places: Sequence[int], numbered: Sequence[tuple[int, str]]) -> bool:
    """Stands before each of some headings, behind the one before, one that differs from the others' by its number?"""
    forms: set[str] | None = None
    start = 0
    for place in places:
        end = bisect_left(numbered, (place, ""))
        here = {form for _, form in numbered[max(start, end - _NEAR) : end]}
        forms = here if forms is None else forms & here
        start = end
    return bool(forms)


def _openers(items: Sequence[Section], repeated: set[int]) -> list[str]:
    """For each heading the nearest sibling before it that stands only once under their parent, "" without one."""
    last: dict[tuple[int, int], str] = {}
    found = []
    for n, section in enumerate(items):
        siblings = section.section, section.level
        found.append(last.get(siblings, ""))
        if n not in repeated:
            last[siblings] = section.title.casefold()
    return found


def _restarts(items: Sequence[Section], twins: dict[int, int]) -> list[_Restart]:
    """Where a row of headings comes again. Of headings that are left out or added in between nothing depends."""
    found: list[_Restart] = []
    done = -1
    places: dict[tuple[int, str], list[int]] = defaultdict(list)
    for n, section in enumerate(items):
        places[section.level, section.title.casefold()].append(n)
    for again, first in twins.items():
        if again <= done:
            continue
        restart = _restart(items, first, again, places)
        if len(restart.covered) >= RESTART:
            found.append(restart)
            done = max(restart.covered)
    return found


def _restart(
    items: Sequence[Section], first: int, again: int, places: Mapping[tuple[int, str], Sequence[int]]
) -> _Restart:
    """What comes again from a heading on; `places` says where in the note headings of a level and a title stand."""
    level = items[first].level
    covered: list[int] = []
    last = first - 1
    for n in range(again, len(items)):
        # Where a row ends, so many headings that are new follow: to go through all of them for each row takes long.
        if items[n].level < level or n > (covered[-1] if covered else again) + _APART:
            break
        same = places[items[n].level, items[n].title.casefold()]
        at = same[bisect_left(same, first)]
        if at >= again:
            continue
        if at <= last:  # a third time begins
            break
        last = at
        covered.append(n)
    return _Restart(first, again, frozenset(covered))


def skipped_heading_level(items: Sequence[Section], options: Any, view: View) -> Iterator[Hit]:
    """A heading that stands two levels or more below the one before it, where the note uses a level in between.

    A note that never uses the level leaves it out on purpose; what comes first in a note may have any level. A heading
    with nothing under it is a line in large letters, which is what `empty-section` tells of it; one with a colon at its
    end announces what follows.
    """
    above, used = 6, {each.level for each in items}
    for index, section in enumerate(items):
        level = section.level
        if (
            not section.empty
            and not section.title.endswith((":", "："))
            and any(between in used for between in range(above + 1, level))
        ):
            facts = {"title": section.title, "level": level, "above": above, "right": above + 1}
            yield Hit(section, facts=facts, fix=_raised(items, index, above + 1))
        above = level


def _raised(items: Sequence[Section], index: int, right: int) -> Fix | None:
    """The fix that gives a heading its right level, and what follows it as many levels less, down to what stands there
    already; None where the two would mix, or a heading is underlined.
    """
    level = items[index].level
    end = next((n for n in range(index, len(items)) if items[n].level < level), len(items))
    raised = items[index:end]
    if any(section.marks < 0 for section in raised) or (end < len(items) and items[end].level > right):
        return None
    edits = (Edit(each.path, each.marks, each.marks + level - right, "") for each in raised)
    return Fix(tuple(edits), safe=False, changes=("heading",))


def heading_callout_mismatch(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """The callout of an entry whose title is the heading's but for its spelling. Another name is another thing."""
    for note in items:
        for entry in note.entries:
            if entry.form not in ("section", "note") or entry.section < 0 or not entry.fields:
                continue
            first = note.fields[entry.fields[0]]
            for callout in note.callouts:
                if (
                    callout.section == entry.section
                    and callout.parent < 0
                    and callout.start < first.start < callout.end
                ):
                    yield from _callout_hit(note.sections[entry.section], callout)


def _callout_hit(section: Section, callout: Callout) -> Iterator[Hit]:
    heading, title = core(section.title), core(callout.title)
    one, other = (_BESIDE_MARKS.sub(r"\1", unicodedata.normalize("NFKC", text)) for text in (heading, title))
    if one == other or Names([one]).near(other) != one:
        return
    start = callout.title_start + callout.title.index(title)
    fix = None
    # With markup in it the title differs from what is read: no offset in it is sure.
    if callout.title_end - callout.title_start == len(callout.title) and _PLAIN.fullmatch(heading + title):
        edit = Edit(callout.path, start, start + len(title), heading)
        fix = Fix((edit,), safe=False, changes=("blockquote", "text"))
    yield Hit(
        callout,
        facts={"title": callout.title, "heading": section.title, "place": Place(section.path, section.start)},
        related=(Related(section.path, section.start, section.end, section.title),),
        fix=fix,
        start=callout.title_start,
        end=callout.title_end,
    )


CHECKS: Checks = {
    "empty-heading": Check(empty_heading, items=("headings",), facts={"": "level"}),
    "duplicate-heading": Check(duplicate_heading, items=("sections",), facts={"": "title place"}),
    "restarted-note": Check(restarted_note, items=("sections",), facts={"": "count title place"}),
    "skipped-heading-level": Check(skipped_heading_level, items=("sections",), facts={"": "title level above right"}),
    "heading-callout-mismatch": Check(heading_callout_mismatch, facts={"": "title heading place"}),
}
