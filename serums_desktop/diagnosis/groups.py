"""Which checks there are, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Final

from serums_desktop.diagnosis import (
    card,
    card_software,
    configuration_file,
    keyring_way,
    private_files,
    proxy,
    sources,
    trust_files,
    workstation,
)
from serums_desktop.diagnosis.apart import Apart
from serums_desktop.diagnosis.examination import Check, Ground, Unfit, examine, skipped
from serums_desktop.domain.diagnosis import Finding

_CONFIGURED: Final = (configuration_file.CHECK,)

WORKSTATION: Final = (
    Check(configuration_file.CHECK, configuration_file.look),
    Check(private_files.CHECK, private_files.look),
    Check(private_files.TRUSTED, private_files.look_at_trusted, _CONFIGURED),
    Check(workstation.CORE_DUMPS, workstation.look_at_core_dumps),
    Check(workstation.KEY_LOG, workstation.look_at_key_log),
    Check(workstation.KEEPER, workstation.look_at_keeper),
    Check(trust_files.TLS_ANCHORS, trust_files.look_at_tls_anchors, _CONFIGURED),
    Check(trust_files.CARD_ANCHORS, trust_files.look_at_card_anchors, _CONFIGURED),
    Check(trust_files.REVOCATION_LISTS, trust_files.look_at_revocation_lists, _CONFIGURED),
)

CARD: Final = (
    Check(card_software.CHECK, card_software.look, _CONFIGURED),
    Check(card.READER, card.look_at_reader, (card_software.CHECK,)),
    Check(card.CARD, card.look_at_card, (card.READER,)),
    Check(
        card.CERTIFICATES,
        card.look_at_certificates,
        (card.CARD, trust_files.CARD_ANCHORS, trust_files.REVOCATION_LISTS),
    ),
    Check(card.PIN, card.look_at_pin, (card.CARD,)),
)

KEYRING: Final = (
    Check(keyring_way.ACCOUNT, keyring_way.look_at_account, _CONFIGURED),
    Check(keyring_way.KEYRING, keyring_way.look_at_keyring, _CONFIGURED),
    Check(keyring_way.PORT, keyring_way.look_at_port, _CONFIGURED),
    Check(keyring_way.ENROLMENTS, keyring_way.look_at_enrolments),
)

NETWORK: Final = (
    Check(proxy.ENVIRONMENT, proxy.look_at_environment, _CONFIGURED),
    Check(proxy.CHECK, proxy.look, (*_CONFIGURED, trust_files.TLS_ANCHORS)),
    Check(sources.CHECK, sources.look, (proxy.CHECK,), sources.GIVES),
)

# Other people's software, and waiting for other machines: each in a process of its own, with a limit in s.
APART: Final = ((CARD, 30.0), (KEYRING, 20.0), (NETWORK, 60.0))
EVERY: Final = (*WORKSTATION, *CARD, *KEYRING, *NETWORK)


def examine_workstation(ground: Ground, command: Sequence[str], *, network: bool) -> Iterator[Finding]:
    """All checks. `command` starts this program for some of them: see `Apart`."""
    unfit = Unfit()
    yield from examine(WORKSTATION, ground, unfit)
    with ExitStack() as stack:
        asked = [
            stack.enter_context(Apart(command, checks, unfit, timeout_s))
            for checks, timeout_s in APART
            if network or checks is not NETWORK
        ]
        for apart in asked:
            yield from apart.findings()
    if not network:
        for check in NETWORK:
            for name in check.names:
                yield skipped(name, "network-not-asked")
