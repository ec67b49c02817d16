"""Values of the front matter that follow from the note itself: its title, and the day it was written."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from notelint.model.finding import Edit, Fix
from notelint.model.items import NoteItems
from notelint.text.lazy import lazy_re

if TYPE_CHECKING:
    from notelint.collection.view import View

_DATES = frozenset({"created", "createdat", "date", "datecreated", "pubdate", "publishdate", "published", "timestamp"})
# A date as it may be written, with a time and a zone or without; its digits as 0.
_FORM = lazy_re(r"[\"']?0000-00-00(?:[T ]00:00(?::00(?:\.0+)?)?(?: ?(?:Z|[+-]00:?00))?)?[\"']?")
# What YAML takes for a text, whatever its version.
_PLAIN = lazy_re(r"[^\W\d_][\w ()+./-]*(?<![ ])")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan"})


def added(note: NoteItems, names: Iterable[str], view: View) -> Fix | None:
    """The fix that adds fields whose values follow from the note, its file's name or git's first commit of it; None
    where one does not.
    """
    values = {name: _value(note, name, view) for name in names}
    if not all(values.values()):
        return None
    lines = "".join(f"{name}: {value}\n" for name, value in values.items())
    front = note.front_matter
    if front is None:
        edit = Edit(note.path, 0, 0, f"---\n{lines}---\n\n")
    elif front.kind == "yaml":
        closing = note.line_starts[bisect_right(note.line_starts, front.end - 1) - 1]
        edit = Edit(note.path, closing, closing, lines)
    else:
        return None
    return Fix((edit,), safe=False, changes=("field",))


def _value(note: NoteItems, name: str, view: View) -> str:
    if name == "title":
        return _text(note.title)
    if name.lower().replace("_", "").replace("-", "") in _DATES and note.path in view.committed:
        return _moment(view.committed[note.path], _usual_form(name, view))
    return ""


def _text(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    return value if plain else json.dumps(value, ensure_ascii=False)


def _usual_form(name: str, view: View) -> str:
    """The form in which most notes write a date in this field."""
    written = (re.sub(r"\d", "0", key.raw) for note in view.notes.values() for key in note.keys if key.name == name)
    forms = Counter(form for form in written if _FORM.fullmatch(form))
    return forms.most_common(1)[0][0] if forms else "0000-00-00"


def _moment(when: datetime, form: str) -> str:
    """A moment in such a form: where that names no zone, by the clock of who committed."""
    if form.rstrip("\"'").endswith("Z"):
        when = when.astimezone(UTC)
    zone = f"{when:%z}"
    form = re.sub(r"[+-]00(:?)00", lambda found: f"{zone[:3]}{found[1]}{zone[3:]}", form)
    form = form.replace("0000-00-00", f"{when:%Y-%m-%d}")
    return re.sub(r"(?<=[T ])00:00(:00)?", lambda found: f"{when:%H:%M:%S}" if found[1] else f"{when:%H:%M}", form)
