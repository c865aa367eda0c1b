"""An EHR's launch: which patient the EHR has open, told by its own provider (SMART App Launch 2.2)."""

from __future__ import annotations

import re
import time
import webbrowser
from collections.abc import Callable, Iterable
from typing import Final

import requests

from serums_desktop.domain.errors import NotOpened, OpeningFault
from serums_desktop.domain.opening import EhrLaunch
from serums_desktop.identity.authorisation_code import LONGEST_SIGN_IN_S, AuthorisationCode
from serums_desktop.identity.dpop import ProofKey, Proofs
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.work.cancel import CancelToken

SCOPE: Final = "launch openid fhirUser"
CAPABILITY: Final = "launch-ehr"
# FHIR R4, datatype id.
_FHIR_ID: Final = re.compile(r"[A-Za-z0-9.-]{1,64}")


class SmartLaunch:
    """Turns a launch into a source and its id of the patient. Safe from any thread.

    Only a configured source can launch, so that no program on this workstation makes it talk to another
    server. The tokens of a launch are dropped: reading has its own, for its own purposes.
    """

    def __init__(
        self,
        http: requests.Session,
        sources: Iterable[ProtectedSource],
        open_browser: Callable[[str], bool] = webbrowser.open,
        *,
        now_s: Callable[[], float] = time.time,
        timeout_s: float = LONGEST_SIGN_IN_S,
    ) -> None:
        self._http = http
        self._sources = {one.fhir_base.rstrip("/"): one for one in sources}
        self._open_browser = open_browser
        self._now_s = now_s
        self._timeout_s = timeout_s

    def __call__(self, request: EhrLaunch, staff_id: str, cancel: CancelToken) -> tuple[str, str]:
        """The source's id and its id of the patient, for the person who is signed in here.

        Raises NotOpened(UNKNOWN_ISSUER), NotOpened(NOT_OFFERED) and NotOpened(NO_PATIENT); what
        `AuthorisationCode.ask` raises; SignInRefused("other_person") where the EHR has somebody else signed
        in.
        """
        source = self._sources.get(request.iss.rstrip("/"))
        if source is None:
            raise NotOpened(OpeningFault.UNKNOWN_ISSUER)
        ehr = AuthorisationCode(
            self._http, source, self._open_browser, now_s=self._now_s, timeout_s=self._timeout_s
        )
        offered = ehr.discover()
        if not offered.authorization_endpoint or CAPABILITY not in offered.capabilities or not request.launch:
            raise NotOpened(OpeningFault.NOT_OFFERED)
        key = ProofKey()
        try:
            binds = offered.offers_dpop and source.dpop != "never"
            proofs = Proofs(key, self._now_s) if binds else None
            grant = ehr.ask(SCOPE, cancel, launch=request.launch, proofs=proofs)
        finally:
            key.forget()
        if grant.claims["sub"] != staff_id:
            raise ehr.refused("other_person")
        patient_id = grant.answer.patient or ""
        if not _FHIR_ID.fullmatch(patient_id):
            raise NotOpened(OpeningFault.NO_PATIENT)
        return source.source_id, patient_id
