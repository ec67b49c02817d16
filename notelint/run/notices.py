"""What a run says about itself: notices, and what it did not judge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notelint.model.finding import Notice
from notelint.rule.facts import visible
from notelint.rule.rule import FACT

# code -> (English, Chinese); of `one|many`, the fact `count` decides which is said.
NOTICES = {
    "image-root-unknown": (
        "no folder is known for images such as {example}: looked in {looked_in}; set `roots` in notelint.yaml",
        "不知道 {example} 这样的图片放在哪个文件夹：找过 {looked_in}；可在 notelint.yaml 里设置 `roots`",
    ),
    "not-understood": (
        "{viewers} shows the notes and is not understood here: what it renders in its own way, its pages and its "
        "anchors are not judged",
        "这些笔记由 {viewers} 显示，这里不了解它：它特有的语法、页面和锚点没有判断",
    ),
    "not-checked-out": (
        "what is linked in {examples} is not judged: git has it, and it is not checked out",
        "指向 {examples} 的链接没有判断：git 里有，但没有检出",
    ),
    "images-absent": (
        "{count} embedded images, and not one of them is here, as {example}: they seem to be kept elsewhere",
        "嵌入了 {count} 张图片，这里一张也没有，例如 {example}：看来它们存放在别处",
    ),
    "vault-open": (
        "names that find nothing are not judged, since they may be behind {link}, which leads out of what is read",
        "找不到的名字没有判断：{link} 指向读取范围之外，它们可能在那里",
    ),
    "encoding": (
        "{count} note is not UTF-8: {examples}; it is read as that and never rewritten in another encoding"
        "|{count} notes are not UTF-8: {examples}; they are read as that and never rewritten in another encoding",
        "{count} 篇笔记不是 UTF-8：{examples}；按原编码读取，绝不改写编码",
    ),
    "block-too-long": (
        "{count} block is longer than 256 KiB and was not read inside: {examples}"
        "|{count} blocks are longer than 256 KiB and were not read inside: {examples}",
        "{count} 个段落超过 256 KiB，没有读其中的内容：{examples}",
    ),
    "git-refused": (
        "git does not say which files it has: {reason}; the folders were looked through without it",
        "git 没有列出文件：{reason}；已不靠它直接查看文件夹",
    ),
    "git-refused-owner": (
        "git does not say which files it has: {reason}; the folders were looked through without it; "
        "`{command}` allows it",
        "git 没有列出文件：{reason}；已不靠它直接查看文件夹；允许它：`{command}`",
    ),
    "says-too-much": (
        "more is said than is gone through in {examples}: it counts for nothing, and what rests on it is not judged",
        "{examples} 写得太多，没有逐一查看：它不算数，依赖它的内容没有判断",
    ),
    "note-unreadable": ("{path} could not be read: {reason}", "{path} 读不出来：{reason}"),
    "note-failed": (
        "{path} was not checked: {reason}; this is a mistake in notelint: please report it with the note",
        "{path} 没有检查：{reason}；这是 notelint 的错误，请连同这篇笔记一起报告",
    ),
    "note-killed": (
        "{path} was not checked: the process that read it was killed ({how}), perhaps for want of memory; try --jobs 1",
        "{path} 没有检查：读它的进程被终止（{how}），可能是内存不够；可以试试 --jobs 1",
    ),
    "papers-unreadable": (
        "what arXiv says of the papers was not compared: {reason}; mend the file, or have it written anew: "
        "`notelint papers update`",
        "没有和 arXiv 的信息核对：{reason}；修好这个文件，或者用 `notelint papers update` 重写",
    ),
    "papers-anew": (
        "{reason}; all papers were asked about anew, and the old file is now {path}",
        "{reason}；所有论文已重新询问，旧文件现在是 {path}",
    ),
    "rule-failed": (
        "{rule} did not end: {reason}; this is a mistake in notelint: please report it",
        "{rule} 没有查完：{reason}；这是 notelint 的错误，请报告",
    ),
    "rule-given-up": (
        "{rule} was not applied to {count} note, in which its patterns or words could take too long: {examples}; "
        "give it fewer of them, or patterns with fewer `*`, `+` and alternatives"
        "|{rule} was not applied to {count} notes, in which its patterns or words could take too long: {examples}; "
        "give it fewer of them, or patterns with fewer `*`, `+` and alternatives",
        "{rule} 没有用于 {count} 篇笔记，它的模式或词语在其中可能太费时：{examples}；"
        "请减少它们的数量，或减少模式里的 `*`、`+` 和选择",
    ),
    "fixed": ("{count} problem fixed: {rules}|{count} problems fixed: {rules}", "修正了 {count} 处：{rules}"),
    "fix-refused": (
        "fix refused: {rule} at {path}:{line}: {reason}; this is a mistake in notelint: please report it with the note",
        "拒绝修正：{path}:{line} 的 {rule}：{reason}；这是 notelint 的错误，请连同这篇笔记一起报告",
    ),
    "not-written": ("{path} was not written: {reason}", "{path} 没有写入：{reason}"),
    "fix-unfinished": (
        "a run that was fixing here was stopped: `notelint --fix` finishes what it had begun",
        "上次修正中途停止了：`notelint --fix` 会把它做完",
    ),
    "fix-finished": (
        "{count} note is finished that a run had begun to fix which was stopped: {paths}"
        "|{count} notes are finished that a run had begun to fix which was stopped: {paths}",
        "上次中途停止的修正已经做完，{count} 篇笔记：{paths}",
    ),
    "fix-undone": (
        "{count} note is as it was before a run that was stopped while it fixed: {paths}"
        "|{count} notes are as they were before a run that was stopped while it fixed: {paths}",
        "上次中途停止的修正已经撤回，{count} 篇笔记：{paths}",
    ),
    "journal-ignored": (
        "{path} is not read: what a fix has begun is kept outside of the collection, and this may be a stranger's; "
        "delete it",
        "不读取 {path}：修正的进度记在笔记之外，这个文件可能来自别人；请删除它",
    ),
    "links-asked": (
        "{count} web link, {requests} requests|{count} web links, {requests} requests",
        "{count} 个网络链接，{requests} 次请求",
    ),
    "baseline": (
        "{file}: {count} known finding, {new} of them new, {gone} gone"
        "|{file}: {count} known findings, {new} of them new, {gone} gone",
        "{file}：{count} 个已知问题（新增 {new}，消失 {gone}）",
    ),
    "baseline-anew": (
        "{reason}; the file is written anew, and what it has known is known no more",
        "{reason}；文件将重写，其中记下的内容不再保留",
    ),
    "known": (
        "{count} known finding is not reported: --no-baseline|{count} known findings are not reported: --no-baseline",
        "{count} 个已知问题没有报告：--no-baseline",
    ),
    "known-gone": (
        "{count} known finding is gone: `notelint baseline --prune`"
        "|{count} known findings are gone: `notelint baseline --prune`",
        "{count} 个已知问题已经没有了：`notelint baseline --prune`",
    ),
    "unchanged": (
        "{count} finding was there before what changed since {ref}, and is not reported"
        "|{count} findings were there before what changed since {ref}, and are not reported",
        "{count} 个问题在 {ref} 之后的改动之前就有，没有报告",
    ),
    "settings-changed": (
        "{examples} changed too: what that means for unchanged notes only a run without --since tells",
        "{examples} 也改动了：它对其他笔记的影响，要不带 --since 检查才知道",
    ),
    "links-stopped": (
        "stopped: what was not reached is asked next time",
        "已停止：没问到的下次再问",
    ),
    "budget-over": (
        "the time of --budget was over: what was not reached is asked next time",
        "--budget 的时间到了：没问到的下次再问",
    ),
    "header-withheld": (
        "the configuration wants {names} to be sent, which nobody granted: --allow-env NAME@HOST",
        "配置要发送 {names}，但没有得到允许：--allow-env 变量@主机",
    ),
    "memory-damaged": (
        "what was remembered of links could not be read and is begun anew; the old file is {path}",
        "记住的链接状态读不出来，已重新开始；旧文件在 {path}",
    ),
    "memory-tracked": (
        "what is remembered of links in {path} is not used, since git tracks it and anybody can have put it there: "
        "`git rm -r --cached {path}`",
        "没有用 {path} 里记住的链接状态：git 跟踪着它，谁都可以改；可运行 `git rm -r --cached {path}`",
    ),
    "memory-linked": (
        "nothing is remembered of links: {path} or a file in it is a link to another place, which is not followed",
        "链接状态不会记住：{path} 或其中的文件是指向别处的链接，不会跟随",
    ),
    "links-private": (
        "{count} web link leads inside of a network and was not asked: {examples}; --allow-private asks it"
        "|{count} web links lead inside of a network and were not asked: {examples}; --allow-private asks them",
        "{count} 个网络链接指向内部网络，没有询问：{examples}；--allow-private 可以询问",
    ),
    "links-failed": (
        "asking about {examples} did not end: {reason}; this is a mistake in notelint: please report it",
        "询问 {examples} 没有完成：{reason}；这是 notelint 的错误，请报告",
    ),
    "memory-unwritable": ("nothing is remembered of links: {reason}", "链接状态无法记住：{reason}"),
    "nothing-checked": ("nothing was checked: {reasons}", "什么都没有检查：{reasons}"),
    "outside": (
        "{count} note lies outside of {folder}, of which {viewer} makes the site: `notelint .` checks it too"
        "|{count} notes lie outside of {folder}, of which {viewer} makes the site: `notelint .` checks them too",
        "{count} 篇笔记不在 {folder} 里，{viewer} 的网站由它生成：`notelint .` 会一起检查",
    ),
    "not-read": ("{reason}", "{reason}"),
    "no-notes": ("there are no notes in {where}", "{where} 里没有笔记"),
}

# What `notelint init` says.
NOTICES |= {
    "initialised": (
        "{file}: {count} habits of the collection; look through it, it decides from now on",
        "{file}：写下了 {count} 条习惯；请看一遍，以后由它说了算",
    ),
    "moved": (
        "{files}: {name}: the file says {said} ({about}), the collection {value} ({evidence})",
        "{files}：{name}：文件写的是 {said}（{about}），笔记里是 {value}（{evidence}）",
    ),
    "unsaid": (
        "{files}: {name}: the file does not say {value} ({about}), the collection does ({evidence})",
        "{files}：{name}：文件没有写 {value}（{about}），笔记里是这样（{evidence}）",
    ),
    "unmoved": ("the collection is as the file says", "笔记与文件一致"),
}

# What notes are not read for.
LEFT_OUT = {
    "exclude": (
        "{count} note is left out by `exclude` ({where}: {pattern})"
        "|{count} notes are left out by `exclude` ({where}: {pattern})",
        "{count} 篇笔记被 `exclude` 排除（{where}：{pattern}）",
    ),
    "notes": (
        "{count} note matches no pattern of `notes` ({where})|{count} notes match no pattern of `notes` ({where})",
        "{count} 篇笔记不符合 `notes` 的任何模式（{where}）",
    ),
    "environment": (
        "{count} note in {folder} was not read: {marker} makes it an environment of Python, which holds no notes"
        "|{count} notes in {folder} were not read: {marker} makes it an environment of Python, which holds no notes",
        "{folder} 里有 {count} 篇笔记没有读：{marker} 使它成为 Python 环境，其中不会有笔记",
    ),
    "closed": (
        "{count} folder cannot be looked into, and nothing is said of what may be there: {examples}"
        "|{count} folders cannot be looked into, and nothing is said of what may be there: {examples}",
        "{count} 个文件夹打不开，其中的内容没有判断：{examples}",
    ),
    "lists": (
        "{count} list of what git ignores was not read, and what it names is not ignored: {examples}"
        "|{count} lists of what git ignores were not read, and what they name is not ignored: {examples}",
        "{count} 个 git 忽略列表没有读，其中的内容没有忽略：{examples}",
    ),
    "links": (
        "{count} note is a link that leads out of what is read, or to no file, and was not read: {examples}"
        "|{count} notes are links that lead out of what is read, or to no file, and were not read: {examples}",
        "{count} 篇笔记是链接，指向读取范围之外或不存在的文件，没有读：{examples}",
    ),
    "sparse": (
        "{count} note is in git and is left out by the sparse checkout"
        "|{count} notes are in git and are left out by the sparse checkout",
        "git 里有 {count} 篇笔记，稀疏检出没有取出来",
    ),
    "ignored": (
        "{count} note is left out by a `.gitignore`, although there is no git here"
        "|{count} notes are left out by a `.gitignore`, although there is no git here",
        "{count} 篇笔记被 `.gitignore` 排除，虽然这里没有 git",
    ),
    "other-notes": (
        "{count} note that {viewer} shows was not read, since it is no Markdown: {examples}"
        "|{count} notes that {viewer} shows were not read, since they are no Markdown: {examples}",
        "{viewer} 显示的 {count} 篇笔记没有读，因为不是 Markdown：{examples}",
    ),
    "elsewhere": (
        "{count} note in {folder} is ignored by git, or lies in a hidden folder, in dependencies or in build output"
        "|{count} notes in {folder} are ignored by git, or lie in a hidden folder, in dependencies or in build output",
        "{folder} 里的 {count} 篇笔记被 git 忽略，或者在隐藏文件夹、依赖、生成的文件里",
    ),
}

NOT_JUDGED = {
    "web-links": (
        "{count} web link not asked: --online|{count} web links not asked: --online",
        "{count} 个网络链接没有询问：--online",
    ),
    "undecided-links": (
        "{count} web link undecided: `notelint links` says why|{count} web links undecided: `notelint links` says why",
        "{count} 个网络链接无法判断：`notelint links` 说明原因",
    ),
    "papers": (
        "{count} paper not compared with arXiv: `notelint papers update`"
        "|{count} papers not compared with arXiv: `notelint papers update`",
        "{count} 篇论文没有和 arXiv 核对：`notelint papers update`",
    ),
    "drafts": (
        "{count} draft: what is still missing in it|{count} drafts: what is still missing in them",
        "{count} 篇草稿：其中还缺的内容",
    ),
    "templates": ("{count} template|{count} templates", "{count} 个模板"),
    "pages": (
        "{count} link to a page that the site makes, or to what may lie elsewhere"
        "|{count} links to pages that the site makes, or to what may lie elsewhere",
        "{count} 个链接指向网站生成的页面或别处的文件",
    ),
}

# By the setting that may make the pages.
MADE_PAGES = (
    "{count} link to a page that may be made by {setting}|{count} links to pages that may be made by {setting}",
    "{count} 个链接指向的页面可能由 {setting} 生成",
)
# By the note that has text from elsewhere.
BORROWED = (
    "{count} link to a place in {path}, which takes in text from elsewhere: {what}"
    "|{count} links to places in {path}, which takes in text from elsewhere: {what}",
    "{count} 个链接指向 {path} 里的位置，其中有别处的内容：{what}",
)

# What the collection has no habit in, by feature.
UNDECIDED = {
    "label-form": ("how {name} is written: {counts}, none is usual", "{name} 的写法：{counts}，没有通行的"),
    "label-spelling": ("how {name} is spelled: {counts}, none is usual", "{name} 的拼写：{counts}，没有通行的"),
    "absent-value": (
        "how {name} says that there is nothing: {counts}, none is usual",
        "{name} 怎样写“没有”：{counts}，没有通行的",
    ),
    "spacing": (
        "spaces between Chinese and Latin: {counts}, neither is usual",
        "中文与西文之间的空格：{counts}，没有通行的",
    ),
    "link-form": ("which links to {name} are used: {counts}, none is usual", "{name} 的链接形式：{counts}，没有通行的"),
}


def notice(code: str, facts: Mapping[str, Any], lang: str) -> Notice:
    """The notice of a code in words."""
    return Notice(code, say(NOTICES[code], facts, lang))


def say(words: tuple[str, str], facts: Mapping[str, Any], lang: str) -> str:
    """A sentence with its facts filled in; lists are joined by commas."""
    forms = words[lang == "zh"].split("|")
    return FACT.sub(lambda match: _text(facts[match[1]]), forms[0 if facts.get("count") == 1 else -1])


def _text(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return visible(", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value))
