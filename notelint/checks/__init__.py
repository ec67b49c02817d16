"""The checks, by the name that rules use for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from notelint.checks import (
    absent_values,
    addresses,
    dates,
    each,
    entry_fields,
    field_types,
    fields,
    file,
    front_matter,
    headings,
    ids,
    image_files,
    images,
    labels,
    link_forms,
    link_names,
    links,
    metadata,
    name_spellings,
    names,
    navigation,
    numbering,
    papers,
    passages,
    placeholders,
    published,
    references,
    retired,
    sections,
    tags,
    unused,
    values,
    venues,
    web,
)
from notelint.finding import Hit


class Check(NamedTuple):
    """`run(items, options, view)` yields hits; `options` is the type of the check's own options, if it has any."""

    run: Callable[[Any, Any, Any], Iterator[Hit]]
    options: type | None = None


def _by_the_engine(items: Any, options: Any, view: Any) -> Iterator[Hit]:
    """What a suppression silences is known only after all other checks."""
    return iter(())


CHECKS = {
    "ambiguous-wikilink": Check(links.ambiguous_wikilink),
    "broken-anchor": Check(links.broken_anchor),
    "broken-link": Check(links.broken_link),
    "broken-wikilink": Check(links.broken_wikilink),
    "copied-text": Check(passages.copied_text),
    "dead-link": Check(web.dead_link, web.DeadOptions),
    "defects": Check(each.defects),
    "duplicate-heading": Check(headings.duplicate_heading),
    "duplicate-key": Check(front_matter.duplicate_key),
    "duplicate-paper": Check(papers.duplicate_paper, papers.DuplicateOptions),
    "duplicate-title": Check(numbering.duplicate_title),
    "each": Check(each.each),
    "empty-field": Check(fields.empty_field, fields.EmptyOptions),
    "empty-heading": Check(headings.empty_heading),
    "empty-link": Check(links.empty_link),
    "empty-section": Check(sections.empty_section),
    "final-newline": Check(file.final_newline),
    "heading-callout-mismatch": Check(headings.heading_callout_mismatch),
    "id-conflicts": Check(ids.id_conflicts),
    "image-case": Check(images.image_case),
    "image-not-an-image": Check(image_files.image_not_an_image),
    "impossible-year": Check(venues.impossible_year),
    "inconsistent-absent-value": Check(absent_values.inconsistent_absent_value),
    "inconsistent-field-order": Check(entry_fields.inconsistent_field_order),
    "inconsistent-field-type": Check(field_types.inconsistent_field_type),
    "inconsistent-label": Check(labels.inconsistent_label),
    "inconsistent-link-form": Check(link_forms.inconsistent_link_form),
    "inconsistent-name": Check(name_spellings.inconsistent_name),
    "inconsistent-tag": Check(tags.inconsistent_tag, tags.TagOptions),
    "invalid-date": Check(dates.invalid_date),
    "invalid-front-matter": Check(front_matter.invalid_front_matter),
    "invisible-character": Check(file.invisible_character),
    "known-elsewhere": Check(placeholders.known_elsewhere),
    "label-target-mismatch": Check(link_names.label_target_mismatch),
    "local-path": Check(addresses.local_path),
    "lossy-value": Check(values.lossy_value),
    "malformed-url": Check(addresses.malformed_url),
    "missing-entry-field": Check(entry_fields.missing_entry_field),
    "missing-field": Check(front_matter.missing_field, front_matter.FieldOptions),
    "missing-front-matter": Check(front_matter.missing_front_matter, front_matter.FieldOptions),
    "missing-image": Check(images.missing_image),
    "mixed-line-endings": Check(file.mixed_line_endings),
    "name-target-mismatch": Check(link_names.name_target_mismatch),
    "nav-mismatch": Check(navigation.nav_mismatch, navigation.NavOptions),
    "newer-version": Check(metadata.newer_version),
    "not-in-git": Check(published.not_in_git),
    "orphan-note": Check(unused.orphan_note),
    "paper-title-mismatch": Check(metadata.paper_title_mismatch),
    "placeholder-value": Check(placeholders.placeholder_value),
    "promised-value": Check(placeholders.promised_value),
    "redirected-link": Check(web.redirected_link),
    "restarted-note": Check(headings.restarted_note),
    "retired-host": Check(retired.retired_host),
    "self-link": Check(links.self_link),
    "series-gap": Check(numbering.series_gap),
    "skipped-heading-level": Check(headings.skipped_heading_level),
    "stub-entry": Check(papers.stub_entry),
    "suppressions": Check(_by_the_engine),
    "trailing-whitespace": Check(file.trailing_whitespace),
    "undefined-footnote": Check(references.undefined_footnote),
    "undefined-reference": Check(references.undefined_reference),
    "unknown-field": Check(fields.unknown_field, fields.NameOptions),
    "unknown-paper": Check(metadata.unknown_paper),
    "unlinked-paper": Check(papers.unlinked_paper),
    "unnamed-duplicate": Check(names.unnamed_duplicate),
    "unpublished-target": Check(published.unpublished_target),
    "unquoted-wikilink": Check(values.unquoted_wikilink),
    "unrendered-image": Check(images.unrendered_image),
    "unrendered-link": Check(links.unrendered_link),
    "unused-definition": Check(references.unused_definition),
    "unused-image": Check(unused.unused_image),
    "withdrawn-paper": Check(metadata.withdrawn_paper),
    "wrong-type": Check(fields.wrong_type, fields.TypeOptions),
}
