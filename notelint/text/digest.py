"""A short word for plain data, so that what is equal can be found again."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

import msgspec


def digest_of(value: Any) -> bytes:
    """Sixteen bytes that are the same for equal data: structs, dicts in any order, lists, sets, texts, numbers.

    A text may hold what no encoding has, as half of a pair of UTF-16 that somebody has escaped in YAML.
    """
    plain = msgspec.to_builtins(value, order="sorted", str_keys=True)
    return blake2b(json.dumps(plain, sort_keys=True).encode("ascii"), digest_size=16).digest()
