"""The control lines for how a provider behaves, each with one value after the source's id.

``dpop SOURCE offered|required|off``; ``dpop-nonce SOURCE on|off`` (on again: none given so far is taken);
``purpose SOURCE iua|scope|swiss-epr``; ``acr SOURCE VALUE`` (``earned``: what the sign-in reached);
``client-auth SOURCE none|private_key_jwt``; ``redirect SOURCE any|PORT``; ``clock SOURCE SECONDS`` (how far
its clock is ahead of this machine's).
"""

from __future__ import annotations

import math
from typing import Any

import msgspec

from serums_desktop.sandbox.identity_faults import IdentityFault
from serums_desktop.sandbox.identity_habits import ClientAuthentication, DpopPolicy
from serums_desktop.sandbox.provider import Provider
from serums_desktop.sandbox.purpose_dialects import PurposeDialect


def set_identity(provider: Provider, command: str, value: str) -> bool:
    """Do one of these commands; False where it is none of them, or has no such value."""
    try:
        match command:
            case "dpop":
                _set(provider, dpop=DpopPolicy(value))
            case "dpop-nonce" if value in {"on", "off"}:
                provider.proofs.at_tokens.begin_anew()
                provider.proofs.at_records.begin_anew()
                _set(provider, wants_nonce=value == "on")
            case "purpose":
                _set(provider, purpose=PurposeDialect(value))
            case "acr":
                _set(provider, acr="" if value == "earned" else value)
            case "client-auth":
                _set(provider, client_authentication=ClientAuthentication(value))
            case "redirect":
                _set(provider, redirect_port=0 if value == "any" else _port(value))
            case "clock":
                provider.circumstances.clock.ahead_s = _finite(value)
            case _:
                return False
    except ValueError:
        return False
    return True


def set_identity_fault(provider: Provider, kind: str) -> bool:
    """Have a fault of the identity, or end it by naming none; False where `kind` is not one of its faults."""
    try:
        fault = IdentityFault(kind)
    except ValueError:
        _set(provider, fault=None)
        return False
    _set(provider, fault=fault)
    return True


def _set(provider: Provider, **habits: Any) -> None:
    provider.circumstances.habits = msgspec.structs.replace(provider.circumstances.habits, **habits)


def _port(text: str) -> int:
    port = int(text)
    if not 1 <= port <= 65_535:
        raise ValueError(text)
    return port


def _finite(text: str) -> float:
    seconds = float(text)
    if not math.isfinite(seconds):
        raise ValueError(text)
    return seconds
