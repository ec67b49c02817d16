"""JSON and TOML that a stranger may have written, read in bounded time and depth."""

from __future__ import annotations

import json
import sys
from typing import Any

from notelint.text.lazy import lazy_re

MAX_DEPTH = 50  # of mappings and lists in each other; no file that people write is so deep

_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
# For each part of a dotted key the parser looks at all before it.
_LONG_KEY = lazy_re(rf"(?<![\w.-])(?:{_PART}\.[ \t]*+){{{MAX_DEPTH}}}")


class DepthError(ValueError):
    """Data that is nested too deeply."""

    def __init__(self) -> None:
        super().__init__(f"nested more than {MAX_DEPTH} deep")


def read_json(text: str) -> Any:
    """Raises ValueError, which says the line and the column of a mistake in the syntax."""
    try:
        data = json.loads(text)
    except RecursionError:
        raise DepthError from None
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}, column {error.colno}: {error.msg}") from None
    except ValueError:
        raise ValueError(_DIGITS) from None
    return checked(data)


def read_toml(text: str) -> dict[str, Any]:
    """Raises ValueError; `tomllib.TOMLDecodeError`, which is one, for a mistake in the syntax."""
    import tomllib

    if _LONG_KEY.search(text):
        raise DepthError
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise DepthError from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as error:  # of a day that is none, too
        raise ValueError(_DIGITS if "digits" in str(error) else str(error)) from None
    checked(data)
    return data


def checked(data: Any) -> Any:
    """The data, unless it is nested too deeply. Raises DepthError."""
    level = [data]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for each in level
            if isinstance(each, (dict, list))
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return data
    raise DepthError


_DIGITS = f"a number has more than {sys.get_int_max_str_digits():,} digits"
