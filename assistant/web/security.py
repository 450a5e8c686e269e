"""What the guard decides: whose requests are served, which routes are open, and which headers go with every reply.

Pure functions over a request's method, path and headers; `guard` applies them. Gradio answers cross-origin requests
with credentials on any host but loopback, and opens routes that this app has no use for; both end here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
BODY_LIMIT = 256 * 1024
# Files come in through one route of ours, which takes nothing else.
TOOLS = "/mcp"
UPLOAD, UPLOAD_LIMIT = "/prep-upload", 10 * 1024 * 1024

_OPEN = frozenset(
    {"/", "/config", "/theme.css", "/favicon.ico", "/robots.txt", "/login", "/logout", UPLOAD, TOOLS}
    | {f"/gradio_api/{name}" for name in ("info", "theme.css", "queue/join", "queue/data", "cancel", "reset")}
    | {f"/gradio_api/{name}" for name in ("app_id", "login_check", "user")}
)
_OPEN_BELOW = (
    *("/assets/", "/static/", "/prep/", "/prep-download/"),
    *(f"/gradio_api/{name}/" for name in ("call", "run", "heartbeat")),
)

_POLICY = {
    "default-src": "'self'",
    # 'unsafe-eval': Gradio compiles the template of every gr.HTML. Inline handlers and scripts need the nonce.
    "script-src": "'self' 'unsafe-eval' 'nonce-{nonce}'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(self), geolocation=(), payment=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not served: HTTP status and a sentence."""

    status: int
    reason: str


def refusal(method: str, path: str, headers: Mapping[str, str], *, local_only: bool) -> Refusal | None:
    """Why this request must not be served, or None. Header names are lower case.

    `local_only` says that no password protects the app: then only this computer's own names may address it, because
    a foreign site can point its own name at 127.0.0.1 (DNS rebinding) and would be same-origin with itself.
    """
    host = headers.get("host", "")
    if local_only and _name(host) not in LOOPBACK_NAMES:
        return Refusal(403, "This app is open to this computer only.")
    if not _same_origin(host, headers):
        return Refusal(403, "Requests from other sites are refused.")
    if _crosses_sites(method, headers):
        return Refusal(403, "Requests from other sites are refused.")
    if not is_open(path):
        return Refusal(404, "Not found.")
    return _oversize(method, path, headers)


def is_open(path: str) -> bool:
    """Whether the app uses this route; every other one that Gradio has is closed."""
    return path in _OPEN or path.removesuffix("/") in _OPEN or path.startswith(_OPEN_BELOW)


def headers_for(path: str, nonce: str) -> dict[str, str]:
    """The headers of every reply. What carries someone's data is never kept by caches, our own files are asked after
    each time (they change with the version), Gradio's carry their version in their names."""
    policy = "; ".join(f"{name} {value.format(nonce=nonce)}" for name, value in _POLICY.items())
    headers = {**_HEADERS, "content-security-policy": policy, "cache-control": "no-store"}
    if path.startswith("/prep/"):
        headers["cache-control"] = "no-cache"
    elif path.startswith(("/assets/", "/static/")) or path.endswith(("/favicon.ico", "/theme.css")):
        del headers["cache-control"]
    return headers


def lax_cookie(cookie: str) -> str:
    """A Set-Cookie value that the browser keeps to itself on cross-site requests (Gradio sets SameSite=none)."""
    parts = [part.strip() for part in cookie.split(";")]
    return "; ".join([part for part in parts if not part.lower().startswith("samesite")] + ["SameSite=Lax"])


def _same_origin(host: str, headers: Mapping[str, str]) -> bool:
    """Whether the request names no origin or its own. Behind a proxy the own one stands in X-Forwarded-Host, which a
    foreign page cannot send: it would need a preflight, and that is refused."""
    origin = headers.get("origin")
    if origin is None:
        return True
    forwarded = headers.get("x-forwarded-host", "").split(",")[0].strip()
    # "null" (a file, a sandboxed frame) has no netloc and so equals no host.
    return urlsplit(origin).netloc.lower() in {host.lower(), forwarded.lower()} - {""}


def _crosses_sites(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a browser says that another site asked. Following a link to the page is the one thing it may do."""
    if headers.get("sec-fetch-site", "none") in ("same-origin", "none"):
        return False
    follows_link = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return not (method in ("GET", "HEAD") and follows_link)


def _oversize(method: str, path: str, headers: Mapping[str, str]) -> Refusal | None:
    if method in ("GET", "HEAD", "OPTIONS"):
        return None
    length = headers.get("content-length", "")
    if not length.isdigit():
        return Refusal(411, "The request must say its length.")
    limit = UPLOAD_LIMIT if path == UPLOAD else BODY_LIMIT
    # A number of more digits than any limit has is not worth reading as one.
    too_large = len(length) > 12 or int(length) > limit
    return Refusal(413, f"At most {limit:,} bytes are taken.") if too_large else None


def _name(host: str) -> str:
    """A Host header without its port; IPv6 without brackets."""
    return (urlsplit(f"//{host}").hostname or "").lower()
