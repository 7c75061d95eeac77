"""Values of a template wait in slots: whatever they hold, they print as typed."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from typing import Any

import pytest
from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from amikit.render.answer import Block
from amikit.render.blocks import render_blocks
from amikit.render.slots import (
    HELD_CLOSE,
    HELD_OPEN,
    BlockSlot,
    ProseSlot,
    Slot,
    TodoSlot,
    holding,
    make_finalize,
    marker,
)
from amikit.source.markdown import is_safe_link
from tests.render.reading import flat, kinds, prose, squeezed, visible

ENVIRONMENT = holding(ImmutableSandboxedEnvironment)(
    autoescape=True, finalize=make_finalize(), undefined=StrictUndefined
)


def fill(source: str, **view: Any) -> tuple[str, list[Slot]]:
    held: list[Slot] = []
    return _template(source).render(_held=held, **view), held


@cache
def _template(source: str) -> Template:
    return ENVIRONMENT.from_string(source)


def printed(source: str, **view: Any) -> list[Block]:
    text, held = fill(source, **view)
    return render_blocks(prose(text).tokens, held)


TEMPLATE = """\
## {{ v }}

{% macro row(x) %}| {{ x }} | **{{ x }}** | `{{ x }}` |
{% endmacro %}
| a | b | c |
|---|---|---|
{{ row(v) }}{% for y in vs %}{{ row(y) }}{% endfor %}

- {{ v }}

{{ v }} [{{ v }}](https://x.fr/{{ v }}) {{ [v, v] | join("*") }} {{ v ~ "*" }} {{ "*c*" }} *{{ "d" }}*
"""
ALPHABET = [
    *"#$@*_`<>\\[](){}=-+/~\"'.,:;!?&%^|1a é\n\r\t", "{{ 7*7 }}", "{% raw %}", "<script>", "&amp;", "&nbsp;", "http://a.fr",
    "![x](y)", "javascript:", "](", "\n\n", "\n# ", "\n| ", "[^1]", "[^1]: x", "```", "    ", HELD_OPEN, HELD_CLOSE,
    marker(0), marker(9), "\u00a0", "\u202e", "\x07", "\ufeff", "\u2028", ": ", "%EF%B7%90",
]  # fmt: skip
GONE = re.compile("[\ufdd0-\ufdef\u202a-\u202e\x07\ufeff]")


def test_no_value_can_become_markup() -> None:
    chance = random.Random(3)  # noqa: S311
    done = 0
    while done < 2000:
        value = "".join(chance.choice(ALPHABET) for _ in range(chance.randint(1, 14)))
        expected = squeezed(GONE.sub("", value))
        if not expected:
            continue
        done += 1
        heading, table, bullets, line = printed(TEMPLATE, v=value, vs=["|"])
        cells = visible([table])[3:]
        link = next(inline for inline in line["c"] if inline["t"] == "Link")

        assert kinds([heading, table, bullets, line]) == ["Header", "Table", "BulletList", "Para"]
        assert squeezed(visible([heading])[0]) == expected
        assert [squeezed(cell) for cell in cells] == [expected] * 3 + ["|"] * 3
        assert [squeezed(text) for text in visible([bullets])] == [expected]
        assert squeezed(flat(link["c"][1])) == expected
        assert is_safe_link(link["c"][2][0])
        whole = squeezed(flat(line["c"]))
        assert whole == squeezed(
            f"{expected} {expected} {GONE.sub('', f'{value}*{value}').strip()} {GONE.sub('', value)}* *c* d"
        )
        assert [inline["t"] for inline in line["c"] if inline["t"] in ("Emph", "Strong", "Code", "Image")] == ["Emph"]


def test_a_mark_typed_in_a_value_is_not_a_slot() -> None:
    [paragraph] = printed("{{ v }} {{ w }}", v=marker(1), w="secret")

    assert flat(paragraph["c"]) == "1 secret"


def test_a_whole_link_that_could_run_something_is_plain_text() -> None:
    [paragraph] = printed("[ici]({{ v }}) ![là]({{ v }})", v=" JavaScript:alert(1)")

    assert (kinds(paragraph["c"]), flat(paragraph["c"])) == (["Str", "Space", "Str"], "ici là")


def test_an_address_given_by_a_value_is_encoded() -> None:
    [paragraph] = printed("[ici]({{ v }})", v='https://x.fr/é "a"?b=c&d')

    assert paragraph["c"][0]["c"][2][0] == "https://x.fr/%C3%A9%20%22a%22?b=c&d"


def test_a_value_beside_markup_is_still_a_value() -> None:
    macro = "{% macro m(x) %}**{{ x }}**{% endmacro %}"
    for source in ("{{ m(v) ~ v }}", "{{ m(v) + v }}", '{{ [m(v), v] | join("") }}'):
        text, held = fill(macro + source, v="*x*")

        assert "x" not in text, source
        assert held[-1] == "*x*", source


def test_names_are_joined_as_values() -> None:
    assert fill('{{ names | join(", ") }}', names=["a*", "b"]) == (marker(0), ["a*, b"])
    assert fill('{{ people | join(", ", attribute="n") }}', people=[{"n": "a"}, {"n": "b"}]) == (marker(0), ["a, b"])
    assert fill("{{ a ~ b ~ none }}", a=1, b="é") == (marker(0), ["1é"])


@pytest.mark.parametrize("name", ["safe", "e", "escape", "forceescape", "urlize", "tojson", "xmlattr", "pprint"])
def test_no_filter_makes_markup(name: str) -> None:
    with pytest.raises(TemplateError, match="No filter"):
        fill(f"{{{{ v | {name} }}}}", v="*x*")


def test_slots_are_plain_json() -> None:
    _, held = fill("{{ p }}{{ b }}{{ t }}{{ n }}", p=ProseSlot("qui"), b=BlockSlot("chart"), t=TodoSlot("le nom"), n=3)

    assert json.loads(json.dumps(held)) == [{"prose": "qui"}, {"block": "chart"}, {"todo": "le nom"}, "3"]


def test_a_prose_can_only_be_printed() -> None:
    with pytest.raises(TypeError, match="qui"):
        fill("{{ p | upper }}", p=ProseSlot("qui"))

    assert fill('{{ p ~ "*" }}', p=ProseSlot("qui")) == (marker(0) + marker(1), [{"prose": "qui"}, "*"])


def test_what_is_missing_is_an_error_and_what_is_unknown_prints_nothing() -> None:
    with pytest.raises(UndefinedError):
        fill("{{ absent }}")

    assert fill("a{{ v }}b{{ w }}c", v=None, w="") == ("abc", [])
