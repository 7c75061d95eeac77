"""Comments in Markdown, ``<!-- … -->``: read by who writes, never printed."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_WHOLE = re.compile(r"<!--.*?-->")
_OPENING = re.compile(r" {0,3}<!--")
_ANYTHING = re.compile(r"[^\n]")


def blank_comments(text: str) -> tuple[str, int | None]:
    """``text`` with its comments made of spaces, so that every other character keeps its place.

    Code keeps its comments. The second value is the line, from 0, of a comment that is never
    closed: it stays as text, or the rest of the file would vanish.
    """
    if "<!--" not in text:
        return text, None
    lines = text.split("\n")
    unclosed: int | None = None
    fence = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        mark = _FENCE.match(line)
        if mark and (not fence or (mark[1].startswith(fence) and not line[mark.end() :].strip())):
            fence = "" if fence else mark[1]
        elif not fence and "<!--" in line and "`" not in line:
            cut = line.rfind("-->") + 3  # beyond it nothing is closed: searching there takes for ever
            lines[at] = line = _WHOLE.sub(_spaces, line[:cut]) + line[cut:]
            if _OPENING.match(line):
                end = next((number for number in range(at, len(lines)) if "-->" in lines[number]), None)
                if end is None:
                    unclosed = at if unclosed is None else unclosed
                    break
                for number in range(at, end):
                    lines[number] = _ANYTHING.sub(" ", lines[number])
                cut = lines[end].index("-->") + 3
                lines[end] = " " * cut + lines[end][cut:]
                at = end
        at += 1
    return "\n".join(lines), unclosed


def _spaces(comment: re.Match[str]) -> str:
    return " " * len(comment[0])
