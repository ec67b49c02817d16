"""Reads what a configuration written in JavaScript loads, without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|`(?:\\.|[^`\\])*`'
_COMMENT = re.compile(rf"({_STRING})|//[^\n]*|/\*.*?\*/", re.DOTALL)
_BRACKET = re.compile(rf"{_STRING}|[\[\](){{}}]")
_IMPORT = re.compile(
    r"\bimport\s+(?:type\s+)?([\w$]+)?\s*,?\s*(?:\{([^}]*)\}|\*\s*as\s+([\w$]+))?\s*from\s*[\"']([^\"']+)[\"']"
)
_REQUIRE = re.compile(
    r"\b(?:const|let|var)\s+(?:([\w$]+)|\{([^}]*)\})\s*=\s*(?:await\s+)?(?:require|import)\(\s*[\"']([^\"']+)[\"']\s*\)"
)
_LIST = re.compile(
    r"\b(?:\w*(?:remark|rehype|mdast|hast)Plugins|integrations)\b\s*[:=]\s*(?=([\w$]+|\[))",
    re.IGNORECASE,
)
_USE = re.compile(r"\.use\(\s*([\w$]+)")
_OWN = re.compile(r"(?:\.{1,2}|[@~#])/+")
_ENDING = re.compile(r"\.[cm]?[jt]sx?$")
_NAME = re.compile(r"(?<![\w$.\"'])([A-Za-z_$][\w$]*)(?!\s*:|[\w$])")
_QUOTED = re.compile(r"[\"']((?:\./|\.\./|@[\w.-]+/)?(?:remark|rehype|markdown-it)[\w./-]*)[\"']")


def without_comments(text: str) -> str:
    return _COMMENT.sub(lambda found: found[1] or " ", text)


def loaded_plugins(text: str) -> list[str]:
    """The packages (or the site's own files) whose import stands in a list of plugins or is given to `.use()`.

    One that is only imported, or only named in a comment, is not loaded.
    """
    code = without_comments(text)
    origins = dict(_imports(code))
    loaded: dict[str, None] = {}
    for region in _regions(code):
        for name in _NAME.findall(region):
            if name in origins:
                loaded[origins[name]] = None
        loaded.update(dict.fromkeys(_QUOTED.findall(region)))
    return list(loaded)


def _imports(code: str) -> Iterator[tuple[str, str]]:
    """Each imported name with where it is from: a package, `./a/file` of the site, or `./name` of several in a file."""
    for default, named, whole, origin in (*_IMPORT.findall(code), *_required(code)):
        own = _OWN.match(origin)
        for name in filter(None, (default, whole)):
            yield name, "./" + _ENDING.sub("", origin[own.end() :]) if own else origin
        for name in filter(None, map(str.strip, named.split(","))):
            original, _, alias = map(str.strip, name.replace(":", " as ").partition(" as "))
            yield alias or original, f"./{_kebab(original)}" if own else origin


def _required(code: str) -> Iterator[tuple[str, str, str, str]]:
    return ((name, named, "", origin) for name, named, origin in _REQUIRE.findall(code))


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def _regions(code: str) -> Iterator[str]:
    """The texts in which a name means that it is loaded."""
    for found in _LIST.finditer(code):
        if found[1] == "[":
            yield _bracketed(code, found.end())
        elif variable := re.search(rf"\b{re.escape(found[1])}\b[^=\n;]*=\s*(?=\[)", code):
            yield _bracketed(code, variable.end())
    yield from _USE.findall(code)


def _bracketed(code: str, start: int) -> str:
    """From an opening bracket to the one that closes it, or to the end."""
    depth = 0
    for found in _BRACKET.finditer(code, start):
        if found[0] in "[({":
            depth += 1
        elif found[0] in "])}":
            depth -= 1
            if depth == 0:
                return code[start : found.end()]
    return code[start:]
