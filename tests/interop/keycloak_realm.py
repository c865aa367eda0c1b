"""A Keycloak realm as a hospital's administrator would set it up, through Keycloak's own administration."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import requests

REALM = "hospital"
_CLIENT_ID = "serums-desktop"
LEVEL = "password"
_HIGHER_LEVEL = "card"
# A path without a port: any port of the loopback interface will do (RFC 8252 §7.3).
_LOOPBACK = "http://127.0.0.1/signed-in"
_SCOPES = ("fhirUser", "user/*.rs")
_TIMEOUT_S = 30.0


class Administrator:
    """Keycloak's administrator, signed in. `origin` is where it listens."""

    def __init__(self, http: requests.Session, origin: str, username: str, password: str) -> None:
        self._http = http
        self._origin = origin
        self._headers = self._signed_in(username, password)
        # A token of the administration lives for a minute otherwise.
        self._ask("PUT", "/master", {"accessTokenLifespan": 3600})
        self._headers = self._signed_in(username, password)

    def make_realm(self) -> None:
        """One whose refresh tokens are good for one use, with our client and the scopes that it asks for."""
        levels = f'{{"{LEVEL}":"1","{_HIGHER_LEVEL}":"2"}}'
        self._ask(
            "POST",
            "",
            {
                "realm": REALM,
                "enabled": True,
                "sslRequired": "all",
                "attributes": {"acr.loa.map": levels},
            },
        )
        self.let_refresh_tokens_be_used(once=True)
        profile = self._ask("GET", f"/{REALM}/users/profile")
        self._ask("PUT", f"/{REALM}/users/profile", {**profile, "unmanagedAttributePolicy": "ADMIN_EDIT"})
        for name in _SCOPES:
            self._make_scope(name)
        self.make_client(_CLIENT_ID)

    def make_client(
        self,
        client_id: str,
        *,
        scopes: tuple[str, ...] = _SCOPES,
        redirect_uri: str = _LOOPBACK,
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """A public native program that signs people in with a code and PKCE, and may ask for these scopes.

        `settings` are attributes in Keycloak's own words.
        """
        self._ask(
            "POST",
            f"/{REALM}/clients",
            {
                "clientId": client_id,
                "protocol": "openid-connect",
                "publicClient": True,
                "standardFlowEnabled": True,
                "directAccessGrantsEnabled": False,
                "redirectUris": [redirect_uri],
                "attributes": {"pkce.code.challenge.method": "S256", **settings},
                "defaultClientScopes": ["basic", "acr", "profile"],
                "optionalClientScopes": ["offline_access", *scopes],
            },
        )

    def make_person(self, username: str, password: str, name: tuple[str, str], role: str) -> str:
        """Somebody who signs in with a password; returns their subject."""
        self._ask(
            "POST",
            f"/{REALM}/users",
            {
                "username": username,
                "enabled": True,
                "firstName": name[0],
                "lastName": name[1],
                "email": f"{username}@hospital.example",
                "emailVerified": True,
                "attributes": {"role": [role]} if role else {},
                "credentials": [{"type": "password", "value": password, "temporary": False}],
            },
        )
        (person,) = self._ask("GET", f"/{REALM}/users?exact=true&username={username}")
        return str(person["id"])

    def dismiss(self, subject: str) -> None:
        """Switch an account off: its person has left the hospital."""
        person = self._ask("GET", f"/{REALM}/users/{subject}")
        self._ask("PUT", f"/{REALM}/users/{subject}", {**person, "enabled": False})

    def let_refresh_tokens_be_used(self, *, once: bool) -> None:
        """Whether a refresh token is good for one use, or for many, as Keycloak has it by itself."""
        self._ask("PUT", f"/{REALM}", {"revokeRefreshToken": once, "refreshTokenMaxReuse": 0})

    def sign_out(self, subject: str) -> None:
        """End what a person's sign-in left with our client to go on with."""
        self._ask("DELETE", f"/{REALM}/users/{subject}/consents/{_CLIENT_ID}")

    def renew_signing_key(self) -> None:
        """Sign with a new key from now on."""
        self._ask(
            "POST",
            f"/{REALM}/components",
            {
                "name": "newer",
                "providerId": "rsa-generated",
                "providerType": "org.keycloak.keys.KeyProvider",
                "config": {"priority": ["200"], "enabled": ["true"], "active": ["true"]},
            },
        )

    def _signed_in(self, username: str, password: str) -> dict[str, str]:
        form = {
            "grant_type": "password",
            "client_id": "admin-cli",
            "username": username,
            "password": password,
        }
        address = f"{self._origin}/realms/master/protocol/openid-connect/token"
        answer = self._http.post(address, data=form, timeout=_TIMEOUT_S)
        answer.raise_for_status()
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def _make_scope(self, name: str) -> None:
        """A scope that is told in the token; whoever may ask who the person is learns their role."""
        role = {
            "name": "role",
            "protocol": "openid-connect",
            "protocolMapper": "oidc-usermodel-attribute-mapper",
            "config": {
                "user.attribute": "role",
                "claim.name": "role",
                "jsonType.label": "String",
                "id.token.claim": "true",
            },
        }
        self._ask(
            "POST",
            f"/{REALM}/client-scopes",
            {
                "name": name,
                "protocol": "openid-connect",
                "attributes": {"include.in.token.scope": "true"},
                "protocolMappers": [role] if name == "fhirUser" else [],
            },
        )

    def _ask(self, method: str, path: str, content: object = None) -> Any:
        """One request below the realms' address; the answer's JSON, None where there is none."""
        address = f"{self._origin}/admin/realms{path}"
        answer = self._http.request(method, address, json=content, headers=self._headers, timeout=_TIMEOUT_S)
        assert answer.ok, (method, path, answer.status_code, answer.text)
        return answer.json() if answer.content else None


def smart_configuration(origin: str, realm: str = REALM) -> dict[str, object]:
    """What a FHIR server that leaves sign-in to this Keycloak says of it (SMART App Launch 2.2)."""
    issuer = f"{origin}/realms/{realm}"
    protocol = f"{issuer}/protocol/openid-connect"
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{protocol}/auth",
        "token_endpoint": f"{protocol}/token",
        "revocation_endpoint": f"{protocol}/revoke",
        "jwks_uri": f"{protocol}/certs",
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["none"],
        "dpop_signing_alg_values_supported": ["ES256"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "capabilities": ["launch-standalone", "client-public", "sso-openid-connect", "permission-offline"],
    }
