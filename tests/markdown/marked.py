"""Examples that show their spans: `a ⟦*b*⟧` says that the construct is `*b*`, and where."""

from __future__ import annotations


def spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the brackets, and what they enclose, in the order of the text; brackets may be nested."""
    text: list[str] = []
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for char in marked:
        if char == "⟦":
            opened.append(len(text))
        elif char == "⟧":
            found.append((opened.pop(), len(text)))
        else:
            text.append(char)
    assert not opened, marked
    return "".join(text), sorted(found)
