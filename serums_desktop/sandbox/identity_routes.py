"""The OpenID provider of one origin over HTTP."""

from __future__ import annotations

import asyncio
import math
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from serums_desktop.sandbox.accounts import TooManyTries
from serums_desktop.sandbox.authorisation_code import RedirectedRefusal, UntrustedRequest
from serums_desktop.sandbox.bodies import form_of
from serums_desktop.sandbox.browser_sign_in import BrowserSignIn
from serums_desktop.sandbox.oauth import OAuthRefusal
from serums_desktop.sandbox.provider import Provider
from serums_desktop.sandbox.sign_in_page import refusal_page, sign_in_page

# RFC 6749 §5.1: neither a token nor a refusal may be kept by a cache.
_UNKEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_OVER = "This sign-in waited too long, or was used already."


class IdentityRoutes:
    """The routes of a provider; those in the browser where it has them. `title` is the source's name."""

    def __init__(self, provider: Provider, title: str) -> None:
        self._provider = provider
        self._title = title

    def routes(self) -> list[Route]:
        """The routes of this origin's provider."""
        routes = [
            Route("/.well-known/openid-configuration", self._discovery),
            Route("/fhir/.well-known/smart-configuration", self._discovery),
            Route("/jwks", self._key_set),
            Route("/token", self._token, methods=["POST"]),
        ]
        browser = self._provider.browser
        if browser is not None:
            pages = SignInPages(browser, self._title)
            routes += [
                Route("/authorize", pages.ask, methods=["GET"]),
                Route("/authorize", pages.answer, methods=["POST"]),
                Route("/revoke", self._revoke, methods=["POST"]),
            ]
        return routes

    async def _discovery(self, _request: Request) -> Response:
        return JSONResponse(self._provider.discovery())

    async def _key_set(self, _request: Request) -> Response:
        return JSONResponse(self._provider.tokens.key_set())

    async def _token(self, request: Request) -> Response:
        try:
            form = await _single_fields(request)
            return JSONResponse(self._provider.grant(form, request.headers.getlist("dpop")), headers=_UNKEPT)
        except OAuthRefusal as refusal:
            return _refused(refusal)

    async def _revoke(self, request: Request) -> Response:
        browser = self._provider.browser
        try:
            form = await _single_fields(request)
            if browser is None or "token" not in form:
                raise OAuthRefusal("invalid_request", "token is missing")
        except OAuthRefusal as refusal:
            return _refused(refusal)
        browser.revoke(form)
        return Response(headers=_UNKEPT)


class SignInPages:
    """Signing in with name and password, in a browser. Nobody is remembered from one time to the next.

    Whom the EHR's launch knows is sent on without a page.
    """

    def __init__(self, browser: BrowserSignIn, title: str) -> None:
        self._browser = browser
        self._title = title

    async def ask(self, request: Request) -> Response:
        """GET /authorize: the sign-in page, or what is wrong with the request."""
        parameters = parse_qsl(request.url.query, keep_blank_values=True)
        try:
            name = self._browser.codes.begin(parameters)
        except UntrustedRequest as refusal:
            return refusal_page(self._title, refusal.problem)
        except RedirectedRefusal as refusal:
            return _redirect(refusal.location)
        location = self._browser.codes.launched(name)
        return self._page(name) if location is None else _redirect(location)

    async def answer(self, request: Request) -> Response:
        """POST /authorize: on to the program with a code, or the page again."""
        try:
            form = await _single_fields(request)
        except OAuthRefusal:
            return refusal_page(self._title, _OVER)
        name, username = form.get("request", ""), form.get("username", "")
        accounts = self._browser.accounts
        if accounts is None or self._browser.codes.waiting(name) is None:
            return refusal_page(self._title, _OVER)
        try:
            # A password digest takes its time: other people's requests go on meanwhile.
            staff = await asyncio.to_thread(accounts.signed_in, username, form.get("password", ""))
        except TooManyTries as refusal:
            wait_s = math.ceil(refusal.wait_s)
            return self._page(name, f"Too many tries. Wait {wait_s} seconds, then try again.", username)
        if staff is None:
            return self._page(name, "User name or password is not right.", username)
        location = self._browser.codes.signed_in(name, staff)
        return refusal_page(self._title, _OVER) if location is None else _redirect(location)

    def _page(self, name: str, problem: str = "", username: str = "") -> Response:
        waiting = self._browser.codes.waiting(name)
        if waiting is None:
            return refusal_page(self._title, _OVER)
        return sign_in_page(self._title, name, waiting.redirect_uri, problem=problem, username=username)


async def _single_fields(request: Request) -> dict[str, str]:
    """The fields of a form, none of them twice (RFC 6749 §3.2). Raises `OAuthRefusal`."""
    try:
        fields = await form_of(request)
    except ValueError as error:
        raise OAuthRefusal("invalid_request", "the form cannot be read") from error
    if len({name for name, _ in fields}) != len(fields):
        raise OAuthRefusal("invalid_request", "a field is there twice")
    return dict(fields)


def _refused(refusal: OAuthRefusal) -> Response:
    problem = {"error": refusal.code, "error_description": refusal.description}
    return JSONResponse(problem, 401 if refusal.code == "invalid_client" else 400, headers=_UNKEPT)


def _redirect(location: str) -> Response:
    return RedirectResponse(location, 303, {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
