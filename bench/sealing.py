"""What sealing costs: the same requests on two databases, in turns in one process; the keys of one close nothing."""

import statistics
import time
from collections.abc import Callable

from stafet.domain.items import Need
from stafet.store.engine import Database
from stafet.store.sealing import NONCE_BYTES, DataKey, Keyring
from tests.support.log_rules import KEYS
from tests.world import Plan, World

ITEMS, CHANGED, PUSHED = 500, 20, 25
# As long as what people write: the median of the demo's texts is 60 letters.
WORDS = "Jeg har brug for, at nogen ringer til mig om morgenen, før jeg skal ud af døren."


class OpenKey(DataKey):
    """Everything around a seal and nothing of it: the text lies open behind the same head."""

    __slots__ = ()

    def seal(self, scope: str, place: str, text: bytes) -> bytes:
        """The text behind a head."""
        return self.head + bytes(NONCE_BYTES) + text

    def open(self, scope: str, place: str, sealed: bytes) -> bytes:
        """The text without the head."""
        return sealed[len(self.head) + NONCE_BYTES :]


class OpenKeyring(Keyring):
    """Finds keys that close nothing. There is no such thing in the product."""

    def key(self, owner: str, version: int, wrapped: bytes) -> DataKey:
        """A key that closes nothing."""
        return OpenKey(owner, version, bytes(32), 0.0)


class Side:
    """One database with a plan of 500 items, and what is asked of it."""

    def __init__(self, url: str, *, sealed: bool) -> None:
        self.db = Database(url, KEYS)
        if not sealed:
            self.db.keyring = OpenKeyring(KEYS.master)
        self.plan: Plan = World(self.db).plan()
        phone = self.plan.phone
        for start in range(0, ITEMS, 100):
            for number in range(start, start + 100):
                phone.create(Need(text=f"{number} {WORDS}"), "needs")
            phone.sync()
        self.new = self.plan.phone_of(self.plan.owner)
        self.behind = self.plan.phone_of(self.plan.owner)
        self.behind.sync_all()
        for item in phone.items("needs")[:CHANGED]:
            phone.change(item["id"], text=f"Nu {WORDS}")
        phone.sync()
        self.writer = self.plan.phone_of(self.plan.owner)
        self.writer.sync_all()

    def first_pull(self) -> None:
        """Everything, by a phone that holds nothing."""
        assert len(self.new.post([]).plan["scopes"]["needs"]["items"]) == ITEMS

    def pull(self) -> None:
        """The twenty that changed, by a phone that holds the rest."""
        assert len(self.behind.post([]).plan["scopes"]["needs"]["items"]) == CHANGED

    def push(self) -> None:
        """Twenty-five new items."""
        for _ in range(PUSHED):
            self.writer.create(Need(text=WORDS), "needs")
        assert set(self.writer.sync().outcomes) == {"applied"}


def cost(urls: tuple[str, str], *, turns: int, count: int) -> list[tuple[str, float, float, float, str]]:
    """For each act: how many times as much CPU it takes with sealing (median, least, most), and both in us."""
    sides = Side(urls[0], sealed=True), Side(urls[1], sealed=False)
    acts: list[tuple[str, Callable[[Side], None], int]] = [
        (f"first pull of {ITEMS}", Side.first_pull, max(1, count // 10)),
        (f"pull of {CHANGED}", Side.pull, count),
        (f"push of {PUSHED}", Side.push, max(1, count // 4)),
    ]
    found = []
    for name, act, times in acts:
        for side in sides:
            act(side)
        taken = [[_microseconds(act, side, times) for side in sides] for _ in range(turns)]
        ratios = [sealed / plain for sealed, plain in taken]
        both = " against ".join(f"{statistics.median(side):.0f} us" for side in zip(*taken, strict=True))
        found.append((name, statistics.median(ratios), min(ratios), max(ratios), both))
    for side in sides:
        side.db.close()
    return found


def _microseconds(act: Callable[[Side], None], side: Side, times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        act(side)
    return (time.process_time() - began) / times * 1e6
