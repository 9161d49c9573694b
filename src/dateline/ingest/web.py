"""One page from the web, within limits; the only file that opens a connection."""

import hashlib
import time
from dataclasses import dataclass
from urllib.parse import urljoin

from dateline.text import Raw, Skip, SkipReason, Source

MOST_SECONDS = 20.0  # for the whole page, redirects included
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What came back: bytes, media type and final address."""

    body: bytes
    kind: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """Why nothing came back."""

    reason: SkipReason
    detail: str


def fetch_page(
    address: str, *, seconds: float = MOST_SECONDS, most_bytes: int = MOST_BYTES, redirects: int = MOST_REDIRECTS
) -> Raw | Skip:
    """The page at an http or https address; a Skip with the reason where it does not come within the limits."""
    source = Source(kind="web", locator=address)
    deadline = time.monotonic() + seconds
    place = address
    for _ in range(redirects + 1):
        answer = _get(place, deadline, seconds, most_bytes)
        if isinstance(answer, _Fault):
            return Skip(source=source, reason=answer.reason, detail=answer.detail)
        if isinstance(answer, _Page):
            digest = hashlib.sha256(answer.body).hexdigest()
            return Raw(
                body=answer.body,
                content_type="text" if answer.kind == "text/plain" else "html",
                source=Source(kind="web", locator=address, sha256=digest),
                fields={"url": answer.address},
            )
        place = answer
    return Skip(source=source, reason="unreachable", detail=f"more than {redirects} redirects")


def _get(address: str, deadline: float, seconds: float, most_bytes: int) -> _Page | _Fault | str:
    """One request: the page, the fault, or the address that it is moved to."""
    import httpx

    late = _Fault(reason="unreachable", detail=f"not there after {seconds:g} seconds")
    left = deadline - time.monotonic()
    if left <= 0:
        return late
    try:
        with (
            httpx.Client(timeout=left, headers={"Accept": "text/html, text/plain"}) as client,
            client.stream("GET", address) as answer,
        ):
            if answer.is_redirect:
                return urljoin(address, answer.headers["location"])
            if answer.status_code != 200:
                return _Fault(reason="unreachable", detail=f"the server answers {answer.status_code}")
            kind = answer.headers.get("content-type", "text/html").split(";")[0].strip().lower()
            if not kind.startswith("text/") and kind != "application/xhtml+xml":
                return _Fault(reason="not_prose", detail=f"the server sends {kind}")
            body = bytearray()
            for chunk in answer.iter_bytes(65536):
                body += chunk
                if len(body) > most_bytes:
                    return _Fault(reason="too_large", detail=f"more than {most_bytes} bytes")
                if time.monotonic() > deadline:
                    return late
            return _Page(body=_recoded(bytes(body), answer.charset_encoding), kind=kind, address=address)
    except httpx.TimeoutException:
        return late
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return _Fault(reason="unreachable", detail=" ".join(str(error).split()) or type(error).__name__)


def _recoded(body: bytes, charset: str | None) -> bytes:
    """The bytes as UTF-8 where the server names another encoding that fits them."""
    try:
        return body.decode(charset).encode() if charset else body
    except (UnicodeDecodeError, LookupError):
        return body
