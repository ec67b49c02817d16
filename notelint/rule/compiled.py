"""notelint's own rules as one file, so that no run has to read a hundred notes before it begins.

It is generated from them by `notelint rules --write`. In a checkout, where somebody may be at work on a rule, it counts
only as long as no rule is another one.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec

from notelint.rule.rule import Rule

FILE = Path(__file__).parents[1] / "rules.json"


class _Compiled(msgspec.Struct, frozen=True):
    digest: str  # of the rules' files
    rules: list[Rule]  # whose paths are from their folder


_decoder = msgspec.json.Decoder(_Compiled)


def read(folder: Path) -> list[Rule] | None:
    """The rules of a folder; None where they are not compiled, or are others now."""
    try:
        found = _decoder.decode(FILE.read_bytes())
        # What is installed lies in the package, and nobody changes it there.
        if folder.parent != FILE.parent and found.digest != _digest(folder):
            return None
    except (OSError, msgspec.MsgspecError):
        return None
    return [msgspec.structs.replace(rule, path=str(folder / rule.path)) for rule in found.rules]


def written(folder: Path, rules: Iterable[Rule]) -> str:
    """What the file should hold for the rules of a folder: one a line."""
    own = [msgspec.structs.replace(rule, path=Path(rule.path).relative_to(folder).as_posix()) for rule in rules]
    lines = ",\n".join(msgspec.json.encode(rule).decode() for rule in own)
    return f'{{"digest": "{_digest(folder)}", "rules": [\n{lines}\n]}}\n'


def _digest(folder: Path) -> str:
    found = blake2b(digest_size=16)
    for path in sorted(folder.glob("*/*.md")):
        data = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(b"%s\0%d\0%s" % (path.relative_to(folder).as_posix().encode(), len(data), data))
    return found.hexdigest()
