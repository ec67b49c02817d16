"""Checks about images: is each where the page will look for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.checks.targets import case_of, hit
from notelint.finding import Hit
from notelint.items import Image
from notelint.target import Target

if TYPE_CHECKING:
    from notelint.view import View


def missing_image(items: Sequence[Image], options: Any, view: View) -> Iterator[Hit]:
    """Images that are not there; a notice where it is not known where to look."""
    for image, found in _found(items, view):
        if "![[" in image.alt:
            yield Hit(image, case="nested", facts={"alt": image.alt})
        elif found.kind == "empty":
            yield Hit(image, case="empty", facts={"alt": image.alt})
        elif found.kind == "unknown" and found.looked_in:
            view.notice("image-root-unknown", example=image.target, looked_in=found.looked_in)
        elif found.kind != "case" and (case := case_of(found)):
            yield hit(image, found, "embed" if image.kind == "embed" and case == "missing" else case)


def image_case(items: Sequence[Image], options: Any, view: View) -> Iterator[Hit]:
    """Images whose name differs in case from the file's."""
    for image, found in _found(items, view):
        if found.kind == "case":
            yield hit(image, found, "")


def _found(items: Sequence[Image], view: View) -> Iterator[tuple[Image, Target]]:
    for image in items:
        if image.target.startswith(("http:", "https:", "data:")):
            continue
        find = view.resolver.wikilink if image.kind == "embed" else view.resolver.image
        yield image, find(image.path, image.target)
