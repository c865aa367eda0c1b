"""Refused sign-ins, answers that cannot be believed, and what was not opened, in sentences."""

from __future__ import annotations

from serums_desktop.domain import errors as e
from serums_desktop.messages.notices import Notice
from serums_desktop.messages.translation import translate

# Cured by beginning anew in the browser.
_OF_ANOTHER_SIGN_IN = {
    "not_signed_in_anew",
    "state_mismatch",
    "nonce_mismatch",
    "no_code",
    "other_person",
    "invalid_grant",
}
# Below this a clock explains nothing (OpenID Connect Core 1.0, section 3.1.3.7: a small leeway).
_NOTICEABLE_SKEW_S = 30.0


def sign_in_notice(error: e.SignInRefused | e.BrowserSignInFailed, source_title: str) -> Notice:
    """The sentences for a sign-in that a provider refused, or whose answer was refused here."""
    by_browser = isinstance(error, e.BrowserSignInFailed)
    return Notice(
        _happened(error.code, source_title, by_browser=by_browser),
        translate("errors", "Nothing was opened.")
        if by_browser
        else translate("errors", "Nothing was opened there."),
        _clock(error.skew_s) or _cure(error.code, by_browser=by_browser),
    )


def _happened(code: str, source: str, *, by_browser: bool) -> str:
    weaker = translate("errors", "{source} offers a sign-in that is weaker than is needed here.")
    another = translate("errors", "The browser brought the answer to another sign-in than this one.")
    no_port = translate("errors", "Another program holds the port that the browser answers to.")
    unproved = translate("errors", "{source} did not accept this program's proof.")
    unheard = translate("errors", "{source} and this program do not understand each other.")
    sentences = {
        "access_denied": translate("errors", "{source} does not let you in."),
        "invalid_grant": another
        if by_browser
        else translate("errors", "{source} no longer accepts your sign-in."),
        "unauthorized_client": translate("errors", "{source} no longer accepts your sign-in."),
        "invalid_client": translate("errors", "{source} does not know this program."),
        "id_token_expired": translate("errors", "{source} sent a sign-in that is already over."),
        "id_token_from_future": translate("errors", "{source} sent a sign-in from the future."),
        "wrong_issuer": translate("errors", "The sign-in came from another provider than {source}."),
        "issuer_mismatch": translate("errors", "The sign-in came from another provider than {source}."),
        "wrong_audience": translate("errors", "{source} sent a sign-in that is meant for another program."),
        "bad_signature": translate("errors", "The sign-in that came is not signed by {source}."),
        "unsupported_algorithm": translate(
            "errors", "{source} signs a sign-in in a way that is not known here."
        ),
        "invalid_id_token": translate("errors", "{source} sent a sign-in that cannot be read."),
        "purpose_not_granted": translate("errors", "{source} did not grant emergency access."),
        "timeout": translate("errors", "Nobody signed in in the browser in time."),
        "unsupported": translate("errors", "{source} offers no sign-in in a browser."),
        "no_refresh_token": translate("errors", "{source} does not keep sign-ins, which a passphrase needs."),
        "invalid_dpop_proof": unproved,
        "use_dpop_nonce": unproved,
        "invalid_scope": unheard,
        "invalid_request": unheard,
        "invalid_target": unheard,
        "unsupported_grant_type": unheard,
        "nonce_mismatch": another,
        "state_mismatch": another,
        "no_code": another,
        "not_signed_in_anew": translate("errors", "{source} used an earlier sign-in instead of asking you."),
        "acr_too_low": translate("errors", "{source} signed you in less surely than is needed here."),
        "other_person": translate("errors", "{source} signed in somebody else."),
        "no_pkce": weaker,
        "dpop_not_offered": weaker,
        "dpop_not_bound": weaker,
        "invalid_token_type": weaker,
        "port_in_use": no_port,
        "no_listener": no_port,
        "no_browser": translate("errors", "No browser could be opened."),
    }
    if code in sentences:
        said = sentences[code]
    elif by_browser:
        said = translate("errors", "The sign-in in the browser did not come to its end.")
    else:
        said = translate("errors", "{source} refused your sign-in.")
    return said.format(source=source)


def _cure(code: str, *, by_browser: bool) -> str:
    match code:
        case "access_denied" | "invalid_grant" | "unauthorized_client" if not by_browser:
            return translate(
                "errors", "Ask the helpdesk whether your staff account is active at this source."
            )
        case "acr_too_low":
            return translate("errors", "Sign in there with your card or second factor.")
        case "port_in_use" | "no_listener":
            return translate("errors", "Close the other program, or restart this computer.")
        case _ if by_browser and code in _OF_ANOTHER_SIGN_IN:
            return translate("errors", "Close the browser and sign in again.")
        case _ if by_browser:
            return translate("errors", "Try again; if it fails again, use a card and tell the helpdesk.")
        case _:
            return translate("errors", "Tell IT; the telephone is the way until then.")


def _clock(skew_s: float | None) -> str:
    """What a wrong clock explains, nothing where it is right or unknown."""
    if skew_s is None or abs(skew_s) < _NOTICEABLE_SKEW_S:
        return ""
    minutes = max(1, round(abs(skew_s) / 60))
    if skew_s > 0:
        said = translate("errors", "This computer's clock is {n} min fast: IT can set it right.")
    else:
        said = translate("errors", "This computer's clock is {n} min slow: IT can set it right.")
    return said.format(n=minutes)


def opening_notice(error: e.OfflineTooLong | e.NotOpened | e.NoWindow) -> Notice:
    """The sentences for copies that have been offline too long, and for a patient that was not opened."""
    match error:
        case e.OfflineTooLong(clock_went_back=True):
            return Notice(
                translate("errors", "This computer's clock stands before your last sign-in."),
                translate("errors", "The copies kept here stay as they are, and shut."),
                translate("errors", "IT can set the clock; with the network back they open again."),
            )
        case e.OfflineTooLong():
            return Notice(
                translate("errors", "It is too long since your sign-in was last confirmed."),
                translate("errors", "The copies kept here stay as they are, and shut."),
                translate("errors", "They open again with the network; the telephone is the way until then."),
            )
        case e.NotOpened():
            return Notice(
                _not_opened(error.reason), cure=translate("errors", "Look for the patient here by hand.")
            )
        case _:
            return Notice(
                translate("errors", "Serums Desktop is not running."),
                cure=translate("errors", "Start it and sign in."),
            )


def _not_opened(reason: e.OpeningFault) -> str:
    return {
        e.OpeningFault.UNKNOWN_ISSUER: translate(
            "errors", "The program that asked belongs to a source that is not used here."
        ),
        e.OpeningFault.NOT_OFFERED: translate(
            "errors", "The source of the program that asked does not offer this way of opening."
        ),
        e.OpeningFault.NO_PATIENT: translate("errors", "The program that asked did not say which patient."),
        e.OpeningFault.NOT_FOUND: translate(
            "errors", "No source that answered knows the patient whom another program named."
        ),
        e.OpeningFault.SEVERAL: translate(
            "errors", "More than one person carries the number that another program named."
        ),
        e.OpeningFault.EXPIRED: translate(
            "errors", "Another program asked for a patient too long ago, so nobody was opened."
        ),
    }[reason]
