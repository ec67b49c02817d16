"""Which notes are translations of one another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from notelint.files.suffixes import FOLDER_PAGES, REPOSITORY_PAGES, plain_stem
from notelint.site.model import Site
from notelint.text.lazy import lazy_re

_LANGUAGE = (
    "ar|az|be|bg|bn|bs|ca|cs|da|de|el|en|eo|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|hy|id|is|it|ja|ka|kk|ko|lt|lv|mk|mn|"
    "ms|nb|nl|no|pl|pt|ro|ru|sk|sl|sq|sr|sv|sw|ta|th|tr|uk|ur|uz|vi|zh"
)
_LOCALE = lazy_re(rf"(?:{_LANGUAGE})(?:[-_](?:hans|hant|latn|cyrl))?(?:[-_](?:[a-z]{{2}}|419))?", re.IGNORECASE)
# People also write the country for the language.
_ENDING = lazy_re(rf"(?<=.)[._-](?:{_LOCALE.pattern}|cn|tw|jp|kr)\Z", re.IGNORECASE)
_LONGEST = len(".zh-hans-cn")
_USUAL = frozenset({"cn", "de", "en", "es", "fr", "ja", "jp", "ko", "kr", "pt", "ru", "tw", "zh"})
_FRONT_PAGES = FOLDER_PAGES | REPOSITORY_PAGES
_PLUGIN_FOLDER = lazy_re(r"docusaurus-plugin-content-(docs|blog|pages)(?:-[\w-]+)?/(?:current/)?")


def is_locale(name: str) -> bool:
    """Is this the name of a language as sites use it: zh, zh-cn, zh_Hant_TW, pt-BR?"""
    return _LOCALE.fullmatch(name) is not None


def locale_of(path: str, site: Site) -> str:
    """The language of a translation, lower case with “-”: `zh-cn` for `zh-cn/x.md` and `README.zh-CN.md`, else ""."""
    found = _split(path, site)
    return found[1].lower().replace("_", "-") if found else ""


def without_locale(path: str, site: Site) -> str:
    """The path without what tells its language: the same for all translations of a note."""
    found = _split(path, site)
    return found[0] if found else path


def _split(path: str, site: Site) -> tuple[str, str] | None:
    """The path without its locale, and the locale as written."""
    folders = path.split("/")
    name = folders.pop()
    for depth, folder in enumerate(folders):
        if folder in site.locales:
            rest = "/".join([*folders[depth + 1 :], name])
            if depth and folders[depth - 1] == "i18n":
                depth -= 1
                rest = _PLUGIN_FOLDER.sub(lambda found: f"{found[1]}/", rest)
            return "/".join([*folders[:depth], rest]), folder
    stem, ending = _without_ending(path)
    if ending and (ending.lower() in site.endings or _is_evident(stem, ending.lower())):
        return stem + path[len(stem) + len(ending) :], ending[1:]
    return None


def _without_ending(path: str) -> tuple[str, str]:
    """The path up to what may tell a language, and that: `docs/x` and `_en` of `docs/x_en.md`."""
    stem = path.rpartition(".")[0]
    found = _ENDING.search(stem, max(0, len(stem) - _LONGEST))
    return (stem[: found.start()], found[0]) if found else (stem, "")


def _is_evident(stem: str, ending: str) -> bool:
    """`x.zh-cn.md` tells by itself; `x_en.md` only for a front page, since `en` may stand for anything there, and
    `x.it.md` may be a host's name.
    """
    if _is_front_page(stem):
        return True
    return ending[0] == "." and (len(ending) > 3 or ending[1:] in _USUAL)


def locale_folders(notes: Sequence[str]) -> tuple[str, ...]:
    """The folders of translations: named as a language, with a note that stands under a sibling language too, or beside
    the folder.
    """
    known = frozenset(notes)
    languages: defaultdict[tuple[str, str], set[str]] = defaultdict(set)  # by the paths before and after the folder
    found: set[str] = set()
    for path in notes:
        for above, folder, rest in _around_locales(path):
            languages[above, rest].add(folder)
            if above.endswith("i18n/") or (above + rest in known and not _is_front_page(rest)):
                found.add(folder)
    return tuple(sorted(found.union(*(folders for folders in languages.values() if len(folders) > 1))))


def _around_locales(path: str) -> Iterator[tuple[str, str, str]]:
    """The path before, at and after each folder that may be a language's."""
    parts = path.split("/")
    for depth, part in enumerate(parts[:-1]):
        if is_locale(part):
            above = "/".join(parts[:depth])
            yield above + "/" if above else "", part, "/".join(parts[depth + 1 :])


def _is_front_page(path: str) -> bool:
    return plain_stem(path) in _FRONT_PAGES


def locale_endings(notes: Sequence[str]) -> tuple[str, ...]:
    """The endings by which translations stand beside each other here: `_en` where there is `x_en.md` and `x.md`."""
    known = frozenset(notes)
    endings: defaultdict[str, set[str]] = defaultdict(set)
    for path in notes:
        stem, ending = _without_ending(path)
        if ending:
            original = stem + path[len(stem) + len(ending) :]
            endings[original].add(ending.lower())
            if original in known:
                endings[original].add("")
    return tuple(sorted(set().union(*(each for each in endings.values() if len(each) > 1)) - {""}))
