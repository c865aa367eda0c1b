"""The pages that the home provider shows in a browser: plain HTML, no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import html

from starlette.responses import HTMLResponse

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #f3f5f7; color: #16202a; }
main { max-width: 22rem; margin: 12vh auto; padding: 2rem; background: #fff; border: 1px solid #c9d1d9;
  border-radius: 8px; }
h1 { font-size: 1.25rem; margin: 0; }
p { margin: .5rem 0 1rem; }
p:last-child { margin: 1.25rem 0 0; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; margin-top: .25rem; padding: .5rem; font: inherit;
  color: inherit; background: transparent; border: 1px solid #6b7785; border-radius: 4px; }
button { width: 100%; margin-top: 1.5rem; padding: .6rem; font: inherit; font-weight: 600; color: #fff;
  background: #0b5cad; border: 0; border-radius: 4px; }
:focus-visible { outline: 3px solid #f0a202; outline-offset: 2px; }
.problem { padding: .5rem .75rem; border-left: 4px solid #b3261e; background: #fbeae9; color: #5c1410; }
.training { color: #56616d; }
@media (prefers-color-scheme: dark) {
  body { background: #10161c; color: #e6edf3; }
  main { background: #18212a; border-color: #38444f; }
  .problem { background: #3b1715; color: #ffd9d5; }
  .training { color: #9aa7b4; }
}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode("utf-8")).digest()).decode("ascii")


def sign_in_page(
    title: str, request_name: str, redirect_uri: str, *, problem: str = "", username: str = ""
) -> HTMLResponse:
    """Ask for user name and password; after a `problem` with the name as it was typed.

    The form posts `request`, `username` and `password` to /authorize. A browser that keeps to the page's
    policy follows the answer to `redirect_uri` alone.
    """
    on_name, on_password = ("", " autofocus") if username else (" autofocus", "")
    notice = f'<p class="problem" role="alert">{html.escape(problem)}</p>' if problem else ""
    content = (
        f"<h1>{html.escape(title)}</h1><p>Sign in to Serums Desktop</p>{notice}"
        '<form method="post" action="/authorize">'
        f'<input type="hidden" name="request" value="{html.escape(request_name)}">'
        '<label for="username">User name</label>'
        f'<input id="username" name="username" value="{html.escape(username)}" autocomplete="username"'
        f' spellcheck="false" required{on_name}>'
        '<label for="password">Password</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password"'
        f" required{on_password}>"
        '<button type="submit">Sign in</button></form>'
        '<p class="training">A model hospital for training: nobody here is real.</p>'
    )
    return _page(title, content, form_action=f"'self' {_origin(redirect_uri)}")


def refusal_page(title: str, problem: str) -> HTMLResponse:
    """Say why nobody can sign in here, and stay: nothing is known of who asked."""
    content = (
        f'<h1>{html.escape(title)}</h1><p class="problem" role="alert">{html.escape(problem)}</p>'
        "<p>Close this window and begin again in Serums Desktop.</p>"
    )
    return _page(title, content, form_action="'none'", status=400)


def _page(title: str, content: str, *, form_action: str, status: int = 200) -> HTMLResponse:
    document = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Sign in - {html.escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{content}</main></body></html>"
    )
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action {form_action};"
            " base-uri 'none'; frame-ancestors 'none'"
        ),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return HTMLResponse(document, status, headers)


def _origin(redirect_uri: str) -> str:
    scheme, _, rest = redirect_uri.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
