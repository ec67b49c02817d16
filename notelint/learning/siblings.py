"""What the notes of one folder have in their front matter, by the kind of a note: what a note like them may lack."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from notelint.files.suffixes import FOLDER_PAGES, plain_stem
from notelint.model.items import Key, NoteItems
from notelint.text.lazy import lazy_re

# Notes that are unlike the others of their folder, besides one that is named as the folder.
_INDEX_WORDS = frozenset({"index", "moc", "toc", "overview", "home", "索引", "目录", "总览", "首页", "汇总"})
_INDEX_END = lazy_re(r"(?:索引|目录|总览|首页|汇总)\Z")
_WORD = lazy_re(r"[^\W\d_]+")
# A name that stands in so many folders is a part that each of them has: its kin are those, and not its folder.
_NAMESAKES = 3

# Keys that say what kind of note it is.
_KINDS = ("type", "layout", "kind", "class", "fileclass", "template", "类型")

# Keys that most notes of a folder can have and one can do without: generators have a default, or they are for few.
_FREE = frozenset(
    {
        *("abbrlink", "alias", "aliases", "cascade", "cover", "cssclass", "cssclasses", "expirydate", "id", "image"),
        *("lastmod", "layout", "linktitle", "menu", "menus", "modified", "outputs", "params", "permalink"),
        *("publishdate", "redirect_from"),
        *("series", "sidebar_position", "slug", "sticky", "template", "top", "type", "updated", "url", "weight"),
    }
)

# Notes that are alike: one folder, one language, one kind; "" for all kinds together.
_Group = tuple[str, str, str]


class Habit:
    """What the ordinary notes of one group have; `kind` is what tells the group from the rest of its folder."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.total = 0
        self.headed = 0  # those with front matter
        self.keys: Counter[str] = Counter()

    def add(self, note: NoteItems) -> None:
        self.total += 1
        self.headed += note.front_matter is not None
        self.keys.update({key.name for key in note.keys if _is_custom(key)})


class Siblings:
    """The habits of a collection's folders."""

    def __init__(self, notes: Iterable[NoteItems]) -> None:
        folders: dict[tuple[str, str], set[str]] = defaultdict(set)
        ordinary = list(filter(is_ordinary, notes))
        for note in ordinary:
            folder, _, name = note.path.rpartition("/")
            folders[name, note.locale].add(folder)
        self._namesakes = {each for each, of in folders.items() if len(of) >= _NAMESAKES}
        self._habits: dict[_Group, Habit] = {}
        for note in ordinary:
            for group in self._groups(note):
                self._habits.setdefault(group, Habit(group[2])).add(note)

    def of(self, note: NoteItems) -> Habit | None:
        """What the notes like this one have, None for a note that is like no other of its folder."""
        found = [self._habits[group] for group in self._groups(note)] if is_ordinary(note) else []
        if not found:
            return None
        return found[0] if found[0].total == found[-1].total else found[-1]

    def folders(self) -> Iterator[tuple[str, Habit]]:
        """Each folder with the habit of all its notes, once for each language."""
        yield from ((folder, habit) for (folder, _, kind), habit in self._habits.items() if not kind)

    def _groups(self, note: NoteItems) -> list[_Group]:
        """The groups that a note belongs to, its own kind last; none for one whose kin are in other folders."""
        folder, _, name = note.path.rpartition("/")
        if (name, note.locale) in self._namesakes:
            return []
        kind = next(
            (f"{key.name}: {_short(key.raw)}" for key in note.keys if key.name.lower() in _KINDS and key.raw), ""
        )
        return [(folder, note.locale, each) for each in dict.fromkeys(("", kind))]


def _short(raw: str) -> str:
    return raw.strip("\"'")[:40]


def _is_custom(key: Key) -> bool:
    """A key whose lack is a hole: a flag that is not set means something, and so does a key that has no value."""
    return key.kind not in ("bool", "null") and key.raw.strip("\"'[]{} ") != "" and key.name.lower() not in _FREE


def is_ordinary(note: NoteItems) -> bool:
    """Whether a note is like the others of its folder, and can be compared with them."""
    front = note.front_matter
    if note.draft or note.template or note.generated or (front and (front.error or front.comment_only)):
        return False
    folder, _, name = note.path.rpartition("/")
    stem = plain_stem(note.path)
    if stem in FOLDER_PAGES or _INDEX_END.search(stem) or not _INDEX_WORDS.isdisjoint(_WORD.findall(stem)):
        return False
    return _letters(name.rpartition(".")[0]) != _letters(folder.rpartition("/")[2])


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
