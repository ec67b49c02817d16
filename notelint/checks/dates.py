"""Checks about dates in front matter, judged as they are written: does the day exist, and does the site read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.checks.values import words_of
from notelint.model.finding import Hit
from notelint.model.items import Key, NoteItems
from notelint.rule.contract import Check, Checks
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View
    from notelint.site import Site
    from notelint.site.schema import Field
    from notelint.site.viewer import Viewer

# Words in the names of keys that hold dates anywhere.
_USUAL = frozenset(
    {
        *("date", "created", "updated", "modified", "published", "timestamp", "lastmod", "publishdate", "pubdate"),
        *(
            "expirydate",
            "日期",
            "时间",
            "创建时间",
            "更新时间",
            "修改时间",
            "发布时间",
            "创建日期",
            "更新日期",
            "发布日期",
        ),
    }
)

_PARTS = lazy_re(
    r"""(?P<year>\d{4})(?P<mark>[-/.年])(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})(?!\d)日?
    (?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?!\d)(?::(?P<second>\d{2})(?!\d)(?:\.\d*)?)?
    (?P<zone>\s*(?:[Zz]|[+-]\d{1,2}(?::?\d{2})?))?)?""",
    re.VERBOSE,
)
_EIGHT_DIGITS = lazy_re(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")


class _Date(NamedTuple):
    """What stands in a value: year, month, day, hour, minute and second, and the zone as written."""

    parts: tuple[int, ...]
    zone: str
    timed: bool

    @property
    def exists(self) -> bool:
        year, month, day, hour, minute, second = self.parts
        try:
            datetime(year, month, day, hour, minute, second)
        except ValueError:
            return False
        return True

    @property
    def offset(self) -> timedelta:
        """The zone's, none for UTC and for no zone."""
        digits = self.zone.strip().lstrip("+-").replace(":", "")
        if not digits.isdigit():
            return timedelta()
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return -offset if "-" in self.zone else offset

    def rolled(self) -> str:
        """The day that JavaScript makes of it, in UTC: the thirteenth month is the next year's first."""
        year, month, day, hour, minute, second = self.parts
        years, month = divmod(month - 1, 12)
        try:
            first = datetime(year + years, month + 1, 1)
            moment = first + timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second) - self.offset
            return f"{moment:%Y-%m-%d}"
        except (ValueError, OverflowError):
            return ""

    def written(self) -> str:
        """As every parser reads it."""
        year, month, day_, hour, minute, second = self.parts
        day = f"{year:04}-{month:02}-{day_:02}"
        if not self.timed:
            return day
        seconds = int(self.offset.total_seconds())
        sign, minutes = "-" if seconds < 0 else "+", abs(seconds) // 60
        zone = f"{sign}{minutes // 60:02}:{minutes % 60:02}" if self.zone.strip(" \tZz") else self.zone.strip().upper()
        return f"{day}T{hour:02}:{minute:02}:{second:02}{zone}"


def invalid_date(items: Sequence[NoteItems], options: Any, view: View) -> Iterator[Hit]:
    """Dates that do not exist, and those that the site cannot read, or reads as another day."""
    for note in items:
        site = view.site.of(note.path)
        viewer = site.viewer
        front = note.front_matter
        if front is None or front.error or front.kind == "toml":  # TOML has dates of its own, and checks them
            continue
        schema = view.schema(note.path)
        fields = {field.name: field for field in schema.fields if field.type == "date"} if schema else {}
        local = viewer.names_zone is not None and not _has_timezone(viewer.names_zone, site, view)
        for key in note.keys:
            found = _wrong(key, fields.get(key.name), viewer, local)
            if found:
                case, facts = found
                facts = {"name": key.name, "raw": key.raw.strip("\"'"), "generator": viewer.name, **facts}
                yield Hit(key, case=case, facts=facts, start=key.value_start, end=key.value_end)


def is_date_like(text: str) -> bool:
    """Does a value, quoted or not, begin as a date does?"""
    return _PARTS.match(text.strip("\"' ")) is not None


_Found = tuple[str, dict[str, str]]  # a case of the rule, and its facts


def _wrong(key: Key, field: Field | None, viewer: Viewer, local: bool) -> _Found | None:
    own = field is not None or key.name.lower() in viewer.date_keys
    if key.kind == "int":
        return _number(key, field, viewer) if own else None
    is_date = key.kind in ("date", "datetime")
    if not is_date and (key.kind != "str" or not (own or not _USUAL.isdisjoint((key.name, *words_of(key.name))))):
        return None
    text = key.raw.strip("\"' ")
    parts = _PARTS.fullmatch(text)
    if not parts:
        return None
    date = _read(parts)
    if not date.exists:
        return _impossible(date, is_date, own, viewer)
    if field is not None and not field.lenient and not is_date:
        return "quoted" if key.raw[0] in "\"'" and _plain(text) else "form", {"better": date.written()}
    if own and field is None and viewer.unread_dates is not None and viewer.unread_dates.fullmatch(text):
        return "form", {"better": date.written()}
    if local and own and is_date and date.offset and date.rolled() != date.written()[:10]:
        return "shifted", {"becomes": date.rolled()}
    return None


def _read(parts: re.Match[str]) -> _Date:
    names = ("year", "month", "day", "hour", "minute", "second")
    return _Date(tuple(int(parts[name] or 0) for name in names), parts["zone"] or "", parts["hour"] is not None)


def _plain(text: str) -> bool:
    """Would the value be a date without its quotes?"""
    from notelint.front_matter.values import resolve

    return resolve(text)[0] in ("date", "datetime")


def _impossible(date: _Date, is_date: bool, own: bool, viewer: Viewer) -> _Found:
    if (is_date and viewer.yaml.impossible == "stops") or (own and viewer.stops_at_own_dates):
        return "stops", {}
    if is_date and viewer.yaml.impossible == "rolls" and (becomes := date.rolled()):
        return "rolled", {"becomes": becomes}
    return "impossible", {}


def _number(key: Key, field: Field | None, viewer: Viewer) -> _Found | None:
    """`20260124` is no day but a number."""
    if not _EIGHT_DIGITS.fullmatch(key.raw) or not viewer.ticks:
        return None
    better = f"{key.raw[:4]}-{key.raw[4:6]}-{key.raw[6:]}"
    if field is not None and not field.lenient:
        return "form", {"better": better}
    seconds = int(key.raw) / viewer.ticks
    becomes = datetime.fromtimestamp(seconds, UTC)
    return "number", {"becomes": f"{becomes:%Y-%m-%d}", "better": better}


def _has_timezone(zone: re.Pattern[str], site: Site, view: View) -> bool:
    """Does the site say in which zone its days are?"""
    try:
        return zone.search(view.listing.read(site.marker).decode("utf-8", "replace")) is not None
    except OSError:
        return True


CHECKS: Checks = {
    "invalid-date": Check(
        invalid_date,
        across="view",
        facts={
            "stops impossible": "name raw generator",
            "rolled shifted": "name raw generator becomes",
            "quoted form": "name raw generator better",
            "number": "name raw generator becomes better",
        },
    ),
}
