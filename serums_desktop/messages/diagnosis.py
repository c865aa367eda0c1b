"""What a check of the workstation found, and its cure, in sentences for the helpdesk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from serums_desktop.domain.diagnosis import Finding, Verdict
from serums_desktop.messages.diagnosis_card import card_sentences
from serums_desktop.messages.diagnosis_network import network_sentences
from serums_desktop.messages.diagnosis_workstation import workstation_sentences
from serums_desktop.messages.notices import Notice
from serums_desktop.messages.translation import translate

# Stands where a finding does not give what its sentence tells.
MISSING: Final = "[…]"


def words(finding: Finding) -> Notice:
    """What was found, and what to do about it. A code that nobody foresaw is shown as it is."""
    known = {
        **_of_any_check(),
        **workstation_sentences(finding.check),
        **card_sentences(finding),
        **network_sentences(finding.check),
    }
    said, cure = known.get(finding.code, (translate("diagnosis", "This was found: {code}."), ""))
    if finding.verdict is Verdict.OK:
        cure = ""
    facts = _Facts({**finding.facts, "code": finding.code})
    return Notice(said.format_map(facts), cure=cure.format_map(facts))


def cure_line(cure: str) -> str:
    """A cure as a line of its own."""
    return translate("diagnosis", "Cure: {cure}").format(cure=cure)


def verdict_word(verdict: Verdict) -> str:
    """The verdict as a short word."""
    return {
        Verdict.OK: translate("diagnosis", "ok"),
        Verdict.WARN: translate("diagnosis", "warn"),
        Verdict.FAIL: translate("diagnosis", "fail"),
        Verdict.SKIPPED: translate("diagnosis", "skipped"),
    }[verdict]


def count_words(verdicts: Sequence[Verdict]) -> str:
    """How many checks failed, how many want a look, how many were not made."""
    return translate("diagnosis", "Failed: {failed}. To look at: {warned}. Skipped: {skipped}.").format(
        failed=verdicts.count(Verdict.FAIL),
        warned=verdicts.count(Verdict.WARN),
        skipped=verdicts.count(Verdict.SKIPPED),
    )


class _Facts(dict[str, str]):
    """What a sentence is filled in with: a fact that is missing must not cost the sentence."""

    def __missing__(self, name: str) -> str:
        return MISSING


def _of_any_check() -> dict[str, tuple[str, str]]:
    return {
        "ground-failed": (translate("diagnosis", "Not looked at: {ground} has to be cured first."), ""),
        "network-not-asked": (translate("diagnosis", "Not looked at: the network was left out."), ""),
        "check-broke": (
            translate("diagnosis", "The check itself failed ({error} at {place})."),
            translate("diagnosis", "Tell the makers of this program what stands in brackets."),
        ),
        "not-looked": (
            translate("diagnosis", "The check could not be made (code {answer})."),
            translate("diagnosis", "Install this program again; if that does not help, tell its makers."),
        ),
        "crashed": (
            translate("diagnosis", "The software that was asked ended the process (code {answer})."),
            translate("diagnosis", "Install another version of it; its maker has to mend this one."),
        ),
        "hung": (
            translate("diagnosis", "The software that was asked did not answer within {seconds} s."),
            translate("diagnosis", "Restart the computer; if it hangs again, install another version of it."),
        ),
    }
