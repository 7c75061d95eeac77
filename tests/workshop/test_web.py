"""Who gets an answer: our own page, from this machine, with the secret of its address; and only what belongs to the dossier."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message

from amikit.workshop.page import policy
from amikit.workshop.serving import Workshop
from tests.dossiers import MINIMAL, PICTURE, write, write_dossier
from tests.workshop.running import ask, next_event, open_events, served, wait_until

_TEXT = MINIMAL["sections/qui.md"] + "\n![La cour](../images/cour.png)\n"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    root = tmp_path_factory.mktemp("servi")
    write_dossier(root / "dossier", {"sections/qui.md": _TEXT, "images/cour.png": PICTURE, "images/autre.png": PICTURE})
    write(root / "dehors.png", PICTURE)
    with served(root / "dossier") as running:
        yield running


def test_the_page_is_whole_without_its_script(workshop: Workshop) -> None:
    page = ask(workshop)

    assert page.status == 200
    for words in ("BROUILLON", "Nous sommes deux lieux voisins", "Carnet des voisinages", 'class="bars"', "p-findings"):
        assert words in page.text


def test_every_answer_stays_with_who_asked(workshop: Workshop) -> None:
    for place in ("", "icon.svg", "rien", "image/rien"):
        headers = ask(workshop, place).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "server" not in headers
        assert not [name for name in headers if name.startswith("access-control")]


def test_the_page_may_run_its_own_script_and_no_other(workshop: Workshop) -> None:
    given = ask(workshop).headers["content-security-policy"]

    assert given == policy()
    assert given.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in given


@pytest.mark.parametrize(
    "path",
    ["/", "/x", "/{short}/", "/{token}", "/{token}x/", "/{other}/", "//{token}/", "/é/", "/../{token}/", "/%2e/"],
)
def test_without_the_secret_there_is_nothing(workshop: Workshop, path: str) -> None:
    token = workshop.token
    place = path.format(token=token, short=token[:-1], other=token[::-1]).replace("é", "%C3%A9")
    answer = ask(workshop, path=place)

    assert (answer.status, answer.body) == (404, b"")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1:{port}.evil.example",
        "[::1]:{port}",
        "",
    ],
)
def test_a_name_that_a_stranger_points_here_is_refused(workshop: Workshop, host: str) -> None:
    answer = ask(workshop, Host=host.format(port=workshop.port))

    assert (answer.status, answer.body) == (403, b"")


def test_this_machine_has_two_names(workshop: Workshop) -> None:
    assert ask(workshop, Host=f"localhost:{workshop.port}").status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
@pytest.mark.parametrize("place", ["", "events", "reponse.pdf"])
def test_another_site_triggers_nothing(workshop: Workshop, place: str, headers: dict[str, str]) -> None:
    given = {name: value.format(port=workshop.port) for name, value in headers.items()}
    answer = ask(workshop, place, **given)

    assert (answer.status, answer.body) == (403, b"")


def test_our_own_page_and_a_person_are_let_in(workshop: Workshop) -> None:
    origin = f"http://127.0.0.1:{workshop.port}"

    assert ask(workshop, Sec_Fetch_Site="none").status == 200
    assert ask(workshop, Sec_Fetch_Site="same-origin", Origin=origin).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"])
def test_nothing_can_be_sent(workshop: Workshop, method: str) -> None:
    assert ask(workshop, method=method).status == 405


def test_two_hosts_in_one_request_are_refused() -> None:
    assert _knock(headers=[(b"host", b"127.0.0.1:80"), (b"host", b"evil.example")]) == [403]
    assert _knock(headers=[]) == [403]
    assert _knock(headers=[(b"host", b"127.0.0.1:80")]) == [404]


def test_a_socket_of_the_web_is_closed() -> None:
    assert _knock(kind="websocket", headers=[]) == ["websocket.close"]


def _knock(*, kind: str = "http", headers: list[tuple[bytes, bytes]]) -> list[Any]:
    """What the guard of port 80 answers, with nothing behind it."""
    from amikit.workshop.guard import Guard

    said: list[Any] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] != "http.response.body":
            said.append(message.get("status", message["type"]))

    async def nothing(*_: object) -> None:
        said.append("let through")

    scope = {"type": kind, "method": "GET", "path": "/x/", "headers": headers}
    asyncio.run(Guard(nothing, 80, "secret")(scope, receive, send))
    return said


def test_nobody_else_on_the_network_can_knock(workshop: Workshop) -> None:
    assert workshop.address.startswith("http://127.0.0.1:")
    with socket.socket() as other:
        other.settimeout(5)
        # Another address of this same machine: what listens on all of them would answer.
        assert other.connect_ex(("127.0.0.2", workshop.port)) != 0


def test_pictures_of_the_text_are_served_and_nothing_else(workshop: Workshop) -> None:
    [address] = set(re.findall(r'src="(image/[^"]+)"', ask(workshop).text))
    picture = ask(workshop, address)

    assert (picture.status, picture.body) == (200, PICTURE)
    assert picture.headers["content-type"] == "image/png"
    for place in (
        "cour.png",
        "../images/cour.png",
        "..%2fimages%2fautre.png",
        "%2e%2e/dehors.png",
        "dossier.yaml",
        "/etc/passwd",
    ):
        assert ask(workshop, f"image/{place}").status == 404


def test_a_picture_that_leaves_the_dossier_is_no_longer_served(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"sections/qui.md": _TEXT, "images/cour.png": PICTURE}
    root = write_dossier(tmp_path / "dossier", files)
    outside = write(tmp_path / "dehors.png", PICTURE)
    with served(root) as workshop:
        [address] = set(re.findall(r'src="(image/[^"]+)"', ask(workshop).text))
        assert ask(workshop, address).status == 200
        workshop.keeper.stop()  # the page is not made again: it still names the picture
        (root / "images/cour.png").unlink()
        (root / "images/cour.png").symlink_to(outside)
        assert ask(workshop, address).status == 404


def test_what_changes_is_told_to_every_reader(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    with served(root) as workshop:
        version = workshop.keeper.snapshot.version
        readers = [open_events(workshop, version) for _ in range(3)]
        write(root / "sections/qui.md", MINIMAL["sections/qui.md"] + "\nUne phrase neuve, « <b> ».\n")
        told = [next_event(reader) for reader in readers]
        late = next_event(open_events(workshop, 0))

    assert all(list(one["parts"]) == ["s-qui"] for one in told)
    assert "Une phrase neuve" in told[0]["parts"]["s-qui"]
    assert "<b>" not in told[0]["parts"]["s-qui"]
    assert set(late["parts"]) >= {"s-qui", "p-cover", "p-findings"}


def test_readers_are_told_when_it_stops(tmp_path: Path) -> None:
    with served(write_dossier(tmp_path)) as workshop:
        events = open_events(workshop, workshop.keeper.snapshot.version)
        workshop.stop()
        assert b"event: stopped" in events.read()


def test_the_pdf_is_a_draft_of_the_files_as_they_are(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    with served(root) as workshop:
        made = ask(workshop, "reponse.pdf")
        write(root / "dossier.yaml", "titre: [")
        refused = ask(workshop, "reponse.pdf")

    assert made.status == 200
    assert made.body.startswith(b"%PDF-")
    assert made.headers["content-type"] == "application/pdf"
    assert (refused.status, "ne peut pas être lu" in refused.text) == (409, True)
    assert not (root / "sortie").exists()


def test_two_previews_do_not_meet(tmp_path: Path) -> None:
    first, second = (write_dossier(tmp_path / name) for name in ("un", "deux"))
    with served(first) as one, served(second, "en") as other:
        assert one.port != other.port
        assert one.token != other.token
        assert ask(other, path=f"/{one.token}/").status == 404
        write(first / "sections/qui.md", "Le premier seul.\n")
        wait_until(lambda: "Le premier seul." in ask(one).text)
        assert "Le premier seul." not in ask(other).text
        assert "DRAFT" in ask(other).text


def test_an_address_full_of_anything_is_an_answer_not_a_fault(workshop: Workshop) -> None:
    for place in (
        "events?since=x",
        "events?since=99999999999999",
        "events?since=-1",
        "image/%00",
        "image/" + "a" * 5000,
        "%ff",
    ):
        if place.startswith("events"):
            connection = open_events(workshop, 0)
            assert connection.status == 200
        else:
            assert ask(workshop, place).status == 404
