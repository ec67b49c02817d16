"""How a label is written: its markup, and what stands between it and its value."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from notelint.model.items import Field
from notelint.text.lazy import lazy_re

_PARTS = lazy_re(
    r"(?P<open>\*\*|__|)(?P<label>.*?)(?P<inside>[ \t]*[:：]?[ \t]*)(?P<close>\*\*|__|)(?P<outside>[ \t:：]*)"
)


class Form(NamedTuple):
    """`**Arxiv：** ` is (`**`, `：`, `**`, ` `): what stands around a label, on each side of its markup."""

    open: str
    inside: str
    close: str
    outside: str

    def around(self, label: str) -> str:
        return f"{self.open}{label}{self.inside}{self.close}{self.outside}"


def form_of(field: Field) -> Form | None:
    """The form of a field that has a value, None where it cannot be told."""
    return declared_form(field.label, without_value(field)) if field.value else None


@lru_cache(maxsize=1 << 14)
def declared_form(label: str, written: str) -> Form | None:
    """The form of a label as it is written up to its value, None where that is another label or none."""
    found = _PARTS.fullmatch(written)
    if not found or found["label"] != label or bool(found["open"]) != bool(found["close"]):
        return None
    if not found["open"]:
        return Form("", "", "", found["inside"] + found["outside"])
    return Form(found["open"], found["inside"], found["close"], found["outside"])


def without_value(field: Field) -> str:
    """`Field.form` without the first character of the value."""
    return field.form[: field.value_start - field.start]
