"""The way out: the configured proxy, and variables of the environment that are not heeded."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from serums_desktop.diagnosis.contact import Failure, Way, reach_proxy
from serums_desktop.diagnosis.examination import Ground, fail, ok, warn
from serums_desktop.domain.diagnosis import Finding
from serums_desktop.work.tls_lines import TlsLine

CHECK: Final = "proxy"
ENVIRONMENT: Final = "proxy-variables"

_VARIABLES: Final = ("https_proxy", "all_proxy")
_LONGEST_WAIT_S: Final = 5.0


def look_at_environment(ground: Ground) -> Iterator[Finding]:
    """Proxies that the environment names: a stray variable may not decide whom a token passes.

    Their values stay out of the findings, for they may hold a password.
    """
    found = sorted(name for name in ground.environment if name.lower() in _VARIABLES)
    if found and not ground.configuration.network.proxy:
        yield warn(ENVIRONMENT, "ignored", names=", ".join(found))
    else:
        yield ok(ENVIRONMENT, "none" if not found else "configured-instead")


def look(ground: Ground) -> Iterator[Finding]:
    """Have the configured proxy open a way to the home source."""
    way = way_out(ground)
    if not way.proxy:
        yield ok(CHECK, "direct")
        return
    try:
        reach_proxy(way, ground.configuration.home.fhir_base)
    except Failure as failure:
        if failure.step == "proxy":
            yield fail(CHECK, failure.code, **failure.facts)
            return
        # The proxy answers; that it does not reach this one source is told of the source.
    yield ok(CHECK, "answers", host=urlsplit(way.proxy).hostname)


def way_out(ground: Ground) -> Way:
    """How this workstation reaches servers. Raises OSError for anchors that cannot be read."""
    configuration = ground.configuration
    trust = ssl.create_default_context(cafile=configuration.trust.tls_anchors)
    trust.sslsocket_class = TlsLine
    return Way(configuration.network.proxy, trust, _LONGEST_WAIT_S)
