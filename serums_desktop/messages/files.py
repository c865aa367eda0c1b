"""Why a file was not taken, in words."""

from __future__ import annotations

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.messages.translation import translate


def file_refusal(error: FileNotTaken) -> str:
    """One or two sentences: what was wrong with the file, and what can be done."""
    if error.reason is FileRefusal.PASSCODE_WRONG and error.tries_left is not None:
        return translate("files", "The passcode was wrong. Tries left: {n}.").format(n=error.tries_left)
    return {
        FileRefusal.UNREADABLE: translate("files", "The file cannot be read from where it is."),
        FileRefusal.TOO_LARGE: translate("files", "The file is larger than this program takes."),
        FileRefusal.UNKNOWN_FORMAT: translate(
            "files", "This is none of the kinds of file that this program reads."
        ),
        FileRefusal.UNSUPPORTED_VERSION: translate(
            "files", "It is written in a version of its standard that this program does not read."
        ),
        FileRefusal.NOT_WHAT_IT_SAYS: translate(
            "files", "It begins like a file that can be read, and goes on as something else or breaks off."
        ),
        FileRefusal.PASSCODE_NEEDED: translate("files", "It opens with a passcode only."),
        FileRefusal.PASSCODE_WRONG: translate("files", "The passcode was wrong."),
        FileRefusal.LINK_EXPIRED: translate("files", "The link has expired. Ask for a new one."),
        FileRefusal.NEEDS_NETWORK: translate(
            "files", "It is a link, and its server did not give what it names."
        ),
        FileRefusal.READER_ENDED: translate(
            "files", "Reading it ended before its end, so nothing of it was taken."
        ),
        FileRefusal.READER_TOO_SLOW: translate(
            "files", "Reading it took too long, so nothing of it was taken."
        ),
        FileRefusal.ANOTHER_PERSON: translate("files", "It is about somebody else."),
        FileRefusal.NOBODY_NAMED: translate("files", "It names nobody."),
    }[error.reason]
