import inspect

import pytest

from serums_desktop.domain import errors
from serums_desktop.messages.errors import notice, source_notice


def _examples() -> list[errors.SerumsError]:
    made = {
        errors.CardModuleMissing: errors.CardModuleMissing("module.so"),
        errors.NoUsableCertificate: errors.NoUsableCertificate(errors.CertificateRefusal.EXPIRED),
        errors.WrongPin: errors.WrongPin(errors.TriesHint.LAST),
        errors.SourceError: errors.SourceError("fcrb", errors.SourceFault.TIMEOUT),
        errors.SignInRefused: errors.SignInRefused("fcrb", "invalid_grant"),
        errors.StoreUnreadable: errors.StoreUnreadable("index.db"),
        errors.FormerKey: errors.FormerKey("index.db"),
        errors.FileInUse: errors.FileInUse("index.db"),
        errors.StoreTooNew: errors.StoreTooNew(9, 1),
        errors.ConfigurationError: errors.ConfigurationError("card.module", "unreadable"),
        errors.AccountingBroken: errors.AccountingBroken(5, 4),
        errors.KeyNotReleased: errors.KeyNotReleased(errors.KeyRefusal.OTHER_CARD),
        errors.KeyringUnusable: errors.KeyringUnusable(errors.KeyringRefusal.PLAINTEXT, "keyrings.alt"),
        errors.WeakPassphrase: errors.WeakPassphrase(12),
        errors.BrowserSignInFailed: errors.BrowserSignInFailed("access_denied"),
        errors.EvidenceNotKept: errors.EvidenceNotKept(errors.EvidenceFault.DISK_FULL),
        errors.CapsuleClosed: errors.CapsuleClosed(errors.CapsuleFault.TOO_OLD),
        errors.SharedAccount: errors.SharedAccount("ward12", "policy"),
        errors.OfflineTooLong: errors.OfflineTooLong(0.0),
        errors.NotOpened: errors.NotOpened(errors.OpeningFault.SEVERAL),
        errors.FileNotTaken: errors.FileNotTaken(errors.FileRefusal.UNKNOWN_FORMAT),
        errors.CardFailed: errors.CardFailed("CKR_GENERAL_ERROR"),
    }
    kinds = [
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.SerumsError)
    ]
    return [made[kind] if kind in made else kind() for kind in kinds]


@pytest.mark.parametrize("error", _examples(), ids=lambda error: type(error).__name__)
def test_every_error_has_sentences_without_code_words(error: errors.SerumsError) -> None:
    text = str(notice(error, "FCRB Barcelona"))
    assert text.endswith(".")
    assert not any(word in text for word in ("Error", "Exception", "None", "{", "CKR_", "invalid_grant"))


@pytest.mark.parametrize("why", list(errors.CertificateRefusal))
def test_every_refusal_of_a_certificate_has_its_sentence(why: errors.CertificateRefusal) -> None:
    assert notice(errors.NoUsableCertificate(why)).happened.endswith(".")


@pytest.mark.parametrize("why", list(errors.CapsuleFault))
def test_every_closed_capsule_has_its_sentence(why: errors.CapsuleFault) -> None:
    assert notice(errors.CapsuleClosed(why)).happened.endswith(".")


@pytest.mark.parametrize("why", list(errors.OpeningFault))
def test_every_patient_that_was_not_opened_has_its_sentence(why: errors.OpeningFault) -> None:
    assert notice(errors.NotOpened(why)).happened.endswith(".")


SIGN_IN_CODES = (
    "access_denied",
    "invalid_grant",
    "invalid_client",
    "id_token_expired",
    "id_token_from_future",
    "issuer_mismatch",
    "wrong_audience",
    "bad_signature",
    "state_mismatch",
    "not_signed_in_anew",
    "acr_too_low",
    "other_person",
    "no_pkce",
    "port_in_use",
    "no_browser",
)


def test_every_cause_of_a_refused_sign_in_has_a_sentence_of_its_own() -> None:
    told = [notice(errors.SignInRefused("ustan", code), "St Andrews").happened for code in SIGN_IN_CODES]
    assert len(set(told)) == len(told)
    assert notice(errors.SignInRefused("ustan", "x-unheard-of"), "St Andrews").happened not in told


@pytest.mark.parametrize(("skew_s", "said"), [(420.0, "7 min fast"), (-45.0, "1 min slow")])
def test_a_wrong_clock_explains_a_refusal(skew_s: float, said: str) -> None:
    assert said in notice(errors.SignInRefused("ustan", "invalid_grant", skew_s), "St Andrews").cure


def test_a_clock_that_is_right_explains_nothing() -> None:
    assert "clock" not in str(notice(errors.BrowserSignInFailed("id_token_expired", 2.0), "St Andrews"))


@pytest.mark.parametrize("why", list(errors.KeyringRefusal))
def test_every_refusal_of_a_keyring_has_a_cure(why: errors.KeyringRefusal) -> None:
    told = notice(errors.KeyringUnusable(why, "some.backend"))
    assert told.cure.endswith(".")
    assert "some.backend" not in str(told)


@pytest.mark.parametrize("why", list(errors.KeyRefusal))
def test_every_refusal_of_a_key_says_what_became_of_the_copy(why: errors.KeyRefusal) -> None:
    assert "untouched" in notice(errors.KeyNotReleased(why)).kept


@pytest.mark.parametrize(("wait_s", "said"), [(0, "Try again"), (30, "30 s"), (480, "8 min")])
def test_a_wrong_passphrase_says_how_long_to_wait(wait_s: float, said: str) -> None:
    assert said in notice(errors.WrongPassphrase(wait_s)).cure


@pytest.mark.parametrize("kind", list(errors.SourceFault))
def test_every_fault_of_a_source_names_the_source_what_stays_and_a_cure(kind: errors.SourceFault) -> None:
    told = source_notice(kind, "FCRB Barcelona", kept=12)
    assert "FCRB Barcelona" in told.happened
    assert "12 entries" in told.kept
    assert told.cure


def test_a_number_of_tries_is_told_only_where_the_card_tells_one() -> None:
    assert "2 tries left" in notice(errors.WrongPin(errors.TriesHint.FEW, 2)).cure
    assert not any(char.isdigit() for char in notice(errors.WrongPin(errors.TriesHint.FEW)).cure)


def test_a_failure_nobody_foresaw_shows_none_of_its_text() -> None:
    assert "SOLER" not in str(notice(ValueError("SOLER VILA")))
