"""What a footnote's label may be. Who takes which was tried with Hugo 0.168, Python-Markdown 3.11 and the others."""

from notelint.markdown import Features, parser

TEXT = "a[^b c] [^d e]\n\n[^b c]: f\n"


def test_a_label_with_a_space_is_one_where_the_viewer_takes_it_and_it_is_defined():
    document = parser(Features(spaced_footnotes=True)).parse(TEXT)
    children = [child for token in document.tokens if token.type == "inline" for child in document.inline(token)]
    marks = [child.meta for child in children if child.type == "footnote_ref"]
    assert marks == [{"label": "b c", "defined": True}]
    assert [(each.kind, each.label) for each in document.definitions] == [("footnote", "b c")]


def test_for_all_others_it_is_the_label_of_a_link():
    assert [each.kind for each in parser(Features()).parse(TEXT).definitions] == ["link"]
