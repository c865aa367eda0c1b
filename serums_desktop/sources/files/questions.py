"""What is asked of the process that parses, and what it answers, as MessagePack."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.errors import FileRefusal
from serums_desktop.domain.files import FileGlance
from serums_desktop.domain.received import Received
from serums_desktop.sources.files.letter_questions import LetterQuestion


class Question(msgspec.Struct, frozen=True, tag="file"):
    """What a file is or, with a patient's id, what it says of them.

    `content` stands in for a file that is nowhere on this computer, such as what a SMART Health Link led to.
    """

    source_id: str
    name: str
    patient_id: str | None = None
    content: bytes | None = None


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """One of three: what the file is, some of what it says, or why it was not taken."""

    glance: FileGlance | None = None
    page: list[Received] | None = None
    refusal: FileRefusal | None = None


encode = msgspec.msgpack.Encoder().encode
question = msgspec.msgpack.Decoder(Question | LetterQuestion).decode
answer = msgspec.msgpack.Decoder(Answer).decode
