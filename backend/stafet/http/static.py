"""The built app, from memory: brotli or gzip as the browser can read it, ETag, and the first page for every app path.

An ASGI mount of our own, because the framework's static router knows no precompressed files, no 304 and no fallback
(docs/decisions/0009-static-files.md).
"""

import gzip
import hashlib
import mimetypes
from pathlib import Path

import brotli
import msgspec
from litestar import asgi
from litestar.handlers import ASGIRouteHandler
from litestar.types import HTTPScope, Receive, Send

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
    small = path.suffix in COMPRESSED
    return Asset(
        content_type=_type_of(path),
        etag=f'"{hashlib.sha256(plain).hexdigest()[:20]}"',
        cache=YEAR if name.startswith("assets/") else ALWAYS_ASK,
        plain=plain,
        gzip=gzip.compress(plain, 9, mtime=0) if small else None,
        brotli=brotli.compress(plain, quality=9) if small else None,
    )


def _type_of(path: Path) -> str:
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def app_files(folder: Path) -> ASGIRouteHandler:
    """The handler for everything that is not the API."""
    assets = load_assets(folder)

    @asgi("/", is_mount=True, copy_scope=True, opt={"access": "anyone", "compressed": True})
    async def serve_app(scope: HTTPScope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI names it
        path = scope["raw_path"].decode("latin-1").partition("?")[0]
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if path.startswith(("/api/", "/health/")) or scope["method"] not in ("GET", "HEAD"):
            await _send(send, 404, [], b"")
            return
        is_page = "." not in path.rpartition("/")[2]
        asset = assets.get("/index.html" if is_page else path)
        if asset is None:
            await _send(send, 404, [], b"")
            return
        await _send_asset(send, asset, headers, head=scope["method"] == "HEAD")

    return serve_app


async def _send_asset(send: Send, asset: Asset, headers: dict[str, str], *, head: bool) -> None:
    shared = [
        (b"etag", asset.etag.encode()),
        (b"cache-control", asset.cache.encode()),
        (b"vary", b"accept-encoding"),
        (b"content-type", asset.content_type.encode()),
    ]
    if headers.get("if-none-match") == asset.etag:
        await _send(send, 304, shared, b"")
        return
    accepted = headers.get("accept-encoding", "")
    body, encoding = asset.plain, None
    if asset.brotli is not None and "br" in accepted:
        body, encoding = asset.brotli, b"br"
    elif asset.gzip is not None and "gzip" in accepted:
        body, encoding = asset.gzip, b"gzip"
    if encoding:
        shared.append((b"content-encoding", encoding))
    shared.append((b"content-length", str(len(body)).encode()))
    await _send(send, 200, shared, b"" if head else body)


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
