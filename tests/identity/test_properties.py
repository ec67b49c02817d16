"""What holds for every input: nothing raises, and an id comes back from every URL that is made of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.identity import (
    Identity,
    Malformed,
    has_paper_host,
    identify_field,
    identify_file,
    identify_text,
    identify_url,
    name_matches,
)
from notelint.identity.grammars import isbn
from notelint.identity.pages import PAGES

new_ids = st.one_of(
    st.builds("{:02d}{:02d}.{:05d}".format, st.integers(15, 26), st.integers(1, 12), st.integers(1, 99_999)),
    st.builds("{:02d}{:02d}.{:04d}".format, st.integers(8, 14), st.integers(1, 12), st.integers(1, 9_999)),
)
old_ids = st.builds(
    "{}/{:02d}{:02d}{:03d}".format,
    st.sampled_from(["hep-th", "cs", "math", "cond-mat", "q-bio", "quant-ph", "cmp-lg", "astro-ph"]),
    st.sampled_from([*range(92, 100), *range(7)]),
    st.integers(1, 12),
    st.integers(1, 999),
)
versions = st.one_of(st.none(), st.integers(1, 99))
SHAPES = [
    "https://arxiv.org/abs/{}",
    "https://arxiv.org/pdf/{}",
    "https://arxiv.org/pdf/{}.pdf",
    "https://arxiv.org/html/{}",
    "https://arxiv.org/e-print/{}",
    "http://export.arxiv.org/abs/{}",
    "http://export.arxiv.org/api/query?id_list={}",
    "https://cn.arxiv.org/abs/{}",
    "arxiv.org/abs/{}",
    "arXiv:{}",
    "https://doi.org/10.48550/arXiv.{}",
    "https://ar5iv.org/abs/{}",
    "https://www.alphaxiv.org/overview/{}",
    "https://huggingface.co/papers/{}",
    "https://hjfy.top/arxiv/{}",
    "https://papers.cool/arxiv/{}",
    "https://www.semanticscholar.org/arxiv/{}",
    "https://api.semanticscholar.org/arXiv:{}",
    "https://scirate.com/arxiv/{}",
    "https://some-mirror.example/arxiv/{}",
    "https://some-mirror.example/pdf/{}.pdf",
    "https://link.zhihu.com/?target=https%3A//arxiv.org/abs/{}",
    "https://web.archive.org/web/20230501000000/https://arxiv.org/abs/{}",
]
# Text that looks like the start of an identifier, so that chance reaches further than the first test.
near_urls = st.builds(
    "{}{}{}".format,
    st.sampled_from([f"https://{host}/" for host in PAGES] + [shape.format("") for shape in SHAPES]),
    st.sampled_from(["", "10.1145/", "2304.08485", "paper/", "?id=", "web/1/", "\u202e", "%ff"]),
    st.text(),
)


@given(paper=st.one_of(new_ids, old_ids), version=versions, shape=st.sampled_from(SHAPES))
def test_an_id_comes_back_from_every_url_of_it(paper: str, version: int | None, shape: str) -> None:
    found = identify_url(shape.format(paper + (f"v{version}" if version else "")))
    assert isinstance(found, Identity)
    assert (found.key, found.version) == (f"arxiv:{paper}", version)


@given(paper=st.one_of(new_ids, old_ids), version=versions)
def test_an_id_comes_back_from_text_and_value(paper: str, version: int | None) -> None:
    written = paper + (f"v{version}" if version else "")
    found = identify_field(written)
    assert isinstance(found, Identity)
    assert found.key == f"arxiv:{paper}"
    [(start, end, in_text)] = identify_text(f"参见 arXiv:{written}。")
    assert isinstance(in_text, Identity)
    assert (in_text.key, in_text.version) == (f"arxiv:{paper}", version)
    assert (start, end) == (3, 9 + len(written))


@given(paper=new_ids)
def test_an_id_in_prose_is_found_only_with_its_prefix(paper: str) -> None:
    assert identify_text(f"准确率 {paper} 与 {paper}") == []


@given(url=st.one_of(st.text(), near_urls))
def test_no_url_raises_and_what_is_found_passes_the_fast_test(url: str) -> None:
    found = identify_url(url)
    assert found is None or has_paper_host(url)
    if isinstance(found, Identity):
        assert found.value
        assert found.label.endswith(found.value)


@given(text=st.one_of(st.text(), near_urls, st.lists(near_urls, max_size=3).map(" ".join)))
def test_no_text_raises_and_spans_lie_inside(text: str) -> None:
    identify_field(text)
    identify_file(text)
    end_before = 0
    for start, end, found in identify_text(text):
        assert isinstance(found, Identity | Malformed)
        assert end_before <= start < end <= len(text)
        end_before = end


@given(one=st.text(), other=st.text())
def test_matching_names_is_symmetric(one: str, other: str) -> None:
    assert name_matches(one, other) == name_matches(other, one)


@given(stem=st.from_regex(r"97[89][0-9]{9}", fullmatch=True))
def test_of_ten_check_digits_one_is_right(stem: str) -> None:
    assert sum(isbn(stem + digit) is not None for digit in "0123456789") == 1


@given(number=st.integers(1, 27_000), month=st.integers(13, 99))
def test_no_month_after_december_is_an_id(number: int, month: int) -> None:
    found = identify_field(f"23{month}.{number:05d}")
    assert isinstance(found, Malformed)
    assert (found.reason, found.detail) == ("month", str(month))


@pytest.mark.parametrize("host", PAGES)
def test_every_host_of_the_tables_passes_the_fast_test(host: str) -> None:
    assert has_paper_host(f"https://{host}/x")
    assert has_paper_host(f"https://www.{host}/x")
