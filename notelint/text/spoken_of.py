"""Is a sign, or a text that something spoils, spoken of rather than used? What shows it is no mistake.

Four ways are known by which writers show that they mean the thing itself: they quote it, list it beside others, write
it as code, or say what they are speaking of.
"""

from __future__ import annotations

import re

from notelint.text.lazy import lazy_re

_OPENING, _CLOSING = frozenset("“\"「'‘"), frozenset("”\"」'’")
_LISTED = frozenset("，,、|")  # what stands on both sides of a sign in a list of signs, as in a grammar's table
# In front of what is HTML's code, or a key that is to be pressed.
_KEY = lazy_re(r"(?:<(?:code|kbd|tt)>|(?i:ctrl|control|cmd|command|alt|option|shift|[⌘⌃⌥]) ?\+ ?)\Z")
_NEAR = 40  # blanks that may part a sign from its neighbours in a list
_LONGEST_KEY = 12
_CODE = lazy_re(r"^(`{3,}+|~{3,}+).*?(?:^\1|\Z)|(?<!`)`++[^`\n]+`++", re.DOTALL | re.MULTILINE)

# Words of those who speak of encodings, and show what is garbled.
ENCODINGS = lazy_re(
    r"乱码|亂碼|编码|編碼|字符|encod|decod|gbk|gb2312|utf-?8|unicode|mojibake|latin-?1|ascii|U\+[0-9A-F]{4}|replacement",
    re.IGNORECASE,
)
# Words of those who speak of templates, and show what they look like.
MOULDS = lazy_re(r"templat|placeholder|variable|plugin|模板|占位|变量|插件", re.IGNORECASE)


def is_named(text: str, start: int, end: int) -> bool:
    """Does what stands at `[start, end)` stand alone in quotes, in a list of signs, or for a key or code of HTML?"""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before in _OPENING and after in _CLOSING:
        return True
    if text[max(start - _NEAR, 0) : start].rstrip(" ")[-1:] in _LISTED:
        return text[end : end + _NEAR].lstrip(" ")[:1] in _LISTED
    return _KEY.search(text, max(start - _LONGEST_KEY, 0), start) is not None


def line_is_about(subject: re.Pattern[str], text: str, offset: int) -> bool:
    """Has the line that holds the offset a word of `subject`, one of the patterns of this module?"""
    end = text.find("\n", offset)
    return subject.search(text, text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end) is not None


def is_about(subject: re.Pattern[str], text: str) -> bool:
    """Has any of the text a word of `subject`?"""
    return subject.search(text) is not None


def without_code(text: str) -> str:
    """A text less what stands in it as code, as far as that is seen without parsing it."""
    return _CODE.sub("", text)
