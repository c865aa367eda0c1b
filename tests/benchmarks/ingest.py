"""From a TLS socket to committed, encrypted and indexed, beside the bare parsing of the same bytes.

The server and whoever takes in are processes of their own: `python -m tests.benchmarks.ingest serve|take`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import ipaddress
import ssl
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import msgspec
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.staff import Staff
from serums_desktop.host.clock import SystemClock
from serums_desktop.host.hardening import overwrite_what_is_freed
from serums_desktop.host.program import command_line
from serums_desktop.services.session import Session
from serums_desktop.services.synchronise import PageKept, SourceFailed, Synchronise
from serums_desktop.sources.fhir.page_reading import Run
from serums_desktop.sources.fhir.reading_process import ReadingProcess
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from serums_desktop.work.turns import give_the_window_its_turns
from tests.benchmarks.row import Row
from tests.unit.store.synthetic import answered, key, person

NAME = "ingest"
RUNS = 3
RESOURCES = 10_000
FEW_PAGES = 4
MANY_PAGES = 40

_FRAME_MS = 1000 / 60
_IDLE_MS = 2_000
_CAPABILITIES = b'{"resourceType":"CapabilityStatement","fhirVersion":"4.0.1"}'


class Taken(msgspec.Struct):
    """What a process that took a record in tells of it; gaps between frames only where it had a window."""

    ms: float
    received: int
    peak_mb: float
    idle_gap_ms: float = 0.0
    longest_gap_ms: float = 0.0


def measure() -> list[Row]:
    """The whole way, what a window beside it feels, and the memory over ten times the pages."""
    # Whoever takes in is measured without the parsers that others use.
    from tests.benchmarks.parsing import bare_parse, patient_id, story_pages

    pages = story_pages(RESOURCES)
    # What was loaded is no matter for who parses.
    gc.freeze()
    bare_ms = [_ms(partial(bare_parse, pages)) for _ in range(RUNS)]
    gc.unfreeze()
    with _server(pages, patient_id()) as taking:
        alone = [taking() for _ in range(RUNS)]
        beside = [taking("--window") for _ in range(RUNS)]
    with _server(story_pages(500 * FEW_PAGES), patient_id()) as taking:
        few = taking()
    with _server(story_pages(500 * MANY_PAGES), patient_id()) as taking:
        many = taking()
    assert all(one.received == RESOURCES for one in (*alone, *beside))
    bare = f"bare typed msgspec, {RESOURCES:,} resources"
    idle = "longest frame gap, nothing to do"
    return [
        Row(bare, tuple(bare_ms)),
        Row("TLS socket to committed and indexed", tuple(one.ms for one in alone), bare),
        Row("the same beside a window", tuple(one.ms for one in beside), bare),
        Row(idle, tuple(one.idle_gap_ms for one in beside)),
        Row("longest frame gap while taking in", tuple(one.longest_gap_ms for one in beside), idle),
        Row(f"{FEW_PAGES} pages, peak {few.peak_mb:.0f} MB", (few.ms,)),
        Row(
            f"{MANY_PAGES} pages, peak {many.peak_mb:.0f} MB",
            (many.ms,),
            f"{FEW_PAGES} pages, peak {few.peak_mb:.0f} MB",
        ),
    ]


@contextmanager
def _server(pages: list[bytes], own_id: str) -> Iterator[Callable[..., Taken]]:
    """A server of these pages; what is given takes them in, in a new process each time."""
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        _make_certificate(folder)
        for number, page in enumerate(pages):
            (folder / f"{number}.json").write_bytes(page)
        command = [sys.executable, "-m", __spec__.name]
        with subprocess.Popen([*command, "serve", directory], stdout=subprocess.PIPE, text=True) as serving:
            assert serving.stdout is not None
            port = serving.stdout.readline().strip()

            def take(*options: str) -> Taken:
                told = subprocess.run(
                    [*command, "take", directory, port, own_id, *options], check=True, stdout=subprocess.PIPE
                )
                return msgspec.json.decode(told.stdout, type=Taken)

            try:
                yield take
            finally:
                serving.terminate()


def _make_certificate(folder: Path) -> None:
    own_key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(own_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(own_key, hashes.SHA256())
    )
    (folder / "server.pem").write_bytes(
        own_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    (folder / "trusted.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


# -- the server's process ----------------------------------------------------------------------------


def _serve(folder: Path) -> None:
    pages = [path.read_bytes() for path in sorted(folder.glob("*.json"), key=lambda path: int(path.stem))]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # The name is the base class's.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            place, _, question = self.path.partition("?")
            if place.endswith("/metadata"):
                body = _CAPABILITIES
            elif place.endswith("/$everything"):
                number = int(question.partition("page=")[2] or 0)
                body = pages[number]
                if number + 1 < len(pages):
                    body = body[:-1] + b',"link":[{"relation":"next","url":"?page=%d"}]}' % (number + 1)
            else:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", "application/fhir+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Nothing is written beside the port."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "server.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        sys.stdout.write(f"{server.server_port}\n")
        sys.stdout.flush()
        server.serve_forever()


# -- the process that takes in -----------------------------------------------------------------------


class _Tokens:
    """One token for everything."""

    def token(self, *_asked: object) -> str:
        return "benchmark"

    renew = token

    def headers(self, *_asked: object) -> dict[str, str]:
        return {"Authorization": "Bearer benchmark"}

    def heard_nonce(self, source_id: str, nonce: str) -> None:
        raise AssertionError(source_id, nonce)


def _take(folder: Path, port: int, own_id: str, *, has_window: bool) -> Taken:
    # As the program does: the store leaves that to the C library where it can.
    overwrite_what_is_freed()
    with (
        requests.Session() as http,
        tempfile.TemporaryDirectory() as directory,
        Pool("network", 1) as network,
        Lane("database") as database,
    ):
        http.verify = str(folder / "trusted.pem")
        tokens = _Tokens()
        reading = ReadingProcess([*command_line(), "read-pages"])
        # As the program does at sign-in, long before anybody opens a record.
        reading.begin(Run("fcrb", own_id, ""), CancelToken()).missing_products()
        source = FhirSource(
            source_id="fcrb",
            fhir_base=f"https://127.0.0.1:{port}/fhir",
            http=http,
            tokens=tokens,
            timeout_s=30,
            reading=reading,
        )
        store = EncryptedRecordStore(Path(directory))
        database.run(lambda: store.open(key()))
        somebody = person(("fcrb", own_id))
        record_id = database.run(lambda: store.remember(somebody, 1.0))
        ended: Future[SourceCoverage] = Future()

        def report(told: SourceCoverage | PageKept | SourceFailed) -> None:
            if isinstance(told, SourceFailed):
                ended.set_exception(told.error)
            elif isinstance(told, SourceCoverage) and told.state is SourceState.ANSWERED:
                ended.set_result(told)

        synchronise = Synchronise(
            session=Session(
                Staff("Dr Fraser", "S-1042", "Consultant"),
                credential=tokens,
                key=key(),
                tokens=tokens,
                sources={"fcrb": source},
                cancel=CancelToken(),
            ),
            store=store,
            database_lane=database,
            clock=SystemClock(),
            record_id=record_id,
            person=somebody,
            configured=[answered("fcrb")],
            report=report,
        )

        def begin() -> Future[SourceCoverage]:
            synchronise.start(network)
            return ended

        began = time.perf_counter()
        idle_gap_ms = longest_gap_ms = 0.0
        if has_window:
            began, idle_gap_ms, longest_gap_ms = _beside_a_window(begin)
        received = begin().result().received if not has_window else ended.result().received
        ms = (time.perf_counter() - began) * 1000
        database.run(store.close)
        source.close()
    return Taken(ms, received, _peak_mb(), idle_gap_ms, longest_gap_ms)


def _peak_mb() -> float:
    # What getrusage tells counts the process that started this one too.
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _beside_a_window(begin: Callable[[], Future[SourceCoverage]]) -> tuple[float, float, float]:
    """Begin while a window paints 60 times a second, and stay until the end.

    Returns when it began, and the longest time between two frames, in ms: with nothing to do, for two
    seconds before, and from the beginning to the end.
    """
    application = QApplication([])
    give_the_window_its_turns()
    window = QWidget()
    window.resize(1600, 1000)
    window.show()
    frames: list[float] = []
    begun: list[tuple[Future[SourceCoverage], float]] = []

    def paint() -> None:
        window.repaint()
        frames.append(time.perf_counter())
        if begun and begun[0][0].done():
            application.quit()

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(paint)
    timer.start(int(_FRAME_MS))
    QTimer.singleShot(_IDLE_MS, lambda: begun.append((begin(), time.perf_counter())))
    application.exec()
    began = begun[0][1]
    first = bisect(frames, began)
    return began, _longest_ms(frames[1:first]), _longest_ms(frames[first - 1 :])


def _longest_ms(frames: list[float]) -> float:
    return max((later - earlier) * 1000 for earlier, later in pairwise(frames))


def _ms(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=("serve", "take"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int, nargs="?", default=0)
    parser.add_argument("patient_id", nargs="?", default="")
    parser.add_argument("--window", action="store_true")
    options = parser.parse_args()
    if options.part == "serve":
        _serve(options.folder)
    else:
        taken = _take(options.folder, options.port, options.patient_id, has_window=options.window)
        sys.stdout.buffer.write(msgspec.json.encode(taken))


if __name__ == "__main__":
    _main()
