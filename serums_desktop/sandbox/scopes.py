"""SMART App Launch scopes: which of the requested ones are granted, and what a granted one permits."""

from __future__ import annotations

import re

import msgspec

SUPPORTED = ("openid", "fhirUser", "profile", "user/*.rs", "user/AuditEvent.crs")

# SMART App Launch 2.2, "Scopes for requesting FHIR resources"; `.read` and the like are version 1.
_RESOURCE_SCOPE = re.compile(r"(?P<level>user)/(?P<type>\*|[A-Z][A-Za-z]+)\.(?P<verbs>[a-z*]+)")
_VERSION_1_VERBS = {"read": "rs", "write": "cud", "*": "cruds"}


class ResourceScope(msgspec.Struct, frozen=True):
    """Permitted interactions (some of ``c r s``) on one resource type, or on all of them (``*``)."""

    type: str
    verbs: str

    def permits(self, resource_type: str, verb: str) -> bool:
        """Whether this scope covers one interaction on one type."""
        return self.type in {"*", resource_type} and verb in self.verbs

    def __str__(self) -> str:
        return f"user/{self.type}.{self.verbs}"


def granted(requested: list[str]) -> list[str]:
    """The supported subset of the requested scopes, narrowed where a scope asks for too much."""
    kept = [scope for scope in requested if scope in {"openid", "fhirUser", "profile"}]
    kept += [str(scope) for scope in resource_scopes(requested)]
    return list(dict.fromkeys(kept))


def resource_scopes(texts: list[str]) -> tuple[ResourceScope, ...]:
    """Read scopes that name FHIR resources. Staff read anything and create audit events, no more."""
    found = []
    for text in texts:
        scope = _RESOURCE_SCOPE.fullmatch(text)
        if scope is None:
            continue
        asked = _VERSION_1_VERBS.get(scope["verbs"], scope["verbs"])
        allowed = "crs" if scope["type"] == "AuditEvent" else "rs"
        verbs = "".join(verb for verb in allowed if verb in asked)
        if verbs:
            found.append(ResourceScope(scope["type"], verbs))
    return tuple(found)
