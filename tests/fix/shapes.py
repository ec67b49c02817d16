"""Notes as people write them, each with something to be mended, and what a hand may do to them."""

from __future__ import annotations

import itertools
import re

from hypothesis import strategies as st

PAPERS = """\
---
title: 多模态模型笔记
arxiv: 2103.00020
tags: [vision, 3.10]
---

## CLIP

> [!NOTE] CLIP: Learning Transferable Visual Models
> **Arxiv** [2103.00020](http://cn.arxiv.org/abs/2103.00020)  \\
> **翻译**：[幻觉翻译](https://example.org/2103.00020)
> **代码** [openai/CLIP](https://github.com/openai/CLIP)
>
> 对比学习，把图像和文本放进同一个空间。![图](images/Fig.PNG)

损失函数 $L = -\\log\\frac{a_b}{c}$ 很简单，见 [报告](old/talk.pdf）。

## BLIP

> [!TIP]- BLIP [pdf](https://arxiv.org/pdf/2201.12086)
> - **Arxiv**: 2201.12086
> - [ ] 读附录
"""

MIXED = """\
# Reading ViT

A first line with a break  \nand a second\\
and a third, [see it](papers/Vit.md#method "the note") and <https://cn.arxiv.org/abs/2010.11929>.

1. one `[x](papers/Vit.md)` and **bold _both_**
2. two

   ```python
   print("a")  \n   ```

   - nested ![ ](images/FIG.png) ![a [b] c](<images/my figure.png>)
   - [x] done ~~not~~

| model | link |
|:------|-----:|
| ViT   | [v](papers/VIT.md) |
| a\\|b | ![f](images/Fig.png) `a\\|b` |

$$
a_1 + b_2
$$

<div align="center"><img src="images/Fig.PNG" width="30"> <a href='papers/Vit.md'>v</a></div>

See[^1], [ref] and [other][Ref].[^n]

[ref]: papers/Vit.md 'title'
[^1]: A note with [a link](old/talk.pdf).
[^n]: Another, https://example.org/a\u200bb here.

Setext
------

    indented [x](papers/Vit.md)

***
&amp; &copy; \\* done   \nend"""

VAULT = """\
---
up: [[Home]]
related:
  - [[BERT]]
  - "[[GPT]]"
version: 1.10
---
# Vault

A link [[papers/vit#Method|the method]], ![[fig.png|300]] and ==marked== %% not seen %% text.

> [!quote]+ A folded **title**
> Nested
> > [!faq] Inner
> > ![](images/Fig.png) tok\u200ben

- [[vit]] #tag ^block-id
\t- tabbed [x](papers/Vit.md)
"""

MKDOCS = """\
title: no front matter

!!! note "A title with `code`"

    Inside [x](papers/Vit.md), and

    - a list

    ![f](images/FIG.png){ width="30" }

??? tip
    folded

Term
:   A definition with [x](papers/VIT.md).

=== "Tab"

    text[^1]

[^1]: A footnote.
"""

LINES = """\
+++
title = "Hugo"
date = 2024-01-01
+++

{{< figure src="images/Fig.PNG" >}}

Text [项目](papers/vit.md）and ![图](images/my figure.png)

<!-- notelint-disable-next-line broken-link -->
[gone](nowhere.md)
[near](papers/Vit.md)<br>more\u00adover，**重点：**文字 *x*

### Deep

#### Deeper, [here](#dee\u200bp) and [there](papers/vit.md#methods)

[a](www.example.org) [b](hhttps://example.org/b) [c](example.org/c)
"""

ENTRIES = """\
---
tags: [Vision, vision]
date: 2024-01-01
---
# Encoders

[ViT](#vit-an-image) [CLIP](#clip\u200b)

### ViT: an image

> [!NOTE] Vit: an Image
> **Arxiv** [2010.11929](https://arxiv.org/abs/2010.11929)
> **翻译** [2010.11930](https://hjfy.top/arxiv/2010.11930)
> __重点__文字和**“引号”**文字，见**（括号）**后。

##### Too deep

text

### CLI\u200bP

> [!NOTE] CLIP
> **Arxiv** [2103.00020](https://arxiv.org/abs/2103.00020)
> **翻译** [2103.00020](https://hjfy.top/arxiv/2103.00020)

### BLIP

> [!NOTE] BLIP
> **Arxiv** [2201.12086](https://arxiv.org/abs/2201.12086)
> **翻译** [2201.12086](https://hjfy.top/arxiv/2201.12086)
"""

SHAPES = {"entries": ENTRIES, "papers": PAPERS, "mixed": MIXED, "vault": VAULT, "mkdocs": MKDOCS, "lines": LINES}

# Things to mend, and things that must not be touched, as they stand in a line.
INLINE = (
    "plain words", "中文，标点。", "[x](papers/Vit.md)", "![f](images/Fig.PNG)", "[t](old/talk.pdf \"t\")",
    "[报告](papers/vit.md）", "![图](images/my figure.png)", "<https://cn.arxiv.org/abs/2103.00020>",
    "http://cn.arxiv.org/abs/2103.00020", "tok\u200ben", "soft\u00adhyphen", "`[x](papers/Vit.md)`", "$a_b [x](y z)$",
    "**bold**", "*em*", "~~old~~", "[[vit]]", "[[vit|alias]]", "<b>html</b>", "<img src=\"images/Fig.PNG\">",
    "<!-- note -->", "&amp;", "\\*", "[^1]", "[ref]", "==mark==", "**重点：**文字", "https://example.org/a",
    "[a](hhttps://example.org)", "[w](www.example.org)", "![](/public/images/fig.png)", "#tag", "a|b", "\ufeff",
    "__重点__文字", "**“引号”**文字", "*(em)*文", "[up](#title)", "[[#Title]]", "[m](papers/vit.md#methods)",
)  # fmt: skip

_ENDS = ("", "", " ", "  ", "\t", "\\")
_line = st.builds(
    lambda pieces, end: " ".join(pieces) + end, st.lists(st.sampled_from(INLINE), min_size=1, max_size=4),
    st.sampled_from(_ENDS),
)  # fmt: skip
_lines = st.lists(_line, min_size=1, max_size=3)


def _prefixed(first: str, others: str) -> st.SearchStrategy[str]:
    return _lines.map(lambda lines: "\n".join((others if at else first) + line for at, line in enumerate(lines)))


_block = st.one_of(
    _prefixed("", ""),
    _prefixed("# ", ""),
    _prefixed("### ", ""),
    st.sampled_from(["# Title", "### Ti\u200btle", "###### Deep"]),
    _prefixed("- ", "  "),
    _prefixed("- [ ] ", "- "),
    _prefixed("1. ", "2. "),
    _prefixed("> ", "> "),
    _prefixed("> [!NOTE] ", "> "),
    _prefixed("> - ", ">   "),
    _prefixed("    ", "    "),
    _prefixed("[^1]: ", "    "),
    _line.map(lambda line: f"```md\n{line}\n```"),
    _line.map(lambda line: f"$$\n{line}\n$$"),
    _line.map(lambda line: f"<div>\n{line}\n</div>"),
    st.lists(_line, min_size=2, max_size=2).map(lambda cells: f"| a | b |\n|---|---|\n| {' | '.join(cells)} |"),
    st.sampled_from(["---", "Title\n=====", "[ref]: papers/Vit.md \"t\"", "", "!!! note\n\n    [x](papers/Vit.md)"]),
)  # fmt: skip
_key = st.sampled_from(
    ["title: A note", "arxiv: 2103.00020", "version: 1.10", "up: [[Home]]", "tags: [a, 3.10]", "draft: true", "n: 1"]
)
_front = st.lists(_key, max_size=3, unique_by=lambda key: key[0]).map(
    lambda keys: "---\n" + "".join(f"{key}\n" for key in keys) + "---\n" if keys else ""
)


def _each_its_own(text: str) -> str:
    """The text in which no paper stands twice."""
    numbers = itertools.count(2)
    return re.sub(r"2103\.00020", lambda _: f"2103.000{next(numbers)}0", text)


# Notes that somebody could have written, from top to bottom.
notes = st.builds(
    lambda front, blocks: _each_its_own(front + "\n\n".join(blocks)), _front, st.lists(_block, min_size=1, max_size=6)
)


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """The text after a few slips: lines lost, doubled, swapped or indented, pieces put in, characters lost."""
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        column = draw(st.integers(0, len(line)))
        piece = draw(st.sampled_from((*INLINE, *"*_`$[]()<>|~=-#!>\\ \t:", "```", "---", "\n")))
        slip = draw(st.integers(0, 6))
        if slip == 0:
            del lines[at]
        elif slip == 1:
            lines.insert(at, line)
        elif slip == 2:
            lines[at], lines[at - 1] = lines[at - 1], line
        elif slip == 3:
            lines[at] = draw(st.sampled_from(["  ", "    ", "\t", "> ", "- "])) + line
        elif slip == 4:
            lines[at] = line[:column] + line[column + 1 :]
        else:
            lines[at] = line[:column] + piece + line[column:]
        text = "\n".join(lines)
    return text


encodings = st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030"])
newlines = st.sampled_from(["\n", "\n", "\r\n", "\r", "mixed"])


def written(text: str, encoding: str, newline: str) -> bytes:
    """The text as bytes; in GB18030 with enough Chinese to be known as that."""
    if encoding == "gb18030":
        text = text + "\n\n这是一篇用中文写的笔记，它的内容都是我们自己的。\n"
    if newline == "mixed":
        ends = ("\n", "\r\n", "\n", "\r")
        lines = text.split("\n")
        text = "".join(line + ends[at % 4] for at, line in enumerate(lines[:-1])) + lines[-1]
    else:
        text = text.replace("\n", newline)
    return text.encode(encoding)
