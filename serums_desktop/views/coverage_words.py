"""Who has not answered, or how old each copy is, in one line."""

from __future__ import annotations

from serums_desktop.domain.coverage import Coverage, SourceState
from serums_desktop.views.dates import moment_text
from serums_desktop.views.words import capsule_text, translate


def others_text(coverage: Coverage, now_s: float) -> str:
    """What became of every source that did not answer in full, in one line."""
    said = []
    for source in coverage.sources:
        copy = moment_text(source.as_of_s, now_s) if source.as_of_s is not None else ""
        match source.state:
            case SourceState.ANSWERED | SourceState.ADDED:
                continue
            case SourceState.ASKING:
                words = translate("Safety", "{source} is still being asked")
            case SourceState.PARTIAL:
                words = translate("Safety", "{source} answered in part")
            case SourceState.FAILED:
                words = translate("Safety", "{source} failed")
            case SourceState.NOT_ASKED:
                words = translate("Safety", "{source} was not asked")
        words = words.format(source=source.title)
        if copy and source.from_capsule:
            words = translate("Safety", "{said} ({copy})").format(said=words, copy=capsule_text(copy))
        elif copy:
            words = translate("Safety", "{said} (copy of {at})").format(said=words, at=copy)
        said.append(words)
    return "; ".join(said) + "." if said else ""


def copies_text(coverage: Coverage, now_s: float) -> str:
    """When each source's copy was received, in one line."""
    said = []
    for source in coverage.sources:
        if source.as_of_s is None:
            words = translate("Safety", "{source} has no copy here")
            said.append(words.format(source=source.title))
            continue
        at = moment_text(source.as_of_s, now_s)
        if source.from_capsule:
            words = translate("Safety", "{source} {copy}")
            said.append(words.format(source=source.title, copy=capsule_text(at)))
        else:
            words = translate("Safety", "{source} of {at}")
            said.append(words.format(source=source.title, at=at))
    return "; ".join(said) + "." if said else ""
