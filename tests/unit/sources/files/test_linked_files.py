"""Links opened over HTTPS: into memory, from the server they name and from no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from serums_desktop.domain.errors import Cancelled, FileNotTaken, FileRefusal
from serums_desktop.sources.files.linked_files import LinkedFiles
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.files.test_health_links import link, sealed
from tests.unit.sources.small_server import Request, SmallServer, trusting

SUMMARY = b'{"resourceType":"Bundle"}'


@pytest.fixture
def links(server: SmallServer) -> LinkedFiles:
    return LinkedFiles(lambda: trusting(server.anchors), "USTAN Edinburgh")


def written(server: SmallServer, tmp_path: Path, **elements: object) -> Path:
    path = tmp_path / "link.txt"
    path.write_text(link(url=f"{server.origin}/manifest", **elements), "utf-8")
    return path


def test_a_link_brings_its_files_into_memory(server: SmallServer, links: LinkedFiles, tmp_path: Path) -> None:
    def manifest(request: Request) -> None:
        located = {"contentType": "application/fhir+json", "location": f"{server.origin}/file"}
        embedded = {"contentType": "application/fhir+json", "embedded": sealed(SUMMARY)}
        request.answer({"files": [embedded, located]})

    server.routes["/manifest"] = manifest
    server.routes["/file"] = lambda request: request.answer(sealed(SUMMARY + b" ").encode())
    files = links.open(written(server, tmp_path, label="Summary"), "", CancelToken())
    assert [(one.name, one.content) for one in files] == [("Summary", SUMMARY), ("Summary", SUMMARY + b" ")]
    assert json.loads(server.asked[0].body) == {"recipient": "USTAN Edinburgh"}
    assert not list(tmp_path.glob("*.json"))
    assert "Bundle" not in repr(files)


def test_a_wrong_passcode_tells_the_tries_left(
    server: SmallServer, links: LinkedFiles, tmp_path: Path
) -> None:
    server.routes["/manifest"] = lambda request: request.answer({"remainingAttempts": 2}, 401)
    with pytest.raises(FileNotTaken) as refused:
        links.open(written(server, tmp_path, flag="P"), "0000", CancelToken())
    assert (refused.value.reason, refused.value.tries_left) == (FileRefusal.PASSCODE_WRONG, 2)


def test_a_passcode_does_not_follow_a_redirect(
    server: SmallServer, links: LinkedFiles, tmp_path: Path
) -> None:
    server.routes["/manifest"] = lambda request: request.answer({}, 307, Location=f"{server.origin}/other")
    server.routes["/other"] = lambda request: request.answer({"files": []})
    with pytest.raises(FileNotTaken) as refused:
        links.open(written(server, tmp_path, flag="P"), "0000", CancelToken())
    assert refused.value.reason is FileRefusal.NEEDS_NETWORK
    assert server.paths() == ["/manifest"]


def test_a_server_that_cannot_prove_itself_is_sent_nothing(
    server: SmallServer, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with SmallServer(tmp_path_factory.mktemp("other")) as other:
        links = LinkedFiles(lambda: trusting(other.anchors), "USTAN Edinburgh")
        with pytest.raises(FileNotTaken) as refused:
            links.open(written(server, tmp_path, flag="P"), "0000", CancelToken())
    assert refused.value.reason is FileRefusal.NEEDS_NETWORK
    assert server.asked == []


def test_one_that_breaks_off_brings_nothing(server: SmallServer, links: LinkedFiles, tmp_path: Path) -> None:
    def half(request: Request) -> None:
        request.begin(200, 1000)
        request.write(b"{")
        request.reset()

    server.routes["/manifest"] = half
    with pytest.raises(FileNotTaken) as refused:
        links.open(written(server, tmp_path), "", CancelToken())
    assert refused.value.reason is FileRefusal.NEEDS_NETWORK


def test_a_lock_stops_it(server: SmallServer, links: LinkedFiles, tmp_path: Path) -> None:
    cancel = CancelToken()

    def lock(request: Request) -> None:
        cancel.cancel()
        request.answer({"files": []})

    server.routes["/manifest"] = lock
    with pytest.raises(Cancelled):
        links.open(written(server, tmp_path), "", cancel)


def test_a_file_without_a_link_says_so(links: LinkedFiles, tmp_path: Path) -> None:
    with pytest.raises(FileNotTaken):
        links.open(tmp_path / "gone.txt", "", CancelToken())
