"""The built app, from memory: brotli or gzip as the browser can read it, ETag, and the first page for every app path.

Our own, because the framework's static router knows no precompressed files, no 304 and no fallback, and because a mount
at "/" hides every route with a parameter (docs/decisions/0009-static-files.md).
"""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path

import brotli
import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from stafet.http.paths import is_api
from stafet.http.problems import send_problem

YEAR = "public, max-age=31536000, immutable"
ALWAYS_ASK = "no-cache"
COMPRESSED = frozenset({".html", ".js", ".css", ".svg", ".webmanifest", ".json"})
TYPES = {".webmanifest": "application/manifest+json", ".js": "text/javascript"}


class Asset(msgspec.Struct, frozen=True):
    """One file, ready to be sent."""

    content_type: str
    etag: str
    cache: str
    plain: bytes
    gzip: bytes | None
    brotli: bytes | None


def load_assets(folder: Path) -> dict[str, Asset]:
    """Every file of the built app, by its path."""
    return {
        f"/{path.relative_to(folder).as_posix()}": _asset(path, path.relative_to(folder).as_posix())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _asset(path: Path, name: str) -> Asset:
    plain = path.read_bytes()
    packed = _packed(plain) if path.suffix in COMPRESSED else (None, None)
    return Asset(
        content_type=_type_of(path),
        etag=f'"{hashlib.sha256(plain).hexdigest()[:20]}"',
        cache=YEAR if name.startswith("assets/") else ALWAYS_ASK,
        plain=plain,
        gzip=packed[0],
        brotli=packed[1],
    )


@cache
def _packed(plain: bytes) -> tuple[bytes, bytes]:
    """Small and slow to make: once for each content, also where several servers live in one process."""
    return gzip.compress(plain, 9, mtime=0), brotli.compress(plain, quality=9)


def _type_of(path: Path) -> str:
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


class AppFiles:
    """Answers everything that is not the API. It stands before the router, which would need a route for every file."""

    def __init__(self, api: ASGIApp, folder: Path, *, stop_worker: bool = False) -> None:
        self.api = api
        self.assets = load_assets(folder)
        if stop_worker:
            # Under the name every phone asks for by itself, at the next visit and at least once a day.
            self.assets["/sw.js"] = self.assets["/stop.js"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one file; the first page for an address without a file's name."""
        if scope["type"] != ScopeType.HTTP or is_api(scope["path"]):
            await self.api(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD"):
            await send_problem(send, 405, "method_not_allowed", {"allow": "GET, HEAD"})
            return
        is_page = "." not in scope["path"].rpartition("/")[2]
        asset = self.assets.get("/index.html" if is_page else scope["path"])
        if asset is None:
            await send_problem(send, 404, "not_found")
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        await _send_asset(send, asset, headers, head=scope["method"] == "HEAD")


async def _send_asset(send: Send, asset: Asset, headers: dict[str, str], *, head: bool) -> None:
    shared = [
        (b"etag", asset.etag.encode()),
        (b"cache-control", asset.cache.encode()),
        (b"vary", b"accept-encoding"),
        (b"content-type", asset.content_type.encode()),
    ]
    if asset.etag in [known.strip().removeprefix("W/") for known in headers.get("if-none-match", "").split(",")]:
        await _send(send, 304, shared, b"")
        return
    accepted = _accepted(headers.get("accept-encoding", ""))
    body, encoding = asset.plain, None
    if asset.brotli is not None and "br" in accepted:
        body, encoding = asset.brotli, b"br"
    elif asset.gzip is not None and "gzip" in accepted:
        body, encoding = asset.gzip, b"gzip"
    if encoding:
        shared.append((b"content-encoding", encoding))
    shared.append((b"content-length", str(len(body)).encode()))
    await _send(send, 200, shared, b"" if head else body)


def _accepted(header: str) -> set[str]:
    """The encodings a browser takes: named, and not with a weight of nought."""
    parts = [part.lower().replace(" ", "").partition(";q=") for part in header.split(",")]
    return {name for name, _, weight in parts if not weight or weight.strip("0.")}


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
