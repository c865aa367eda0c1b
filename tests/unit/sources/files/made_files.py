"""Small files of people who do not exist, written the way their makers write them."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

from serums_desktop.domain.files import FileGlance
from serums_desktop.domain.received import Received
from serums_desktop.sources.files import formats
from serums_desktop.sources.files.content import parts_of
from serums_desktop.sources.files.reading import ProtectedFileReader
from serums_desktop.work.cancel import CancelToken

READER = ProtectedFileReader(timeout_s=60)


def patient(patient_id: str = "p1", family: str = "Tester", **elements: Any) -> dict[str, Any]:
    """A Patient resource."""
    names = [{"family": family, "given": ["Ada"]}]
    return {"resourceType": "Patient", "id": patient_id, "name": names, "birthDate": "1970-01-02"} | elements


def observation(resource_id: str, patient_id: str = "p1", value: str = "7.50") -> str:
    """An Observation as text, its decimal as written."""
    subject = json.dumps({"reference": f"Patient/{patient_id}"})
    return (
        f'{{"resourceType":"Observation","id":"{resource_id}","status":"final","subject":{subject},'
        f'"code":{{"text":"Glucose"}},"effectiveDateTime":"2024-05-06T07:08:09Z",'
        f'"valueQuantity":{{"value":{value},"unit":"mmol/L"}}}}'
    )


def condition(resource_id: str, text: str, reference: str = "Patient/p1") -> dict[str, Any]:
    """A Condition resource."""
    return {
        "resourceType": "Condition",
        "id": resource_id,
        "subject": {"reference": reference},
        "code": {"text": text},
    }


def bundle(*resources: Any, kind: str = "collection") -> bytes:
    """A Bundle of resources; one that is a pair has its fullUrl first."""
    entries = []
    for resource in resources:
        full_url, content = resource if isinstance(resource, tuple) else ("", resource)
        content = json.loads(content) if isinstance(content, str) else content
        entries.append(({"fullUrl": full_url} if full_url else {}) | {"resource": content})
    return json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries}).encode()


def read_here(content: bytes) -> list[Received]:
    """What bytes say of the one they name, without the child: each resource of it once."""
    found = formats.recognise(parts_of("some.bin", io.BytesIO(content), memoryview(content)))
    named = formats.patients(found, "file-1")
    pages = formats.read(found, "file-1", named[0].patient_id if named else "")
    received = [one for page in pages for one in page]
    assert max(Counter(one.key for one in received).values(), default=1) == 1
    return received


def glance(path: Path) -> FileGlance:
    """What the file is, through the child."""
    return READER.glance(path, CancelToken())


def read(path: Path, patient_id: str | None = None) -> list[Received]:
    """What it says of the one it names, or of this one, through the child."""
    seen = glance(path)
    chosen = patient_id if patient_id is not None else seen.patients[0].patient_id if seen.patients else ""
    return [item for page in READER.read(path, seen, chosen, CancelToken()) for item in page]
