"""One page from the web, within limits; the only file that opens a connection."""

import hashlib
import time

from dateline.text import Raw, Skip, Source

MOST_SECONDS = 20.0  # for the whole page
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 5


def fetch_page(
    address: str, *, seconds: float = MOST_SECONDS, most_bytes: int = MOST_BYTES, redirects: int = MOST_REDIRECTS
) -> Raw | Skip:
    """The page at an http or https address; a Skip with the reason where it does not come within the limits."""
    import httpx

    source = Source(kind="web", locator=address)
    deadline = time.monotonic() + seconds
    try:
        with (
            httpx.Client(follow_redirects=True, max_redirects=redirects, timeout=seconds) as client,
            client.stream("GET", address, headers={"Accept": "text/html, text/plain"}) as answer,
        ):
            if answer.status_code != 200:
                return Skip(source=source, reason="unreachable", detail=f"the server answers {answer.status_code}")
            kind = answer.headers.get("content-type", "text/html").split(";")[0].strip()
            if not kind.startswith("text/") and kind != "application/xhtml+xml":
                return Skip(source=source, reason="not_prose", detail=f"the server sends {kind}")
            body = b""
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > most_bytes:
                    return Skip(source=source, reason="too_large", detail=f"more than {most_bytes} bytes")
                if time.monotonic() > deadline:
                    return Skip(source=source, reason="unreachable", detail=f"not there after {seconds:g} seconds")
    except httpx.TooManyRedirects:
        return Skip(source=source, reason="unreachable", detail=f"more than {redirects} redirects")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Skip(source=source, reason="unreachable", detail=str(error) or type(error).__name__)
    digest = hashlib.sha256(body).hexdigest()
    return Raw(
        body=body,
        content_type="text" if kind == "text/plain" else "html",
        source=Source(kind="web", locator=address, sha256=digest),
        fields={"url": str(answer.url)},
    )
