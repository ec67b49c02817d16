"""Which constructs beyond CommonMark the site that shows the notes renders."""

from __future__ import annotations

import msgspec


class Features(msgspec.Struct, frozen=True):
    """One switch a construct. The defaults are what GitHub renders."""

    mark: bool = False  # ==text==
    math: bool = True  # $a$, $$a$$ and $$ blocks
    wikilinks: bool = False  # [[target#fragment|alias]], ![[embed]]
    footnotes: bool = True  # [^a] and [^a]: text
    inline_footnotes: bool = False  # ^[text]
    strikethrough: bool = True  # ~~text~~
    tables: bool = True
    autolinks: bool = True  # bare URLs
    comments: bool = False  # %% text %%
    containers: bool = False  # :::note title … :::
    admonitions: bool = False  # !!! note, ??? note, === "tab", with indented content
    attributes: bool = False  # {#id}, {.class}, {: #id .class key=value}
    shortcodes: bool = False  # {{< name >}}, {{% name %}}, {% tag %}, {{ value }}
    mdx: bool = False  # import, export, {expression}, <Component>
    # Whose blocks of HTML end where their element does: "kramdown", "python-markdown"; "" for CommonMark's.
    closed_html: str = ""
    spaced_footnotes: bool = False  # [^a b] too, where it is defined
