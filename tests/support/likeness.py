"""Whether a screen still looks as it was accepted: where its blocks stand and which colours they have.

Not pixel by pixel: another Chromium smooths letters and rounds thirds of pixels in its own way, and that is no change
of the screen. So both pictures are made small, a cell may look like any of its neighbours, and only then is it counted.
A button that has moved, a line that is gone and a colour that is another are many cells; a smoother letter is none.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

# One cell for three pixels across and down.
CELL = 3
# How much lighter or darker a cell may be than all its neighbours, of 255: letters are smoothed, colours not mixed.
SHADE = 56
# A cell counts where six of the 25 around it differ. Letters that begin elsewhere within a pixel differ here and there;
# what has moved, gone or come differs in one place.
CLOSE = 6
# How many may count. Letters moved by a whole pixel: one. The smallest change a person saw in the tests: ninety-five.
CELLS = 24
# Grounds are large and even: the mean of a square of 24 pixels, and how many may have another.
SQUARE, TONE, SQUARES = 24, 18, 8
# Less than two cells of height is rounding.
ROWS = 2
# The picture that is kept is half the size.
KEPT = 2
QUALITY = 38
# To look at, and not to compare.
ROUGH = 20


@dataclass(frozen=True)
class Difference:
    """What has changed, in words, and a picture where it is marked."""

    said: str
    shown: Image.Image


def kept(picture: Image.Image, quality: int = QUALITY) -> bytes:
    """As it lies in the repository: half the size, and lossy."""
    half = picture.convert("RGB").resize((picture.width // KEPT, picture.height // KEPT), Image.Resampling.BOX)
    file = io.BytesIO()
    half.save(file, "webp", quality=quality, method=6)
    return file.getvalue()


def keep(picture: Image.Image, path: Path, quality: int = QUALITY) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(kept(picture, quality))


def difference(accepted: Image.Image, now: Image.Image) -> Difference | None:
    """Between a picture as it is kept, and the screen in full size. None: nobody would see one."""
    # Thin lines of a strong colour fade when they are kept: both have been through that.
    small = Image.open(io.BytesIO(kept(now))).convert("RGB")
    taller = small.height - accepted.height
    if small.width != accepted.width or abs(taller) * KEPT > ROWS * CELL:
        return Difference(f"it is {small.height * KEPT} high and was {accepted.height * KEPT}", beside(accepted, small))
    before, after = _same_size(accepted, small)
    changed = _changed(_scaled(before, CELL), _scaled(after, CELL))
    count, squares = changed.histogram()[255], _other_ground(_scaled(before, SQUARE), _scaled(after, SQUARE))
    if count <= CELLS and squares <= SQUARES:
        return None
    left, top, right, bottom = (edge * CELL for edge in changed.getbbox() or (0, 0, 0, 0))
    said = (
        f"{count} cells differ, between ({left}, {top}) and ({right}, {bottom}); {squares} squares have another ground"
    )
    return Difference(said, beside(accepted, small, changed))


def _scaled(picture: Image.Image, to: int) -> Image.Image:
    """One point for so many pixels of the screen."""
    size = (picture.width * KEPT // to, picture.height * KEPT // to)
    return picture.convert("RGB").resize(size, Image.Resampling.BOX)


def _other_ground(one: Image.Image, other: Image.Image) -> int:
    return sum(_worst(ImageChops.difference(one, other)).histogram()[TONE:])


def _changed(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where cells of one are like no cell near their place in the other, many of them close together."""
    worst = _worst(ImageChops.lighter(_beyond(one, other), _beyond(other, one)))
    differs = worst.point(lambda shade: 255 if shade > SHADE else 0)
    return differs.filter(ImageFilter.BoxBlur(2)).point(lambda shade: 255 if shade >= 255 * CLOSE // 25 else 0)


def _same_size(one: Image.Image, other: Image.Image) -> tuple[Image.Image, Image.Image]:
    size = (one.width, min(one.height, other.height))
    return one.crop((0, 0, *size)), other.crop((0, 0, *size))


def _worst(picture: Image.Image) -> Image.Image:
    """Of the three colours, the one that differs most."""
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """How far each cell of one lies outside what its neighbourhood in the other spans."""
    lightest, darkest = other.filter(ImageFilter.MaxFilter(3)), other.filter(ImageFilter.MinFilter(3))
    return ImageChops.lighter(ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one))


def beside(accepted: Image.Image, now: Image.Image, changed: Image.Image | None = None) -> Image.Image:
    """Accepted, now, and now with what differs in red."""
    marked = now.copy()
    if changed:
        red = Image.new("RGB", now.size, "red")
        mask = changed.resize(now.size).filter(ImageFilter.MaxFilter(3)).point(lambda shade: shade * 7 // 10)
        marked = Image.composite(red, now, mask)
    pictures = [accepted, now, marked]
    sheet = Image.new("RGB", (sum(one.width + 8 for one in pictures), max(one.height for one in pictures)), "grey")
    across = 0
    for one in pictures:
        sheet.paste(one, (across, 0))
        across += one.width + 8
    return sheet
