"""Documents: her summary from the family doctor, a letter, a picture, and a link to more."""

from __future__ import annotations

import base64
import random
import struct
import uuid
import zlib
from typing import Final

import msgspec

from serums_desktop.sandbox.story import gp
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.resources import LOINC, Resource, coding, concept, ref

_BASE: Final = "https://gp-llevant.example/fhir"
# HL7 International Patient Summary: its sections by type, their LOINC codes and names.
_SECTIONS: Final = {
    "AllergyIntolerance": ("48765-2", "Al·lèrgies i intoleràncies"),
    "MedicationRequest": ("10160-0", "Medicació"),
    "Condition": ("11450-4", "Problemes"),
    "Immunization": ("11369-6", "Vacunes"),
    "Procedure": ("47519-4", "Procediments"),
}
_IPS: Final = "http://hl7.org/fhir/uv/ips/StructureDefinition"
_A4: Final = b"[0 0 595 842]"
_encoder: Final = msgspec.json.Encoder(decimal_format="number")


def summary(now: Calendar, noise: random.Random) -> bytes:
    """An International Patient Summary, as the practice wrote it a month ago.

    What she keeps from others is in no summary that she brings to them.
    """
    record = [item for item in gp.record(now, noise) if "security" not in item.get("meta", {})]
    own = ref(f"Patient/{gp.PATIENT_ID}")["reference"]
    named = [item for item in record if (item["resourceType"], item["id"]) == ("Patient", gp.PATIENT_ID)]
    signers = [item for item in record if item["resourceType"] in {"Organization", "Practitioner"}]
    said = [
        item
        for item in record
        if item["resourceType"] in _SECTIONS
        and own in {item.get(who, {}).get("reference") for who in ("subject", "patient")}
    ]
    written = now.text(now.moment(30, "11:20"))
    composition: Resource = {
        "resourceType": "Composition",
        "id": "summary",
        "meta": {"profile": [f"{_IPS}/Composition-uv-ips"]},
        "language": "ca",
        "status": "final",
        "type": concept("Resum del pacient", coding(LOINC, "60591-5", "Patient summary Document")),
        "subject": {"reference": own},
        "date": written,
        "author": [ref("Practitioner/roca", "Dra. Anna Roca")],
        "title": "Resum del pacient",
        "section": [
            {
                "title": title,
                "code": concept(title, coding(LOINC, code)),
                "entry": [ref(f"{kind}/{item['id']}") for item in said if item["resourceType"] == kind],
            }
            for kind, (code, title) in _SECTIONS.items()
            if any(item["resourceType"] == kind for item in said)
        ],
    }
    resources = [composition, *named, *signers, *said]
    bundle: Resource = {
        "resourceType": "Bundle",
        "meta": {"profile": [f"{_IPS}/Bundle-uv-ips"]},
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{_BASE}/{written}')}",
        },
        "type": "document",
        "timestamp": written,
        "entry": [
            {"fullUrl": f"{_BASE}/{item['resourceType']}/{item['id']}", "resource": item}
            for item in resources
        ],
    }
    return _encoder.encode(bundle)


def health_link(noise: random.Random) -> bytes:
    """A SMART Health Link as a viewer's address; its server is nowhere, as links that were forgotten are."""
    payload = {
        "url": "https://links.example/manifests/joana",
        "key": base64.urlsafe_b64encode(noise.randbytes(32)).rstrip(b"=").decode(),
        "flag": "P",
        "label": "Resum del pacient",
        "v": 1,
    }
    link = base64.urlsafe_b64encode(msgspec.json.encode(payload)).rstrip(b"=").decode()
    return f"https://viewer.example/#shlink:/{link}\n".encode()


def letter(now: Calendar) -> bytes:
    """A letter of one page (PDF 1.4), in a typeface that every viewer has."""
    lines = (
        "GP Llevant",
        "",
        f"Barcelona, {now.today.isoformat()}",
        "",
        "Benvolguda col\u00b7lega,",
        "",
        "La Sra. Joana Soler Vila, nascuda el 14/03/1935, viatja a Edimburg a veure la seva n\u00e9ta.",
        "Li adjunto el resum del pacient i les dades del seu sensor de glucosa.",
        "",
        "Cordialment,",
        "Dra. Anna Roca",
    )
    shown = b"".join(
        b"("
        + line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        + b") '\n"
        for line in lines
    )
    page = b"BT /F1 11 Tf 16 TL 60 780 Td\n" + shown + b"ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
        % _A4,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    written = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, len(written))
    )


def picture() -> bytes:
    """A photograph's stand-in (PNG): a graze with its scale of a centimetre a mark."""
    width, height = 320, 240
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += _pixel(x, y, height)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in parts)


def _pixel(x: int, y: int, height: int) -> bytes:
    if y > height - 18:
        return b"\x20\x20\x20" if x % 40 < 2 or y == height - 17 else b"\xff\xff\xff"
    depth = ((x - 160) / 90) ** 2 + ((y - 110) / 55) ** 2
    if depth < 1:
        return bytes((150 + int(60 * depth), 40 + int(70 * depth), 40 + int(60 * depth)))
    return bytes((224, 186 - (x + y) % 7, 162 - (x * 3 + y) % 9))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
