"""A note's items as bytes, each kind of which is decoded when it is asked for first."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import msgspec

from notelint.model.items import NoteItems

_NAMES = NoteItems.__struct_fields__
_AT = {name: number for number, name in enumerate(_NAMES)}
_columns = msgspec.msgpack.Decoder(list[msgspec.Raw])
_encoder = msgspec.msgpack.Encoder()


class KeptNote:
    """Has the fields of `NoteItems`. What is asked for raises MsgspecError where the bytes are not of such a note."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._columns = _columns.decode(data)

    def __getattr__(self, name: str) -> Any:
        if name not in _AT:
            raise AttributeError(name)
        value = _decoder(name).decode(self._columns[_AT[name]])
        self.__dict__[name] = value
        return value

    def __eq__(self, other: object) -> bool:
        return all(getattr(self, name) == getattr(other, name, None) for name in _NAMES)

    def __repr__(self) -> str:
        return f"KeptNote({self.path!r}, {len(self._data)} bytes)"

    def __hash__(self) -> int:
        return hash(self._data)

    def __reduce__(self) -> Any:
        return kept, (self._data,)


def kept(data: bytes) -> NoteItems:
    """A note of these bytes; to everybody who asks it is one like all others. Raises MsgspecError."""
    return cast(NoteItems, KeptNote(data))


def packed(note: NoteItems) -> bytes:
    """The bytes of a note. Raises UnicodeEncodeError, msgspec.MsgspecError, TypeError for what cannot be packed."""
    return note._data if isinstance(note, KeptNote) else _encoder.encode(note)


@cache
def _decoder(name: str) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(_types()[name])


@cache
def _types() -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(NoteItems)}
