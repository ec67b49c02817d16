"""What a run has found, before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from notelint.model.finding import Finding, Notice, Report, ShownFinding
from notelint.model.items import NoteItems


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """`findings` are sorted by path, start and rule; `notes` are those that they speak of, by path from the root.

    `rest` is the report without them: what else there is to say; `shown` the findings in words, where these are known.
    """

    findings: list[Finding]
    notes: Mapping[str, NoteItems]
    rest: Report
    shown: list[ShownFinding] | None = None

    def of(self, findings: list[Finding], notices: Sequence[Notice]) -> Outcome:
        """This outcome with fewer findings and more notices."""
        rest = msgspec.structs.replace(self.rest, notices=[*notices, *self.rest.notices])
        return Outcome(findings, self.notes, rest, self.shown if findings is self.findings else None)
