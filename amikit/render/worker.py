"""Fill in a stranger's template in a child process, with limits on time and memory.

The parent sends JSON and reads JSON: nothing that a broken sandbox could turn into
code in the parent.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amikit.render.child import Stopped, limit_this_process, run_apart
from amikit.render.later import Later
from amikit.render.slots import BlockSlot, ProseSlot
from amikit.render.templates import Blank, Failure, Filled, Filler, View

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

SECONDS = 10
"""Time for all the sections of a template; an honest one takes a tenth of a second."""
MEMORY_BYTES = 512 * 1024 * 1024
_BEGUN = "begun: "
_LARGEST_ANSWER = 64 * 1024 * 1024


def fill_apart(filler: Filler, sections: Mapping[str, View]) -> list[Filled]:
    """Like ``Filler.fill_all``, in a child process that is stopped when it takes too much."""
    request = {
        "folders": [str(folder) for folder in filler.folders],
        "view": _to_plain(filler.view),
        "language": filler.language,
        "fields": dict(filler.fields),
        "field_titles": dict(filler.field_titles),
        "sections": {name: _to_plain(extra) for name, extra in sections.items()},
        "seconds": SECONDS,
    }
    try:
        answers = run_apart(__name__, json.dumps(request).encode(), seconds=SECONDS * 2, largest=_LARGEST_ANSWER)
    except Stopped as stopped:
        return [_stopped(filler, _last_begun(stopped.said, sections), stopped.why)]
    return [_filled(answer) for answer in json.loads(answers)]


def _stopped(filler: Filler, section_id: str, why: str) -> Filled:
    name = f"sections/{section_id}.md.j2" if section_id else "template.yaml"
    return Filled("", failure=Failure(filler.folders[0] / name, 1, why, stopped=True))


def _last_begun(said: str, sections: Mapping[str, View]) -> str:
    """The section that the child had begun when it was stopped: it says so line by line."""
    begun = [line.removeprefix(_BEGUN) for line in said.splitlines() if line.startswith(_BEGUN)]
    return next((name for name in reversed(begun) if name in sections), "")


def _filled(answer: Mapping[str, Any]) -> Filled:
    failure = answer["failure"]
    return Filled(
        str(answer["section_id"]),
        str(answer["markdown"]),
        tuple(answer["slots"]),
        tuple(Blank(str(blank["where"]), str(blank["what"])) for blank in answer["blanks"]),
        None
        if failure is None
        else Failure(
            Path(failure["path"]),
            int(failure["line"]),
            str(failure["detail"]),
            bool(failure["stopped"]),
            str(failure["kind"]),
        ),
    )


def _to_plain(value: Any) -> Any:
    """JSON for what a view holds; dates, fractions and slots are tagged."""
    if isinstance(value, Mapping):
        return {str(name): _to_plain(item) for name, item in value.items()}
    if isinstance(value, (list, tuple, Later)):
        return [_to_plain(item) for item in value]
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    if isinstance(value, Fraction):
        return {"$ratio": [value.numerator, value.denominator]}
    if isinstance(value, ProseSlot):
        return {"$prose": value.key}
    if isinstance(value, BlockSlot):
        return {"$block": value.key}
    return value


def _from_plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_from_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "$day" in value:
        return date.fromisoformat(value["$day"])
    if "$ratio" in value:
        return Fraction(*value["$ratio"])
    if "$prose" in value:
        return ProseSlot(value["$prose"])
    if "$block" in value:
        return BlockSlot(value["$block"])
    return {name: _from_plain(item) for name, item in value.items()}


def main() -> None:
    """The child's whole life: read a request, fill in, answer."""
    request = json.load(sys.stdin)
    filler = Filler(
        [Path(folder) for folder in request["folders"]],
        _from_plain(request["view"]),
        request["language"],
        request["fields"],
        request["field_titles"],
    )
    sections = {name: _from_plain(extra) for name, extra in request["sections"].items()}
    environment = filler.environment()
    limit_this_process(cpu_seconds=int(request["seconds"]), memory_bytes=MEMORY_BYTES)
    answers = []
    for name, extra in sections.items():
        print(f"{_BEGUN}{name}", file=sys.stderr, flush=True)  # noqa: T201 - read by the parent
        answers.append(_fill(filler, environment, name, extra))
    plain = [asdict(answer) for answer in answers]
    json.dump(plain, sys.stdout, default=str)


def _fill(filler: Filler, environment: SandboxedEnvironment, name: str, extra: View) -> Filled:
    """One section; Jinja makes Python of it, which has limits of its own on how deep things nest."""
    try:
        return filler.fill(environment, name, extra)
    except SyntaxError as error:
        path = Path(error.filename) if error.filename else filler.folders[0] / f"sections/{name}.md.j2"
        return Filled(name, failure=Failure(path, 1, error.msg, kind="syntax"))
    except NameError as error:
        # Of 1e308 * 10, known before it runs, Jinja writes inf: a name that Python does not know.
        return Filled(name, failure=filler.failure_of(error, name, kind="syntax"))
