"""What a field's value, a file's name and running prose identify."""

from __future__ import annotations

import pytest

from notelint.identity import Identity, Malformed, identify_field, identify_file, identify_text, month_of

LLAVA = "arxiv:2304.08485"


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("2304.08485", LLAVA),
        ("arXiv:2304.08485", LLAVA),
        ("arXiv：2304.08485", LLAVA),
        ("arXiv: 2304.08485", LLAVA),
        ("ArXiv 2304.08485v2", LLAVA),
        ("arXiv preprint arXiv:2304.08485", LLAVA),
        ("CoRR abs/2304.08485", LLAVA),
        ("arXiv preprint: 2304.08485", LLAVA),
        ("arXiv:2304.08485v2 [cs.CV] 11 Dec 2023", LLAVA),
        ("2304.08485 [cs.CV]", LLAVA),
        ("abs/2304.08485", LLAVA),
        ("`2304.08485`", LLAVA),
        ("**2304.08485**", LLAVA),
        ("[2304.08485]", LLAVA),
        ("（2304.08485）", LLAVA),
        ("２３０４．０８４８５", LLAVA),
        ("2304.08485.pdf", LLAVA),
        ("hep-th/9901001", "arxiv:hep-th/9901001"),
        ("https://arxiv.org/pdf/2304.08485v1", LLAVA),
        ("<https://arxiv.org/abs/2304.08485>", LLAVA),
        ("arxiv.org/abs/2304.08485", LLAVA),
        ("10.1145/3065386", "doi:10.1145/3065386"),
        ("doi: 10.1145/3065386", "doi:10.1145/3065386"),
        ("10.48550/arXiv.2304.08485", LLAVA),
    ],
)
def test_the_whole_of_a_value_may_be_an_id(value: str, key: str) -> None:
    found = identify_field(value)
    assert isinstance(found, Identity)
    assert found.key == key


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "2023",
        "v1.2",
        "见官网",
        "arXiv",
        "arXiv 2023",
        "arXiv 2024.06",
        "2024.0315",
        "2012.1203",
        "gemini_1_report.pdf",
        "GPTV_System_Card.pdf",
        "2304.08485, 2310.03744",
        "math/123",
        "192.168.1.1",
        "()",
        "2304.08485" * 500,
    ],
)
def test_what_is_no_id_as_a_whole_is_none(value: str) -> None:
    assert identify_field(value) is None


@pytest.mark.parametrize(
    ("value", "reason", "detail", "suggestion"),
    [
        ("2313.01234", "month", "13", None),
        ("arXiv:2313.01234", "month", "13", None),
        ("2304.084855", "digits", "084855", None),
        ("2304.08485v0", "version", "v0", "2304.08485"),
        ("[2304.00000]", "sequence-zero", "00000", None),
        ("https://arxiv.org/abs/2313.01234", "month", "13", None),
    ],
)
def test_a_value_that_nearly_is_an_id_is_malformed(
    value: str, reason: str, detail: str, suggestion: str | None
) -> None:
    found = identify_field(value)
    assert isinstance(found, Malformed)
    assert (found.reason, found.detail, found.suggestion) == (reason, detail, suggestion)


def test_an_id_of_the_future_is_one_and_tells_its_month() -> None:
    """Which day it is, is not asked here."""
    assert isinstance(identify_field("9912.00001"), Identity)
    assert (month_of("9912.00001"), month_of("2304.08485"), month_of("hep-th/9901001")) == ("9912", "", "")


def test_a_value_says_its_shape() -> None:
    for value in ("2304.08485", "10.1145/3065386"):
        found = identify_field(value)
        assert isinstance(found, Identity)
        assert (found.shape, found.host, found.mirror) == ("value", "", False)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("papers/2304.08485.pdf", LLAVA),
        ("/pdf/2304.08485v2.pdf", LLAVA),
        ("papers\\2304.08485.pdf", LLAVA),
        ("arxiv-2304.08485.pdf", LLAVA),
        ("arXiv_2304.08485v1.PDF", LLAVA),
        ("2304.08485.md", LLAVA),
        ("2304.08485", LLAVA),
        ("2304.08485.pdf#page=3", LLAVA),
        ("1412.7878.pdf", "arxiv:1412.7878"),
    ],
)
def test_a_file_may_be_named_like_its_paper(name: str, key: str) -> None:
    found = identify_file(name)
    assert found is not None
    assert (found.key, found.shape) == (key, "file")


@pytest.mark.parametrize(
    "name",
    [
        "/images/Pasted%20image%2020251008212240.png",
        "gemini_1_report.pdf",
        "GPTV_System_Card.pdf",
        "gpt5-system-card-aug7.pdf",
        "img_2304.08485.png",
        "2304.08485.png",
        "1234.56789.txt",
        "2304.8485.pdf",
        "2304.08485/notes.md",
        "",
    ],
)
def test_other_file_names_say_nothing(name: str) -> None:
    assert identify_file(name) is None


@pytest.mark.parametrize(
    ("text", "written", "key"),
    [
        ("见 arXiv:2304.08485，后续工作", "arXiv:2304.08485", LLAVA),
        ("Liu et al. arXiv preprint arXiv:2304.08485, 2023.", "arXiv preprint arXiv:2304.08485", LLAVA),
        ("CoRR abs/2304.08485 (2023)", "abs/2304.08485", LLAVA),
        ("arXiv:0706.0001v1 [q-bio.CB] 1 Jun 2007", "arXiv:0706.0001v1", "arxiv:0706.0001"),
        ("（arXiv：2304.08485）", "arXiv：2304.08485", LLAVA),
        ("arXiv: cs/9901002 says", "arXiv: cs/9901002", "arxiv:cs/9901002"),
        ("as arXiv 2304.08485 shows", "arXiv 2304.08485", LLAVA),
        ("𝔸 arXiv:2304.08485.", "arXiv:2304.08485", LLAVA),
        ("见https://arxiv.org/abs/2304.08485。另外", "https://arxiv.org/abs/2304.08485", LLAVA),
        ("见https://arxiv.org/abs/2304.08485另外", "https://arxiv.org/abs/2304.08485", LLAVA),
        ("(see https://arxiv.org/abs/2304.08485).", "https://arxiv.org/abs/2304.08485", LLAVA),
        ("at arxiv.org/abs/2304.08485, and", "arxiv.org/abs/2304.08485", LLAVA),
        ("(doi:10.1145/3065386).", "10.1145/3065386", "doi:10.1145/3065386"),
        ("DOI：10.1145/3065386。", "10.1145/3065386", "doi:10.1145/3065386"),
        ("10.1145/3065386的作者", "10.1145/3065386", "doi:10.1145/3065386"),
        ("10.1016/S0022-2836(05)80360-2;", "10.1016/S0022-2836(05)80360-2", "doi:10.1016/s0022-2836(05)80360-2"),
        ("CorpusID: 258179774", "CorpusID: 258179774", "corpus:258179774"),
        ("ISBN 978-0-262-03384-8", "ISBN 978-0-262-03384-8", "isbn:9780262033848"),
        ("ISBN: 0-262-03384-4", "ISBN: 0-262-03384-4", "isbn:9780262033848"),
        ("ISBN 0-262-03384-4 5 册", "ISBN 0-262-03384-4", "isbn:9780262033848"),
        ("ISBN-10：080442957X，", "ISBN-10：080442957X", "isbn:9780804429573"),
    ],
)
def test_prose_names_a_paper_where_it_says_so(text: str, written: str, key: str) -> None:
    [(start, end, found)] = identify_text(text)
    assert isinstance(found, Identity)
    assert found.key == key
    assert text[start:end] == written


@pytest.mark.parametrize(
    "text",
    [
        "准确率 1512.03385 vs 1706.03762",
        "| 0.5 | 1512.03385 | 88.1 |",
        "version 2304.08485 of the tool",
        "version 1.10.12",
        "v2.5.1",
        "CUDA 12.1.105",
        "2026-01-24 02:22:48+08:00",
        "20251008212240",
        "Pasted image 20251008212240.png",
        "2025.10.08",
        "2024.0315",
        "arXiv 2024.0315",
        "arXiv 2024.06",
        "192.168.1.1",
        "10.0.0.1/24",
        "8.8.8.8",
        "$1999.9999",
        "¥1234.56789",
        "224×224×3",
        "16×16×3=768",
        "197 \\* 768",
        "耗时 2304.08485 秒",
        "lr=1e-4, 0.0001",
        "π≈3.14159",
        "loss 0412.12345",
        "commit 2304085",
        "PR #2304",
        "tel 010-2304.0848",
        "port 8080.1234",
        "10.1 节",
        "10.5/10 分",
        "1010.1145/30653",
        "gpt-4-0613",
        "the arXiv is great",
        "arxiv 上 2023 年的论文",
        "math/123",
        "cs/1234567890",
        "ISBN unknown",
        "grabs/2304.08485",
        "bioarxiv2304.08485",
        "arXiv:2304.08485.2",
        "",
    ],
)
def test_numbers_in_prose_name_nothing(text: str) -> None:
    assert identify_text(text) == []


@pytest.mark.parametrize(
    ("text", "scheme", "reason", "detail"),
    [
        ("see arXiv:2313.01234", "arxiv", "month", "13"),
        ("see arXiv:2304.084855", "arxiv", "digits", "084855"),
        ("see https://arxiv.org/abs/2313.01234.", "arxiv", "month", "13"),
        ("ISBN 978-0-262-03384-7", "isbn", "checksum", "7"),
        ("ISBN 0-262-03384-5", "isbn", "checksum", "5"),
    ],
)
def test_a_broken_id_in_prose_is_malformed(text: str, scheme: str, reason: str, detail: str) -> None:
    [(_start, _end, found)] = identify_text(text)
    assert isinstance(found, Malformed)
    assert (found.scheme, found.reason, found.detail) == (scheme, reason, detail)


def test_all_ids_of_a_text_are_found_in_order_and_once() -> None:
    text = "ISBN 0-262-03384-4, https://doi.org/10.1145/3065386 (arXiv:2304.08485), then 10.1109/CVPR.2016.90."
    found = identify_text(text)
    assert [(text[start:end], what.key) for start, end, what in found if isinstance(what, Identity)] == [
        ("ISBN 0-262-03384-4", "isbn:9780262033848"),
        ("https://doi.org/10.1145/3065386", "doi:10.1145/3065386"),
        ("arXiv:2304.08485", LLAVA),
        ("10.1109/CVPR.2016.90", "doi:10.1109/cvpr.2016.90"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "arxiv" + " " * 200_000 + "x",
        "arxiv " * 50_000,
        "10.1111." * 50_000,
        "10.1111/" + ")" * 200_000,
        "https://" + ")" * 200_000,
        "ISBN " + "1 " * 100_000,
        "abs/" * 100_000,
        "https://arxiv.org/abs/" * 20_000,
    ],
)
def test_long_hostile_lines_give_no_identity(text: str) -> None:
    assert not any(isinstance(what, Identity) and what.scheme == "arxiv" for _, _, what in identify_text(text))
