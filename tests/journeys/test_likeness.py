"""What the comparer of pictures sees, and what it does not: it must neither cry at another browser nor sleep."""

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.support import likeness, pictures

PAGE = """
<main style="font: 17px/1.5 Words; color: #211c17; background: #f6f1e8; padding: 20px; height: 800px; margin: 0">
  <h1 style="font: 600 24px/1.25 Words">Hvem må se hvad</h1>
  <p>Tryk Stop, når du vil. Det gælder med det samme. Du skal ikke sige hvorfor.</p>
  <p id="line" style="font: 19px/1.4 Voice">Noget at stå op til</p>
  <ul id="list">{rows}</ul>
  <button id="go" style="position: relative; width: 200px; height: 48px; border: 0; border-radius: 99px;
    background: #17474b; color: #fffdf8; font: 600 17px Words">Giv lov</button>
</main>"""
ROWS = "".join(f"<li style='padding: 12px 0'>Mødet den {day}. december</li>" for day in range(1, 7))

Seen = Callable[[str], Image.Image]


@pytest.fixture(scope="module")
def seen(light_browser: Browser) -> Iterator[Seen]:
    """The page after something was done to it."""
    context = light_browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()

    def look(change: str) -> Image.Image:
        page.set_content(PAGE.format(rows=ROWS))
        pictures.pin(page)
        page.evaluate(change or "0")
        return Image.open(io.BytesIO(page.screenshot(animations="disabled")))

    yield look
    context.close()


@pytest.fixture(scope="module")
def accepted(seen: Seen, tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    path = tmp_path_factory.mktemp("accepted") / "page.webp"
    likeness.keep(seen(""), path)
    return Image.open(path)


@pytest.mark.parametrize(
    "change",
    [
        "go.style.left = '12px'",
        "go.style.top = '-12px'",
        "go.style.background = '#9b1c1c'",
        "go.style.borderRadius = '0'; go.style.width = '190px'",
        "document.querySelector('main').style.background = '#c9c3b8'",
        "line.remove()",
        "line.style.visibility = 'hidden'",
        "list.lastElementChild.style.visibility = 'hidden'",
        "list.style.fontSize = '22px'",
        "go.textContent = ''",
        "document.querySelector('p').textContent = 'Tryk Stop, når du vil.'",
    ],
)
def test_a_change_that_a_person_would_see_is_seen(seen: Seen, accepted: Image.Image, change: str) -> None:
    found = likeness.difference(accepted, seen(change))
    assert found is not None
    assert found.said
    assert found.shown.width > 390


@pytest.mark.parametrize(
    "change",
    [
        "",
        # Where within a pixel a letter begins, how it is smoothed and hinted is the browser's and the machine's.
        "document.body.style.transform = 'translate(.4px, .3px)'",
        "document.body.style.transform = 'translate(-.5px, 1px)'",
        "document.body.style.textRendering = 'geometricPrecision'",
        "document.body.style.fontKerning = 'none'",
        "document.body.style.opacity = '.97'",
        "document.body.style.letterSpacing = '.05px'",
        "go.style.top = '1px'",
    ],
)
def test_what_another_browser_does_to_the_same_screen_is_no_change(
    seen: Seen, accepted: Image.Image, change: str
) -> None:
    assert likeness.difference(accepted, seen(change)) is None


def test_a_screen_that_has_grown_is_seen_and_rounding_is_not(seen: Seen, accepted: Image.Image) -> None:
    now = seen("")
    taller = {more: Image.new("RGB", (now.width, now.height + more), now.getpixel((2, 2))) for more in (4, 24)}
    for picture in taller.values():
        picture.paste(now)
    assert likeness.difference(accepted, taller[4]) is None
    assert likeness.difference(accepted, taller[24]) is not None
