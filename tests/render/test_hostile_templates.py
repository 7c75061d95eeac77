"""A stranger's template prints what it is given; it reads nothing else, and cannot hold the machine."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import amikit
from amikit.diagnostics import Diagnostic
from amikit.render import worker
from amikit.render.child import Stopped
from amikit.render.templates import Filled, Filler, Measure
from tests.dossiers import codes, with_keys, write, write_dossier

PACK = (
    "id: essai\ntitre: Appel d'essai\nsections:\n  - id: qui\n    titre: Qui\n  - id: histoire\n    titre: Histoire\n"
)
VIEW = {
    "dossier": {"title": "Un préau", "needs": ["entraide"]},
    "members": [{"id": "atelier", "name": "L'Atelier"}],
    "budget": {"charges_cents": 150_000},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "dossier", {"dossier.yaml": with_keys("appel: essai\nchamps:\n")})


@pytest.fixture
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SECONDS", 1)


def pack(tmp_path: Path, qui: str, **others: str) -> Path:
    """A template of two sections; the first is hostile."""
    folder = tmp_path / "essai"
    write(folder / "template.yaml", PACK)
    write(folder / "sections/qui.md.j2", qui)
    for name, text in others.items():
        write(folder / name.replace("__", "/"), text)
    return folder


def fill(tmp_path: Path, text: str) -> Filled:
    """One section filled in here, without the child: the sandbox alone."""
    filler = Filler([pack(tmp_path, text)], VIEW)
    [filled] = filler.fill_all({"qui": {"prose": None}})
    return filled


def only(root: Path, template: Path) -> Diagnostic:
    """The one thing that is said of a dossier filled in with a template."""
    [found] = amikit.check(root, template=template).report.diagnostics
    return found


@pytest.mark.parametrize(
    "attempt",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''|attr('__class__') }}",
        "{{ ''['__class__'] }}",
        "{{ members.__class__ }}",
        "{{ members[0].__init__ }}",
        "{{ dossier.title.__class__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ todo.__globals__ }}",
        "{{ todo.__code__ }}",
        "{{ ask.__globals__ }}",
        "{{ ask.__closure__ }}",
        "{{ range.__self__ }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ '{x.__class__}'.format_map({'x': 1}) }}",
        "{{ ['__class__']|map('first')|map(attribute='__class__')|list }}",
        "{{ ''|map(attribute='__class__')|list }}{{ 1|attr('__class__') }}",
        "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
        "{{ (members|first).items.__self__ }}",
        "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
        "{{ members.append('x') }}",
        "{{ dossier.update({'title': 'x'}) }}",
        "{{ dossier.pop('title') }}",
        "{{ _held.append('x') }}",
        "{{ _blanks.clear() }}",
        "{{ lipsum.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ joiner }}",
        "{{ namespace(x=1) }}",
        "{{ config }}",
        "{{ request.application }}",
        "{{ budget.parse_file('/etc/passwd') }}",
        "{{ dossier.model_dump() }}",
        "{{ open('/etc/passwd').read() }}",
        "{{ import('os') }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../../../etc/passwd' %}",
        "{% include '../template.yaml' %}",
        "{% import '..\\\\..\\\\secret' as x %}",
        "{% extends '/etc/passwd' %}",
        "{{ ask('/etc/passwd') }}",
        "{{ dossier|tojson }}",
        "{{ '<b>'|safe }}",
        "{{ '<b>'|xmlattr }}",
        "{{ 'https://x'|urlize }}",
        "{% do members.append(1) %}",
        "{% debug %}",
    ],
)
def test_the_sandbox_refuses(tmp_path: Path, attempt: str) -> None:
    filled = fill(tmp_path, f"Bonjour.\n\n{attempt}\n")

    assert filled.failure is not None or _nothing_came_out(filled)
    if filled.failure is not None:
        assert filled.failure.path == tmp_path / "essai/sections/qui.md.j2"
        assert filled.failure.line == 3
        assert not filled.failure.stopped
    assert VIEW["dossier"] == {"title": "Un préau", "needs": ["entraide"]}


def _nothing_came_out(filled: Filled) -> bool:
    """Whether nothing of Python was printed: an undefined attribute of nothing is nothing."""
    printed = filled.markdown + "".join(map(str, filled.slots))
    return not any(word in printed for word in ("<class", "function", "root:", "object at", "module"))


@pytest.mark.parametrize(
    ("attempt", "kind"),
    [
        ("{{ ''.__class__ }}", "forbidden"),
        ("{{ members.append(1) }}", "forbidden"),
        ("{{ rien }}", "undefined"),
        ("{{ dossier.rien }}", "undefined"),
        ("{% include 'rien.j2' %}", "missing"),
        ("{% if %}", "syntax"),
        ("{{ 1 // 0 }}", "value"),
        ("{{ 'a' + 1 }}", "value"),
        ("{{ range(10**9)|list }}", "value"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "value"),
    ],
)
def test_a_fault_of_a_template_has_a_kind(tmp_path: Path, attempt: str, kind: str) -> None:
    filled = fill(tmp_path, attempt)

    assert filled.failure is not None
    assert filled.failure.kind == kind


def test_a_fault_is_said_at_its_file_and_line_in_both_languages(tmp_path: Path, root: Path) -> None:
    found = only(root, pack(tmp_path, "Bonjour.\n\n{{ consortium.nombre }}\n"))

    assert found.code == "LOA027"
    assert found.span.path == tmp_path / "essai/sections/qui.md.j2"
    assert (found.span.line, found.span.column) == (3, 1)
    assert "que rien ne définit, «\u00a0'dict object' has no attribute 'nombre'\u00a0»" in found.message("fr")
    assert "that nothing defines, “'dict object' has no attribute 'nombre'”" in found.message("en")


def test_a_fault_in_a_macro_is_said_in_the_file_of_the_macro(tmp_path: Path, root: Path) -> None:
    folder = pack(
        tmp_path,
        "{% import 'macros/m.md.j2' as m with context %}\n{{ m.x() }}\n",
        macros__m_md_j2="",
    )
    write(folder / "macros/m.md.j2", "{% macro x() %}\n\n{{ rien }}\n{% endmacro %}\n")

    found = only(root, folder)

    assert (found.code, found.span.path, found.span.line) == ("LOA027", folder / "macros/m.md.j2", 3)


def test_a_fault_in_one_section_leaves_the_others(tmp_path: Path, root: Path) -> None:
    folder = pack(tmp_path, "{{ rien }}\n")
    write(folder / "sections/histoire.md.j2", "{{ rien_non_plus }}\n")

    report = amikit.check(root, template=folder).report

    assert [found.span.path.name for found in report.diagnostics] == ["histoire.md.j2", "qui.md.j2"]


@pytest.mark.parametrize(
    "attempt",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 10**9 }}",
        "{{ 'a'.ljust(10**9) }}",
        "{{ 'a'|center(10**9) }}",
        "{{ ('a' * 10**5)|replace('a', 'b' * 10**5) }}",
        "{{ [1] * 10**9 }}",
        "{{ 10 ** (10 ** 9) }}",
        "{{ '%1000000000d'|format(1) }}",
        "{% set x = 'a' * 10**7 %}{% for i in range(200) %}{{ x }}{% endfor %}",
        "{% for i in range(99999) %}{{ 'a' * 1000 }}{% endfor %}",
        "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{% for i in range(99999) %}{{ i }}{% endfor %}{{ m(1) }}",
        "{% for i in range(99999) %}{% for j in range(99) %}{{ todo('dossier.yaml', 'x' * 99) }}{% endfor %}{% endfor %}",
    ],
    ids=[
        "loops",
        "times",
        "ljust",
        "center",
        "replace",
        "list",
        "power",
        "format",
        "copies",
        "text",
        "macros",
        "blanks",
    ],
)
@pytest.mark.usefixtures("_short_patience")
def test_a_template_that_wants_too_much_is_stopped_by_its_name(tmp_path: Path, root: Path, attempt: str) -> None:
    began = time.monotonic()

    found = only(root, pack(tmp_path, f"{{{{ prose }}}}\n\n{attempt}\n"))

    assert found.code in ("LOA027", "LOA028")
    assert found.span.path == tmp_path / "essai/sections/qui.md.j2"
    assert found.is_unreadable
    assert "Traceback" not in found.message("fr") + found.hint("fr")
    assert time.monotonic() - began < 15


def test_a_stopped_template_writes_nothing(tmp_path: Path, root: Path) -> None:
    built = amikit.build(root, ("md",), template=pack(tmp_path, "{{ 'a' * 10**9 }}"), draft=True)

    assert built.is_refused
    assert not (root / "sortie").exists()


@pytest.mark.parametrize(
    "text", ["{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}", "{% if 1 %}" * 5_000], ids=["brackets", "ifs"]
)
def test_a_template_nested_too_deep_is_said(tmp_path: Path, root: Path, text: str) -> None:
    found = only(root, pack(tmp_path, text))

    assert found.code in ("LOA027", "LOA028")
    assert found.span.path.name == "qui.md.j2"


@pytest.mark.parametrize("name", ["sections/qui.md.j2", "macros/m.md.j2"])
def test_a_link_out_of_a_template_is_not_followed(tmp_path: Path, root: Path, name: str) -> None:
    secret = write(tmp_path / "secret.txt", "mot de passe")
    folder = pack(tmp_path, "{% include 'macros/m.md.j2' %}")
    (folder / name).unlink(missing_ok=True)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(secret)

    found = only(root, folder)

    assert found.code == "LOA027"
    assert "mot de passe" not in found.message("fr")


def test_a_link_inside_a_template_is_followed(tmp_path: Path, root: Path) -> None:
    folder = pack(tmp_path, "")
    write(folder / "commun.j2", "{{ prose }}\n")
    (folder / "sections/qui.md.j2").unlink()
    (folder / "sections/qui.md.j2").symlink_to("../commun.j2")

    assert codes(amikit.check(root, template=folder).report) == []


@pytest.mark.parametrize(
    "text",
    [
        "\ufdd0999\ufdd1 et \ufdd00\ufdd1",
        "{% set _held = [] %}{{ dossier.title }}",
        "{{ '\ufdd01\ufdd1' }}{{ dossier.title }}",
        "\ufdd0" * 50,
        "{{ prose }}{{ prose }}{{ chart }}{{ key_figures }}",
        '<script>alert(1)</script> <b>x</b> `#read("/etc/passwd")`{=typst} [x](javascript:alert(1))',
        '```{=typst}\n#read("/etc/passwd")\n```\n',
        "# Un titre\n\n- a\n\n> b\n\n| a |\n",
    ],
    ids=["marks", "shadow", "a mark as value", "open marks", "slots", "markup", "raw block", "blocks"],
)
def test_what_a_template_prints_never_breaks_the_document(tmp_path: Path, root: Path, text: str) -> None:
    built = amikit.build(
        root, ("md", "html"), template=pack(tmp_path, f"Avant.\n\n{text}\n"), draft=True, out=tmp_path / "s"
    )

    assert not built.is_refused
    page = (tmp_path / "s/reponse-brouillon.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert "root:" not in page


def test_the_child_sees_neither_the_environment_nor_the_current_folder(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "jinja2.py", "raise SystemExit('imported from the current folder')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    assert codes(amikit.check(root, template=pack(tmp_path, "{{ prose }}")).report) == []


def test_an_answer_that_is_cut_is_not_read(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object, **__: object) -> bytes:
        raise Stopped("too-much", "begun: qui\n")

    monkeypatch.setattr(worker, "run_apart", die)

    found = only(root, pack(tmp_path, "{{ prose }}"))

    assert (found.code, found.span.path.name) == ("LOA028", "qui.md.j2")


def test_a_stranger_fills_in_the_same_text_as_amikit_would(tmp_path: Path) -> None:
    """The child and the parent give the same sections, values in their slots."""
    text = "{{ prose }}\n\n{% for member in members %}\n- {{ member.name }}, {{ budget.charges_cents|euros }}\n{% endfor %}\n"
    filler = Filler([pack(tmp_path, text)], VIEW)

    assert worker.fill_apart(filler, {"qui": {"prose": None}}) == filler.fill_all({"qui": {"prose": None}})


@pytest.mark.parametrize(
    "text",
    [
        "{{ '> ' * 300000 }} a",
        "{{ '## a\\n\\n' * 100000 }}",
        "{{ '<a ' * 200000 }}",
        "{{ '`a' * 200000 }}",
        "{% for i in range(90000) %}x[^{{ i }}]\n\n{% endfor %}",
    ],
    ids=["quotes", "headings", "tags", "code", "notes"],
)
def test_a_document_of_too_many_marks_is_not_read(tmp_path: Path, root: Path, text: str) -> None:
    began = time.monotonic()

    found = only(root, pack(tmp_path, text))

    assert (found.code, found.span.path) == ("LOA028", tmp_path / "essai/sections/qui.md.j2")
    assert "250 000" in found.message("fr")
    assert time.monotonic() - began < 10


def test_all_the_sections_are_weighed_together(tmp_path: Path, root: Path) -> None:
    half = "{{ 'a' * 1200000 }}"

    found = only(root, pack(tmp_path, half, **{"sections/histoire.md.j2": half}))
    assert (found.code, found.span.path.parent.name) == ("LOA028", "sections")

    assert (
        codes(amikit.check(root, template=pack(tmp_path, half, **{"sections/histoire.md.j2": "Avant."})).report) == []
    )


def test_a_text_of_the_dossier_weighs_when_it_is_said_again() -> None:
    prose = {"prose": "sections/qui"}

    assert not Measure().is_exceeded_by(Filled("qui", "", tuple({"prose": f"membres/m{n}"} for n in range(400))))
    assert Measure().is_exceeded_by(Filled("qui", "", (prose,) * 400))
