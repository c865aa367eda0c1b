"""What a server says it can do."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.sources.fhir.bundles import undecodable

# R4 and R4B: the structs read both. R5 moved elements that look the same and mean something else.
_SUPPORTED = ("4.0.", "4.3.")


class _Named(msgspec.Struct):
    name: str = ""


class _Resource(msgspec.Struct, rename="camel"):
    type: str = ""
    search_param: list[_Named] = []
    operation: list[_Named] = []


class _Rest(msgspec.Struct):
    mode: str = "server"
    resource: list[_Resource] = []


class _Statement(msgspec.Struct, rename="camel"):
    resource_type: str = ""
    fhir_version: str = ""
    rest: list[_Rest] = []


class Capabilities(msgspec.Struct, frozen=True):
    """What matters to a reader. `parameters` has the search parameters of each type that is served.

    It is empty for a server that does not say what it serves. `everything` and `match` are operations on
    patients.
    """

    everything: bool = False
    match: bool = False
    parameters: dict[str, frozenset[str]] = {}


def read_capabilities(body: bytes, source_id: str) -> Capabilities:
    """Read a CapabilityStatement. Raises SourceError: UNSUPPORTED_VERSION, NOT_FHIR, TRUNCATED."""
    try:
        statement = msgspec.json.decode(body, type=_Statement)
    except msgspec.ValidationError as error:
        raise SourceError(source_id, SourceFault.NOT_FHIR, http_status=200) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceError(source_id, undecodable(body, error), http_status=200) from error
    if statement.resource_type != "CapabilityStatement":
        raise SourceError(source_id, SourceFault.NOT_FHIR, http_status=200)
    # "4.0" without its last part is seen in the wild and means the same.
    if not f"{statement.fhir_version}.".startswith(_SUPPORTED):
        raise SourceError(source_id, SourceFault.UNSUPPORTED_VERSION, http_status=200)
    served = [resource for rest in statement.rest if rest.mode == "server" for resource in rest.resource]
    offered = {
        operation.name.lstrip("$")
        for resource in served
        if resource.type == "Patient"
        for operation in resource.operation
    }
    return Capabilities(
        everything="everything" in offered,
        match="match" in offered,
        parameters={
            resource.type: frozenset(parameter.name for parameter in resource.search_param)
            for resource in served
        },
    )
