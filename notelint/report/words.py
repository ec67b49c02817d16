"""The words of the reports themselves, in English and Chinese; those of the findings come from their rules."""

from __future__ import annotations

from typing import Literal

Lang = Literal["en", "zh"]

# `one|many`: which one is said depends on the number `n`.
WORDS: dict[str, dict[Lang, str]] = {
    "broken": {"en": "Broken for readers", "zh": "读者会碰到的错误"},
    "contradictions": {"en": "Contradictions", "zh": "前后矛盾"},
    "holes": {"en": "Holes", "zh": "缺漏"},
    "error": {"en": "{n:,} error|{n:,} errors", "zh": "{n:,} 个错误"},
    "warning": {"en": "{n:,} warning|{n:,} warnings", "zh": "{n:,} 个警告"},
    "info": {"en": "{n:,} info|{n:,} infos", "zh": "{n:,} 条提示"},
    "fixed": {"en": "{n:,} fixed", "zh": "已修复 {n:,} 处"},
    "suppressed": {"en": "{n:,} suppressed by comments", "zh": "注释屏蔽了 {n:,} 处"},
    "none": {"en": "no findings", "zh": "没有发现问题"},
    "notes": {"en": "{n:,} note|{n:,} notes", "zh": "{n:,} 篇笔记"},
    "drafts": {"en": "{n:,} draft|{n:,} drafts", "zh": "{n:,} 篇草稿"},
    "papers": {"en": "{n:,} paper|{n:,} papers", "zh": "{n:,} 篇论文"},
    "locales": {"en": "{n:,} locale|{n:,} locales", "zh": "{n:,} 种语言"},
    "images-in": {"en": "images in {folders}", "zh": "图片在 {folders}"},
    "plain-folder": {"en": "plain folder", "zh": "普通文件夹"},
    "comma": {"en": ", ", "zh": "，"},
    "counts": {"en": "{counts} in {notes}, {seconds:.1f} s", "zh": "{counts}（{notes}，{seconds:.1f} 秒）"},
    "found-in": {"en": "{counts} in {notes}", "zh": "{counts}（{notes}）"},
    "one-error": {"en": "error", "zh": "错误"},
    "one-warning": {"en": "warning", "zh": "警告"},
    "one-info": {"en": "info", "zh": "提示"},
    "column-severity": {"en": "severity", "zh": "级别"},
    "column-place": {"en": "place", "zh": "位置"},
    "column-finding": {"en": "finding", "zh": "问题"},
    "column-rule": {"en": "rule", "zh": "规则"},
    "passes": {
        "en": "None of them fails the run (--fail-on {fail_on}).",
        "zh": "都不会使这次检查失败（--fail-on {fail_on}）。",
    },
    "more": {"en": "+{n:,} more", "zh": "还有 {n:,} 处"},
    "line": {"en": "line {line}", "zh": "第 {line} 行"},
    "also": {"en": "also ", "zh": "另见 "},
    "help": {"en": "help: ", "zh": "建议："},
    "not-judged": {"en": "Not judged", "zh": "没有检查的内容"},
    "unjudged": {"en": "not judged: ", "zh": "没有检查："},
    "notices": {"en": "About this run", "zh": "关于这次检查"},
    "next": {"en": "Next", "zh": "接下来"},
    "explain": {"en": "what the rule asks, and why", "zh": "这条规则要求什么，为什么"},
    "unfold": {"en": "every place: {n:,} more", "zh": "列出每一处：还有 {n:,} 处"},
    "not-annotated": {
        "en": "{n:,} finding is not shown as an annotation (GitHub shows ten of a kind): it is in the log"
        "|{n:,} findings are not shown as annotations (GitHub shows ten of a kind): they are in the log",
        "zh": "还有 {n:,} 条没有显示为标注（GitHub 每类只显示十条），都在日志里",
    },
    "asking": {"en": "asking the web", "zh": "正在访问网络"},
    "asked-so-far": {"en": ", {requests:,} requests, {hosts:,} hosts", "zh": "，{requests:,} 次请求，{hosts:,} 个主机"},
    "link-dead": {"en": "dead", "zh": "已失效"},
    "link-undecided": {"en": "undecided", "zh": "无法判断"},
    "link-unasked": {"en": "not asked yet", "zh": "还没有询问"},
    "link-alive": {"en": "alive", "zh": "正常"},
    "link-moved": {"en": "moved to {moved}", "zh": "已搬到 {moved}"},
    "link-parts": {"en": "; ", "zh": "；"},
    "link-age": {"en": "asked {n} day ago|asked {n} days ago", "zh": "{n} 天前询问"},
    "link-today": {"en": "asked today", "zh": "今天询问"},
    "link-private": {"en": "it leads inside of a network: --allow-private", "zh": "指向内部网络：--allow-private"},
    "link-failed": {"en": "asking it failed, by a mistake in notelint", "zh": "询问出错，这是 notelint 的错误"},
    "link-url": {"en": "no address that can be asked", "zh": "不是可以询问的网址"},
    "link-reserved": {"en": "a name that is used where none is meant", "zh": "示例用的名字"},
    "link-malformed-id": {"en": "no id that a paper can have", "zh": "不可能是论文的编号"},
    "link-never": {"en": "its host tells programs nothing", "zh": "对方主机不让程序判断"},
    "link-switched-off": {"en": "its host is known to be gone", "zh": "对方主机已经关闭"},
    "link-name-unknown": {"en": "names could not be resolved", "zh": "域名解析不了"},
    "link-proxy": {"en": "the proxy did not ask", "zh": "代理没有去问"},
    "link-budget": {"en": "not reached in time", "zh": "时间不够，没有问到"},
    "link-stopped": {"en": "not reached before the end", "zh": "中途停止，没有问到"},
    "papers-requests": {"en": ", {n:,} request to arXiv|, {n:,} requests to arXiv", "zh": "，向 arXiv 请求 {n:,} 次"},
    "papers-added": {"en": "{n:,} added", "zh": "新增 {n:,} 篇"},
    "papers-changed": {"en": "{n:,} changed", "zh": "更新 {n:,} 篇"},
    "papers-removed": {"en": "{n:,} removed", "zh": "去掉 {n:,} 篇"},
    "papers-missing": {"en": "not on arXiv: {named}", "zh": "arXiv 没有：{named}"},
    "papers-written": {"en": "written: {path}", "zh": "已写入：{path}"},
    "papers-unchanged": {"en": "nothing has changed", "zh": "没有变化"},
    "papers-undecided": {
        "en": "{n:,} paper could not be asked about: {why}|{n:,} papers could not be asked about: {why}",
        "zh": "有 {n:,} 篇论文没有问到：{why}",
    },
    "papers-rate-limited": {
        "en": "arXiv asks to slow down (429); run `notelint papers update` again later, what is known is kept",
        "zh": "arXiv 要求放慢（429）；请稍后再运行 `notelint papers update`，已知的会保留",
    },
    "papers-refused": {
        "en": "arXiv refuses to answer (403); leave it alone for a day",
        "zh": "arXiv 拒绝回答（403）；请隔一天再试",
    },
    "papers-no-answer": {
        "en": "no answer from export.arxiv.org; is there a network?",
        "zh": "export.arxiv.org 没有回应；网络通吗？",
    },
    "papers-no-use": {
        "en": "arXiv's answer is of no use ({reason}); run `notelint papers update` again later",
        "zh": "arXiv 的回答用不了（{reason}）；请稍后再运行 `notelint papers update`",
    },
    "paper-unasked": {
        "en": "{title} (not asked: `notelint papers update`)",
        "zh": "{title}（没有问过：`notelint papers update`）",
    },
    "paper-unknown": {"en": "(arXiv has no such paper)", "zh": "（arXiv 没有这篇论文）"},
    "paper-other": {"en": "", "zh": ""},
    "reading": {"en": "reading notes", "zh": "正在读笔记"},
}


def say(lang: Lang, key: str, **facts: object) -> str:
    forms = WORDS[key][lang].split("|")
    return forms[0 if facts.get("n") == 1 else -1].format(**facts)
