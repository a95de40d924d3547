"""The built app as a browser receives it: compressed, cached for ever or never, and nothing besides it."""

from pathlib import Path

import pytest

from tests.http.house import Browser, House, assert_problem

HASHED = "/assets/main-B7xq.js"


@pytest.fixture
def browser(small_house: House) -> Browser:
    return small_house.browser()


async def test_every_path_of_the_app_is_its_first_page(browser: Browser) -> None:
    page = (await browser.get("/")).content

    for path in ("/plan", "/dream/01900000-0000-7000-8000-000000000000", "/r/abc", "/invitation", "/apifel", "/Ærø"):
        answer = await browser.get(path)

        assert (answer.status_code, answer.content) == (200, page), path


async def test_a_file_there_is_not_is_not_found(browser: Browser) -> None:
    for path in ("/nope.js", "/assets/main-old.js", "/assets/../nope.css", "/.env", "/index.html.br"):
        assert_problem(await browser.get(path), 404, "not_found", path)


async def test_nothing_outside_the_app_is_given_away(browser: Browser, built_app: Path) -> None:
    outside = f"{built_app.name}-secret.txt"
    tries = (
        f"/../{outside}", f"/%2e%2e/{outside}", f"/..%2f{outside}", f"/assets/..%2f..%2f{outside}", f"//{outside}",
        f"/..%5c{outside}", "/..%2f..%2f..%2fetc%2fpasswd", "/%2fetc%2fpasswd", f"/%00{outside}",
        f"{built_app.parent}/{outside}",
    )  # fmt: skip

    for path in tries:
        answer = await browser.get(path)

        assert b"outside the app" not in answer.content, path
        assert b"root:" not in answer.content, path


@pytest.mark.parametrize(
    ("asked", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("identity", None),
        ("zebra", None),
    ],
)
async def test_a_file_comes_as_the_browser_can_read_it(
    asked: str, encoding: str | None, browser: Browser, built_app: Path
) -> None:
    answer = await browser.get(HASHED, headers={"accept-encoding": asked})

    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["vary"] == "accept-encoding"
    # httpx has opened it.
    assert answer.content == (built_app / HASHED[1:]).read_bytes()


async def test_both_compressions_are_smaller_than_the_file(browser: Browser, built_app: Path) -> None:
    plain = len((built_app / HASHED[1:]).read_bytes())

    lengths = [
        int((await browser.get(HASHED, headers={"accept-encoding": asked})).headers["content-length"])
        for asked in ("br", "gzip", "identity")
    ]

    assert lengths[0] < plain
    assert lengths[1] < plain
    assert lengths[2] == plain


async def test_a_picture_is_not_compressed_again(browser: Browser) -> None:
    assert "content-encoding" not in (await browser.get("/icon-192.png")).headers


CACHED = {
    "/": "no-cache",
    "/plan": "no-cache",
    "/index.html": "no-cache",
    "/sw.js": "no-cache",
    "/manifest.webmanifest": "no-cache",
    "/icon.svg": "no-cache",
    HASHED: "public, max-age=31536000, immutable",
    "/assets/main-C1aa.css": "public, max-age=31536000, immutable",
}


async def test_only_files_with_a_hash_in_their_name_are_kept_without_asking(browser: Browser) -> None:
    assert {path: (await browser.get(path)).headers["cache-control"] for path in CACHED} == CACHED


async def test_each_file_says_what_it_is(browser: Browser) -> None:
    types = {
        "/": "text/html; charset=utf-8",
        "/sw.js": "text/javascript; charset=utf-8",
        HASHED: "text/javascript; charset=utf-8",
        "/assets/main-C1aa.css": "text/css; charset=utf-8",
        "/manifest.webmanifest": "application/manifest+json",
        "/icon.svg": "image/svg+xml",
        "/icon-192.png": "image/png",
    }

    assert {path: (await browser.get(path)).headers["content-type"] for path in types} == types


@pytest.mark.parametrize("known", ["{etag}", "W/{etag}", '"old", {etag}', 'W/{etag}, W/"old"'])
async def test_a_file_the_browser_has_is_not_sent_again(known: str, browser: Browser) -> None:
    etag = (await browser.get("/sw.js")).headers["etag"]

    answer = await browser.get("/sw.js", headers={"if-none-match": known.format(etag=etag)})

    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)


async def test_another_version_is_sent(browser: Browser) -> None:
    answer = await browser.get("/sw.js", headers={"if-none-match": '"old"'})

    assert (answer.status_code, bool(answer.content)) == (200, True)


async def test_head_tells_all_but_the_file(browser: Browser) -> None:
    whole = await browser.get("/sw.js")
    head = await browser.ask("HEAD", "/sw.js")

    assert head.content == b""
    assert head.headers == whole.headers


async def test_nobody_writes_to_the_app(browser: Browser) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = await browser.ask(method, "/plan")

        assert_problem(answer, 405, "method_not_allowed", method)
        assert answer.headers["allow"] == "GET, HEAD"
