"""How often something may be done: token buckets and windows. Pure: the time is passed in.

They live in the memory of one process. Each process counts for itself, and a restart forgets: that is enough against
floods, and costs a microsecond. What must hold over all processes is counted in the database instead.
"""

from collections.abc import Collection, Hashable
from datetime import datetime, timedelta

import msgspec

# Tenths of a second do not add up to exactly one: who waited as told is let through.
WHOLE = 1 - 1e-6


class Limit(msgspec.Struct, frozen=True):
    """So many at once, and then one more each time `every` has passed."""

    burst: int
    every: timedelta


class _Bucket(msgspec.Struct):
    tokens: float
    at: float


class Buckets:
    """One bucket for each key: a person, or an address."""

    def __init__(self, limit: Limit, *, most: int = 100_000) -> None:
        self._burst = float(limit.burst)
        self._every = limit.every.total_seconds()
        # A flood of new keys forgets the key that has been quiet longest, and never fills the memory.
        self._most = most
        self._buckets: dict[Hashable, _Bucket] = {}

    def take(self, key: Hashable, now: datetime) -> float:
        """Take one. Answers 0.0, or how many seconds to wait when there is none: then nothing is taken."""
        bucket, at = self._filled(key, now)
        if bucket < WHOLE:
            return (1 - bucket) * self._every
        self._buckets.pop(key, None)
        self._buckets[key] = _Bucket(bucket - 1, at)
        if len(self._buckets) > self._most:
            del self._buckets[next(iter(self._buckets))]
        return 0.0

    def wait(self, key: Hashable, now: datetime) -> float:
        """How many seconds until there is one to take. Nothing is taken."""
        bucket, _ = self._filled(key, now)
        return 0.0 if bucket >= WHOLE else (1 - bucket) * self._every

    def _filled(self, key: Hashable, now: datetime) -> tuple[float, float]:
        at = now.timestamp()
        held = self._buckets.get(key)
        if held is None:
            return self._burst, at
        # A clock that is set back gives nothing and takes nothing.
        passed = max(0.0, at - held.at)
        return min(self._burst, held.tokens + passed / self._every), max(at, held.at)


class Different:
    """How many different things somebody has opened lately: the same one again does not count."""

    def __init__(self, different: int, within: timedelta, *, most: int = 10_000) -> None:
        self._different = different
        self._most = most
        self._within = within.total_seconds()
        self._opened: dict[Hashable, dict[Hashable, float]] = {}

    def wait(self, key: Hashable, things: Collection[Hashable], now: datetime) -> float:
        """How many seconds until all of these may be opened; 0.0 when they may be opened now. Nothing is counted."""
        at = now.timestamp()
        opened = self._opened.get(key, {})
        recent = sorted(when for one, when in opened.items() if one not in things and when > at - self._within)
        too_many = len(recent) + len(set(things)) - self._different
        if too_many <= 0:
            return 0.0
        # As soon as so many of the earlier ones are long enough ago; more than may ever be opened at once never are.
        return recent[too_many - 1] + self._within - at if too_many <= len(recent) else self._within

    def note(self, key: Hashable, things: Collection[Hashable], now: datetime) -> None:
        """They were opened."""
        at = now.timestamp()
        kept = {one: when for one, when in self._opened.get(key, {}).items() if when > at - self._within}
        self._opened[key] = kept | dict.fromkeys(things, at)
        if len(self._opened) > self._most:
            # Let go of those who have opened nothing lately.
            oldest = at - self._within
            self._opened = {one: opened for one, opened in self._opened.items() if max(opened.values()) > oldest}

    @property
    def known(self) -> set[Hashable]:
        """Who has opened anything lately, or not long before."""
        return set(self._opened)
