"""SMART Health Links: what they say without a network, and what they lead to with one."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwe
from joserfc.jwk import OctKey

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.sources.files.health_links import FHIR, HealthLink, LinkRefused, open_link, parse_link
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.files.made_files import READER, bundle, condition, glance, patient, read

KEY = bytes(range(32))
URL = "https://links.example/manifest/1"


def encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def link(**elements: Any) -> str:
    payload = {"url": URL, "key": encoded(KEY), "v": 1} | elements
    return f"shlink:/{encoded(json.dumps(payload).encode())}"


def sealed(content: bytes, key: bytes = KEY, **header: str) -> str:
    protected = {"alg": "dir", "enc": "A256GCM", "cty": FHIR} | header
    algorithms = ["dir", "A256GCM", "DEF"]
    return jwe.encrypt_compact(protected, content, OctKey.import_key(key), algorithms=algorithms)


Asked = list[tuple[str, Any]]


def server(answers: dict[str, bytes | LinkRefused], asked: Asked) -> Callable[[str, bytes | None], bytes]:
    """A fetch that answers by address and remembers what it was asked."""

    def fetch(url: str, body: bytes | None) -> bytes:
        asked.append((url, json.loads(body) if body is not None else None))
        answer = answers[url]
        if isinstance(answer, LinkRefused):
            raise answer
        return answer

    return fetch


def opened(
    text: str, answers: dict[str, bytes | LinkRefused], passcode: str = ""
) -> tuple[list[bytes], Asked]:
    asked: Asked = []
    files = open_link(
        parse_link(text), passcode=passcode, recipient="St. Elsewhere", fetch=server(answers, asked)
    )
    return [file.content for file in files], asked


def refusal(
    text: str, answers: dict[str, bytes | LinkRefused] | None = None, passcode: str = ""
) -> FileNotTaken:
    with pytest.raises(FileNotTaken) as refused:
        opened(text, answers or {}, passcode)
    return refused.value


@pytest.mark.parametrize("before", ["", "https://viewer.example/#", "\ufeff  Your record:\n"])
def test_what_a_link_says_without_a_network(tmp_path: Path, before: str) -> None:
    path = tmp_path / "link.txt"
    path.write_text(f"{before}{link(flag='P', label='Summary')}\n", "utf-8")
    seen = glance(path)
    assert (seen.format, seen.links_out, seen.passcode_needed) == (
        FileFormat.SMART_HEALTH_LINK,
        "links.example",
        True,
    )
    with pytest.raises(FileNotTaken) as refused:
        read(path)
    assert refused.value.reason is FileRefusal.NEEDS_NETWORK


def test_an_expired_link(tmp_path: Path) -> None:
    path = tmp_path / "link.txt"
    path.write_text(link(exp=1_500_000_000), "utf-8")
    with pytest.raises(FileNotTaken) as refused:
        read(path)
    assert refused.value.reason is FileRefusal.LINK_EXPIRED
    assert refusal(link(exp=1_500_000_000)).reason is FileRefusal.LINK_EXPIRED


def test_the_key_is_not_shown() -> None:
    assert encoded(KEY) not in repr(parse_link(link()))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("shlink:/AAAA", FileRefusal.NOT_WHAT_IT_SAYS),
        (link(url="http://links.example/1"), FileRefusal.NOT_WHAT_IT_SAYS),
        (link(url="https://[/1"), FileRefusal.NOT_WHAT_IT_SAYS),
        (link(key=encoded(bytes(16))), FileRefusal.NOT_WHAT_IT_SAYS),
        (link(key="???"), FileRefusal.NOT_WHAT_IT_SAYS),
        (link(flag="PU"), FileRefusal.NOT_WHAT_IT_SAYS),
        (link(v=2), FileRefusal.UNSUPPORTED_VERSION),
    ],
)
def test_links_that_are_none(tmp_path: Path, text: str, reason: FileRefusal) -> None:
    path = tmp_path / "link.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(FileNotTaken) as refused:
        glance(path)
    assert refused.value.reason is reason


def test_a_list_of_files_without_its_link_cannot_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps({"files": [{"contentType": FHIR, "embedded": sealed(b"{}")}]}), "utf-8")
    with pytest.raises(FileNotTaken) as refused:
        glance(path)
    assert refused.value.reason is FileRefusal.UNREADABLE


def test_files_embedded_and_elsewhere_deflated_or_not() -> None:
    files = [
        {"contentType": FHIR, "embedded": sealed(b"one")},
        {"contentType": FHIR, "location": "https://store.example/2"},
        {"contentType": FHIR, "location": "../files/3"},
    ]
    large = b"three" * 200_000
    contents, asked = opened(
        link(flag="L"),
        {
            URL: json.dumps({"files": files}).encode(),
            "https://store.example/2": sealed(b"two").encode(),
            "https://links.example/files/3": sealed(large, zip="DEF").encode(),
        },
    )
    assert contents == [b"one", b"two", large]
    assert asked[0] == (URL, {"recipient": "St. Elsewhere"})
    assert [body for _, body in asked[1:]] == [None, None]


def test_a_single_file() -> None:
    address = f"{URL}?recipient=St.%20Elsewhere"
    contents, asked = opened(link(flag="U"), {address: sealed(b"one").encode()})
    assert (contents, asked) == ([b"one"], [(address, None)])


def test_passcodes() -> None:
    text = link(flag="P")
    assert refusal(text).reason is FileRefusal.PASSCODE_NEEDED
    wrong = refusal(text, {URL: LinkRefused(401, b'{"remainingAttempts": 3}')}, "0000")
    assert (wrong.reason, wrong.tries_left) == (FileRefusal.PASSCODE_WRONG, 3)
    mute = refusal(text, {URL: LinkRefused(401, b"<html>")}, "0000")
    assert (mute.reason, mute.tries_left) == (FileRefusal.PASSCODE_WRONG, None)
    _, asked = opened(text, {URL: b'{"files": []}'}, "1234")
    assert asked == [(URL, {"recipient": "St. Elsewhere", "passcode": "1234"})]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (LinkRefused(404), FileRefusal.LINK_EXPIRED),
        (LinkRefused(503), FileRefusal.NEEDS_NETWORK),
        (b"<html></html>", FileRefusal.NOT_WHAT_IT_SAYS),
        (b'{"files": [{"contentType": "x"}]}', FileRefusal.NOT_WHAT_IT_SAYS),
        (b'{"files": [{"location": "http://store.example/2"}]}', FileRefusal.NOT_WHAT_IT_SAYS),
        (b'{"files": [{"embedded": "a.b.c.d.e"}]}', FileRefusal.NOT_WHAT_IT_SAYS),
        (
            json.dumps({"files": [{"embedded": sealed(b"x", bytes(32))}]}).encode(),
            FileRefusal.NOT_WHAT_IT_SAYS,
        ),
        (json.dumps({"files": [{"embedded": "x"}] * 101}).encode(), FileRefusal.TOO_LARGE),
    ],
)
def test_answers_that_lead_nowhere(answer: bytes | LinkRefused, reason: FileRefusal) -> None:
    assert refusal(link(), {URL: answer}).reason is reason


def test_what_a_link_led_to_is_read_like_a_file() -> None:
    contents, _ = opened(
        link(flag="U"),
        {f"{URL}?recipient=St.%20Elsewhere": sealed(bundle(patient(), condition("c1", "Asthma"))).encode()},
    )
    cancel = CancelToken()
    seen = READER.glance_at_content("Summary", contents[0], cancel)
    assert (seen.name, seen.format, len(seen.patients)) == ("Summary", FileFormat.FHIR_JSON, 1)
    pages = READER.read_content(contents[0], seen, "p1", cancel)
    assert sum(map(len, pages)) == 2


def test_a_parsed_link_has_what_was_in_it() -> None:
    found = parse_link(link(flag="LP", label="Summary", exp=4_000_000_000))
    assert found == HealthLink(URL, encoded(KEY), 4_000_000_000, "LP", "Summary", 1)
