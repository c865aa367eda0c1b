"""What fills the downtime capsule, wired: the workstation's own tokens, the sources, the evidence keeper.

A part of the composition root, apart from the window's: nobody is signed in, and a timer starts it.
"""

from __future__ import annotations

import contextlib

import requests

from serums_desktop.audit import keeper_keys
from serums_desktop.audit.transport import HttpsTransport
from serums_desktop.audit.workstation_token import SUMMARY_SCOPE, WorkstationAccess, WorkstationToken
from serums_desktop.host.clock import SystemClock
from serums_desktop.host.configuration import Configuration
from serums_desktop.host.profile import Profile
from serums_desktop.services.fill_capsule import CapsuleKeeper, FillCapsule, Filled
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.work.cancel import CancelToken


def fill(profile: Profile, configuration: Configuration, keeper: CapsuleKeeper) -> Filled:
    """Fill the capsule of the workstation's ward.

    Raises SourceError, SignInRefused, CapsuleClosed, EvidenceNotKept: then the old one stays.
    """
    clock = SystemClock()
    key = keeper_keys.load_or_create(profile.evidence).workstation
    servers, anchors = configuration.fhir_servers, configuration.trust.tls_anchors
    with contextlib.ExitStack() as stack:
        tokens = {}
        for source in servers:
            transport = HttpsTransport(source.id, anchors, source.timeout_s)
            stack.callback(transport.close)
            tokens[source.id] = WorkstationToken(
                source_id=source.id,
                fhir_base=source.fhir_base,
                client_id=configuration.workstation.name,
                key=key,
                transport=transport,
                now_s=clock.now_s,
                elapsed_s=clock.elapsed_s,
                scope=SUMMARY_SCOPE,
            )
        access = WorkstationAccess(tokens)
        sources = {
            source.id: FhirSource(
                source_id=source.id,
                fhir_base=source.fhir_base,
                http=_http(configuration),
                tokens=access,
                timeout_s=source.timeout_s,
                parallel=source.parallel,
            )
            for source in servers
        }
        for opened in sources.values():
            stack.callback(opened.close)
        return FillCapsule(
            keeper=keeper,
            sources=sources,
            home_id=configuration.home.id,
            ward=configuration.workstation.ward,
            clock=clock,
            cancel=CancelToken(),
        ).run()


def _http(configuration: Configuration) -> requests.Session:
    """An HTTPS session that trusts the configuration's anchors and nothing from the environment."""
    session = requests.Session()
    session.trust_env = False
    session.verify = str(configuration.trust.tls_anchors)
    if configuration.network.proxy:
        session.proxies = {"https": configuration.network.proxy}
    return session
