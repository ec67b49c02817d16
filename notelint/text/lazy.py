"""Patterns that are compiled when they are first used.

There are some six hundred in notelint, to compile them takes a fifth of a second, and one note needs a tenth of them.
"""

from __future__ import annotations

import re
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, AnyStr, cast


def lazy_re(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, with all that it can be asked, for a pattern that belongs to a module.

    A mistake in the pattern shows when it is first used; a test compiles them all. It cannot be handed to a function of
    `re` in place of a pattern: ask the pattern itself. Nor is it the `re` of its matches: compare their `pattern`.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


class _Lazy:
    """Each attribute comes from the compiled pattern, and stays here, so that it is as quick from then on."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __repr__(self) -> str:
        return repr(self._compiled)

    @cached_property
    def _compiled(self) -> re.Pattern[str] | re.Pattern[bytes]:
        return re.compile(self.pattern, self._flags)

    if not TYPE_CHECKING:
        search, match, fullmatch, findall, finditer, split, sub, subn, flags, groups, groupindex = (
            cached_property(attrgetter(f"_compiled.{name}"))
            for name in (
                *("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"),
                *("flags", "groups", "groupindex"),
            )
        )
