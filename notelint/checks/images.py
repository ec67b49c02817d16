"""Checks about images: is each where the page will look for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from notelint.checks.targets import case_of, hit, reason_of, rendered, traced
from notelint.collection.targets import Target
from notelint.model.finding import Hit
from notelint.model.items import Image, Unrendered
from notelint.rule.contract import ANY, Check, Checks, Remark, Told

if TYPE_CHECKING:
    from notelint.collection.view import View


# So many embedded images, and none of them there: they are kept elsewhere.
_MANY = 20


def missing_image(items: Sequence[Image], options: Any, view: View) -> Iterator[Told]:
    """Images that are not there; a notice where it is not known where to look."""
    pairs = list(traced(_found(items, view), view))
    elsewhere = _kept_elsewhere(pairs, view)
    if elsewhere is not None:
        yield elsewhere
    for image, found in pairs:
        if elsewhere and image.kind == "embed" and found.kind == "missing":
            continue
        if found.kind == "empty":
            yield Hit(image, case="empty", facts={"alt": image.alt})
        elif found.kind == "unknown" and found.looked_in:
            yield Remark("image-root-unknown", {"example": image.target, "looked_in": found.looked_in})
        elif found.kind != "case" and (case := case_of(found)):
            yield hit(image, found, "embed" if image.kind == "embed" and case == "missing" else case)


def _kept_elsewhere(pairs: Sequence[tuple[Image, Target]], view: View) -> Remark | None:
    """Does a vault embed many images and hold none of them, as one that shares its notes only? Then it is said once."""
    embeds = [
        (image, found.kind)
        for image, found in pairs
        if image.kind == "embed" and view.site.of(image.path).viewer.shared_without_images
    ]
    if len(embeds) < _MANY or {kind for _, kind in embeds} != {"missing"}:
        return None
    return Remark("images-absent", {"count": len(embeds), "example": embeds[0][0].target})


def unrendered_image(items: Sequence[Unrendered], options: Any, view: View) -> Iterator[Hit]:
    """What was meant as an image and is shown as text, or not as it was meant, by its reason."""
    for item in items:
        if not (reason := reason_of(item, view)):
            continue
        facts = {"text": item.text, "target": item.target}
        shown = item.target and view.resolver.image(item.path, item.target).kind == "file"
        case = f"{reason}-shown" if shown else reason
        yield Hit(item, case=case, facts=facts, fix=rendered(item, view))


def image_case(items: Sequence[Image], options: Any, view: View) -> Iterator[Hit]:
    """Images whose name differs in case from the file's."""
    for image, found in _found(items, view):
        if found.kind == "case":
            yield hit(image, found, "")


def _found(items: Sequence[Image], view: View) -> Iterator[tuple[Image, Target]]:
    for image in items:
        if image.target.startswith(("http:", "https:", "data:")):
            continue
        yield image, view.resolver.shown(image)


CHECKS: Checks = {
    "missing-image": Check(
        missing_image,
        items=("images",),
        across="collection",
        facts={
            "missing near embed served address renamed": "target looked actual near",
            "astray unserved": "target looked actual near address",
            "empty": "alt",
        },
    ),
    "image-case": Check(image_case, items=("images",), across="view", facts={"": "target looked actual near"}),
    "unrendered-image": Check(unrendered_image, items=("unrendered",), across="view", facts={ANY: "text target"}),
}
