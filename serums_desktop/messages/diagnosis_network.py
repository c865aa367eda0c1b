"""Sentences about the way out, sources, their certificates and providers, and the clock."""

from __future__ import annotations

from serums_desktop.messages.translation import translate

Sentences = dict[str, tuple[str, str]]


def network_sentences(check: str) -> Sentences:
    """What each code of a check means, and the cure."""
    match check:
        case "proxy" | "proxy-variables":
            return _proxy()
        case "sources":
            return _network()
        case "connection":
            return _connection()
        case "tls":
            return _tls()
        case "issuer":
            return _issuer()
        case "clock":
            return _clock()
        case _:
            return {}


def _proxy() -> Sentences:
    correct = translate("diagnosis", "Correct network.proxy in the configuration, or start the proxy.")
    return {
        "none": (translate("diagnosis", "No variable names a proxy."), ""),
        "configured-instead": (
            translate("diagnosis", "Variables name a proxy; the configured one is used."),
            "",
        ),
        "ignored": (
            translate(
                "diagnosis", "The environment names a proxy ({names}), which this program does not heed."
            ),
            translate(
                "diagnosis", "Where a proxy is needed, name it under network.proxy in the configuration."
            ),
        ),
        "direct": (translate("diagnosis", "Sources are reached without a proxy."), ""),
        "answers": (translate("diagnosis", "The proxy {host} answers."), ""),
        "not-an-address": (
            translate("diagnosis", "network.proxy is no address of a proxy."),
            translate("diagnosis", "Write it as http://host:port."),
        ),
        "unknown-name": (translate("diagnosis", "Nobody knows the proxy's name {host}."), correct),
        "refused": (translate("diagnosis", "No proxy listens at {host}:{port}."), correct),
        "silent": (translate("diagnosis", "The proxy {host}:{port} does not answer."), correct),
        "unreachable": (
            translate("diagnosis", "The proxy {host}:{port} cannot be reached from here."),
            correct,
        ),
        "not-a-proxy": (translate("diagnosis", "What listens at {host}:{port} is no HTTP proxy."), correct),
        "asks-authentication": (
            translate("diagnosis", "The proxy {host}:{port} asks for a name and a password."),
            translate("diagnosis", "Have it let this workstation through to the sources without them."),
        ),
    }


def _network() -> Sentences:
    return {
        "hung": (
            translate("diagnosis", "The network gave no answer of any kind within {seconds} s."),
            translate("diagnosis", "Look at the network connection and the name servers."),
        ),
    }


def _connection() -> Sentences:
    firewall = translate("diagnosis", "Look at the network cable or Wi-Fi, then at firewalls on the way.")
    return {
        "reached": (translate("diagnosis", "{title}: {host} is reached."), ""),
        "unknown-name": (
            translate("diagnosis", "{title}: nobody knows the name {host}."),
            translate("diagnosis", "Look at the network connection, the name servers, and fhir_base."),
        ),
        "refused": (
            translate("diagnosis", "{title}: {host} answers, and nothing listens at port {port}."),
            translate("diagnosis", "Ask the source's operators whether it runs; compare fhir_base."),
        ),
        "silent": (translate("diagnosis", "{title}: {host} did not answer in time."), firewall),
        "unreachable": (translate("diagnosis", "{title}: there is no way to {host} from here."), firewall),
        "refused-by-proxy": (
            translate("diagnosis", "{title}: the proxy does not open a way to {host} (status {status})."),
            translate("diagnosis", "Have the proxy allow {host}."),
        ),
    }


def _tls() -> Sentences:
    server = translate(
        "diagnosis", "The source's operators have to renew it. There is no switch to do without."
    )
    return {
        "trusted": (translate("diagnosis", "{title}: the certificate is trusted."), ""),
        "ends-soon": (
            translate("diagnosis", "{title}: the server's certificate ends on {until}, in {days} days."),
            translate("diagnosis", "Tell the source's operators."),
        ),
        "expired": (translate("diagnosis", "{title}: the certificate of {host} has expired."), server),
        "not-yet-valid": (
            translate("diagnosis", "{title}: the certificate of {host} is not valid yet."),
            translate(
                "diagnosis", "Look at this workstation's clock first; then tell the source's operators."
            ),
        ),
        "unknown-authority": (
            translate(
                "diagnosis", "{title}: the certificate of {host} is from an authority not trusted here."
            ),
            translate(
                "diagnosis",
                "If the authority is genuine, add it to trust.tls_anchors; a firewall that opens connections "
                "shows itself like this too.",
            ),
        ),
        "other-name": (
            translate("diagnosis", "{title}: the certificate was made out to another name than {host}."),
            translate(
                "diagnosis", "Compare fhir_base with the name in the certificate; else tell the operators."
            ),
        ),
        "unfit-authority": (
            translate("diagnosis", "{title}: a certificate in the chain may not issue others."),
            server,
        ),
        "not-for-servers": (
            translate("diagnosis", "{title}: the certificate of {host} is not meant for servers."),
            server,
        ),
        "weak-key": (
            translate("diagnosis", "{title}: a key in the certificate's chain is too short."),
            server,
        ),
        "weak-signature": (
            translate("diagnosis", "{title}: a signature in the certificate's chain is of a broken kind."),
            server,
        ),
        "not-trusted": (
            translate("diagnosis", "{title}: the certificate of {host} is refused (OpenSSL {verify_code})."),
            server,
        ),
        "not-tls": (
            translate("diagnosis", "{title}: what answers at {host} does not speak TLS."),
            translate("diagnosis", "Compare the port in fhir_base."),
        ),
        "old-version": (
            translate("diagnosis", "{title}: {host} offers only versions of TLS that are no longer safe."),
            server,
        ),
        "asks-certificate": (
            translate("diagnosis", "{title}: {host} asks for a certificate of this workstation."),
            translate("diagnosis", "Ask the source's operators for an entrance that does without."),
        ),
        "handshake-failed": (
            translate("diagnosis", "{title}: no safe connection to {host} came about ({reason})."),
            server,
        ),
        "silent": (
            translate("diagnosis", "{title}: {host} was reached and then said nothing."),
            translate("diagnosis", "Look at firewalls on the way; compare the port in fhir_base."),
        ),
        "cut-off": (
            translate("diagnosis", "{title}: the connection to {host} was cut before it was safe."),
            translate("diagnosis", "Look at firewalls on the way."),
        ),
    }


def _issuer() -> Sentences:
    operators = translate(
        "diagnosis", "The source's operators have to change that; until then nobody signs in there."
    )
    compare = translate("diagnosis", "Compare fhir_base with what the source's operators gave you.")
    return {
        "fit": (translate("diagnosis", "{title}: {issuer} offers what signing in needs."), ""),
        "data-lake": (
            translate("diagnosis", "{title}: a data lake; people sign in there with a name and a password."),
            "",
        ),
        "no-data-lake": (
            translate("diagnosis", "{title}: no data lake answers there (status {status})."),
            translate("diagnosis", "Compare data_lake.base with what the source's operators gave you."),
        ),
        "silent": (
            translate("diagnosis", "{title}: the server took the question and did not answer."),
            operators,
        ),
        "cut-off": (translate("diagnosis", "{title}: the server broke off in its answer."), operators),
        "no-discovery": (
            translate("diagnosis", "{title}: the server does not describe how to sign in (status {status})."),
            compare,
        ),
        "not-understood": (
            translate("diagnosis", "{title}: the description of how to sign in cannot be understood."),
            compare,
        ),
        "incomplete": (
            translate("diagnosis", "{title}: the description of how to sign in lacks {missing}."),
            operators,
        ),
        "other-issuer": (
            translate("diagnosis", "{title}: the provider calls itself {found}; {expected} is configured."),
            translate(
                "diagnosis", "If the provider was renamed, correct the source's issuer; else sign nobody in."
            ),
        ),
        "foreign-endpoint": (
            translate(
                "diagnosis", "{title}: its {endpoint} is on another server than the source and its issuer."
            ),
            translate("diagnosis", "If that is right, name that server as the source's issuer."),
        ),
        "no-dpop": (
            translate("diagnosis", "{title}: tokens bound to a key are required, and not offered there."),
            translate(
                "diagnosis",
                'Have the operators offer DPoP with ES256, or set the source\'s dpop = "offered".',
            ),
        ),
        "no-browser-sign-in": (
            translate(
                "diagnosis", "{title}: nobody can be enrolled without a card, for it offers no sign-in page."
            ),
            translate(
                "diagnosis",
                "Forbid that way in with keyring.allowed = false, or have the operators offer it.",
            ),
        ),
        "clients-authenticated": (
            translate(
                "diagnosis", "{title}: nobody can be enrolled without a card, for programs have to sign."
            ),
            translate(
                "diagnosis",
                "Forbid that way in with keyring.allowed = false, or have this program made a public one.",
            ),
        ),
        "no-s256": (
            translate("diagnosis", "{title}: its sign-in page does without PKCE with S256."),
            operators,
        ),
        "not-reached": (
            translate("diagnosis", "{title}: its provider at {host} is not reached ({step}: {reason})."),
            translate("diagnosis", "Have firewalls and the proxy allow {host}; look at its certificate."),
        ),
        "no-keys": (
            translate("diagnosis", "{title}: the keys that its tokens are signed with cannot be fetched."),
            operators,
        ),
    }


def _clock() -> Sentences:
    synchronise = translate(
        "diagnosis", "Have it set from the hospital's time server, and see why it was not."
    )
    return {
        "right": (translate("diagnosis", "This workstation's clock agrees with {sources} sources."), ""),
        "nobody-asked": (translate("diagnosis", "Not looked at: no source answered with its time."), ""),
        "ahead": (translate("diagnosis", "This workstation's clock is {seconds} s ahead."), synchronise),
        "behind": (translate("diagnosis", "This workstation's clock is {seconds} s behind."), synchronise),
        "source-differs": (
            translate("diagnosis", "{title}: its clock stands {seconds} s from all others."),
            translate("diagnosis", "Tell the source's operators."),
        ),
    }
