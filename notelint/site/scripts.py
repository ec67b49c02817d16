"""Reads what a configuration written in JavaScript loads, without running it."""

from __future__ import annotations

import re
from collections.abc import Iterator

# One that does not end takes all that follows, so that no second try starts inside it.
_STRING = r'"(?:\\.|[^"\\\n])*+"?|\'(?:\\.|[^\'\\\n])*+\'?|`(?:\\.|[^`\\])*+`?'
_COMMENT = re.compile(rf"({_STRING})|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACKET = re.compile(rf"{_STRING}|[\[\](){{}}]")
_IMPORT = re.compile(
    r"\bimport\s++(?:type\s++)?([\w$]++)?\s*+,?\s*+(?:\{([^}]{0,2000})\}|\*\s*as\s+([\w$]+))?\s*+from\s*+[\"']([^\"']+)[\"']"
)
_REQUIRE = re.compile(
    r"\b(?:const|let|var)\s++(?:([\w$]++)|\{([^}]{0,2000})\})\s*+=\s*+(?:await\s++)?(?:require|import)\(\s*[\"']([^\"']+)[\"']\s*\)"
)
_LIST = re.compile(
    r"\b(?:\w*(?:remark|rehype|mdast|hast)Plugins|integrations)\b\s*+[:=]\s*+(?=([\w$]+|\[))",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"(?<![\w$])([\w$]++)\s*+(?::[^=\n;]{0,100})?=\s*+(?=\[)")
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
    closing = _closing(code)
    variables = {found[1]: found.end() for found in _VARIABLE.finditer(code)}
    done = 0
    starts = (found.end() if found[1] == "[" else variables.get(found[1], -1) for found in _LIST.finditer(code))
    for start in sorted(set(starts)):
        if start >= done and start in closing:
            done = closing[start]
            yield code[start:done]
    yield from _USE.findall(code)


def _closing(code: str) -> dict[int, int]:
    """Where each bracket starts, and where the one that closes it ends."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACKET.finditer(code):
        if found[0] in ("[", "(", "{"):
            opened.append(found.start())
        elif found[0] in ("]", ")", "}") and opened:
            pairs[opened.pop()] = found.end()
    return pairs
