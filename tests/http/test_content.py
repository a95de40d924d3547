"""The operator's content over the wire: for anybody, and cheap to ask for."""

from tests.http.house import Browser, House


async def test_anybody_may_read_the_content_without_signing_in(small_house: House) -> None:
    answer = await Browser(small_house).get("/api/content")

    assert answer.status_code == 200
    assert "livslinien" in [line["id"] for line in answer.json()["lines"]]
    assert answer.headers["cache-control"] == "public, max-age=300"


async def test_what_has_not_changed_is_not_sent_again(small_house: House) -> None:
    browser = Browser(small_house)
    first = await browser.get("/api/content")

    again = await browser.get("/api/content", headers={"If-None-Match": f"W/{first.headers['etag']}"})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


async def test_a_new_day_with_the_same_content_is_nothing_new(small_house: House) -> None:
    browser = Browser(small_house)
    first = await browser.get("/api/content")
    small_house.clock.move(days=1)

    again = await browser.get("/api/content", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
