"""A server that nobody here wrote, run for some tests on the loopback interface."""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import os
import re
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Self

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from serums_desktop.identity.practice_card import Issuer

_LAST_LINES = 20
_END_TIMEOUT_S = 20.0


def fetched(name: str) -> Path:
    """The folder of what `packaging/dev.py interop` fetched; without it a test is skipped, in CI it fails."""
    folder = os.environ.get("SERUMS_INTEROP_DATA")
    if folder is None:
        if os.environ.get("CI"):
            pytest.fail("SERUMS_INTEROP_DATA names no folder with servers")
        pytest.skip("SERUMS_INTEROP_DATA names no folder with servers")
    return Path(folder, name)


class ForeignServer:
    """One process and those it starts, from the line in which it says that it listens until the end.

    `ready` matches that line; `listening` is its match. Leaving ends the whole process group.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        variables: Mapping[str, str],
        log: Path,
        ready: re.Pattern[str],
        start_timeout_s: float,
    ) -> None:
        self._command = [str(word) for word in command]
        self._variables = variables
        self._log = log
        self._ready = ready
        self._start_timeout_s = start_timeout_s
        self._told = threading.Event()
        self._last: deque[str] = deque(maxlen=_LAST_LINES)
        self._found: re.Match[str] | None = None

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self._command,
            env={**os.environ, **self._variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        self._reader = threading.Thread(target=self._read, args=(self._process.stdout,), name="server-log")
        self._reader.start()
        try:
            self._told.wait(self._start_timeout_s)
        except BaseException:
            self._end()
            raise
        if self._found is None:
            self._end()
            pytest.fail(f"the server did not start: {self._log}\n{''.join(self._last)}")
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    @property
    def listening(self) -> re.Match[str]:
        """What it said when it was ready."""
        assert self._found is not None
        return self._found

    def _read(self, output: IO[str]) -> None:
        with self._log.open("w", encoding="utf-8") as log:
            for line in output:
                log.write(line)
                log.flush()
                self._last.append(line)
                if self._found is None and (found := self._ready.search(line)):
                    self._found = found
                    self._told.set()
        self._told.set()

    def _end(self) -> None:
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_TIMEOUT_S)
        with contextlib.suppress(ProcessLookupError):  # the group is gone with its last process
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()


def write_server_certificate(folder: Path, authority: Issuer) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key, as PEM files."""
    private_key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]))
        .issuer_name(authority.certificate.subject)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.private_key.public_key()),
            critical=False,
        )
        .sign(authority.private_key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "server.pem", folder / "server.key"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.touch(mode=0o600)
    key_file.write_bytes(
        private_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate_file, key_file
