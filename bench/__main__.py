"""Measure Stafet beside bare handlers and print one table with the goals beside it.

python -m bench [--short] [--only WORD ...] [--sqlite]
"""

import argparse
import gzip
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench import logs, plans, reminders, sealing, sending
from bench.engine import Asks, Engine
from bench.load import request, resident_megabytes, send, spread
from bench.plans import Seat
from bench.running import Server, bare, databases, stafet
from bench.table import Row, row, show, yes
from stafet.store.engine import Database
from tests.support.databases import migrate
from tests.support.log_rules import KEYS


@dataclass(frozen=True)
class Scale:
    """How long and how large."""

    repetitions: int
    requests: int
    large: int
    pending: int
    seconds: float


SHORT = Scale(repetitions=5, requests=160, large=100_000, pending=100_000, seconds=10)
FULL = Scale(repetitions=9, requests=400, large=1_000_000, pending=1_000_000, seconds=60)


def paired(
    scale: Scale, one: Server, one_asks: Asks, other: Server, other_asks: Asks, size: int
) -> tuple[list[float], str]:
    """CPU seconds of the other per request over those of the one, interleaved: above 1, the one is cheaper."""
    costs: list[tuple[float, float]] = []
    for repetition in range(scale.repetitions + 1):
        pair = []
        for server, asks in ((one, one_asks), (other, other_asks)):
            asked = asks(size)
            before = server.cpu()
            load = send(server.port, spread(asked))
            pair.append((server.cpu() - before) / load.answers)
            if load.statuses != {200: size}:
                raise RuntimeError(f"{load.statuses} {load.last_body[:300]!r}")
        if repetition:  # The first one warms up.
            costs.append((pair[0], pair[1]))
    middle = [statistics.median(cost) * 1e6 for cost in zip(*costs, strict=True)]
    return [second / first for first, second in costs], f"{middle[0]:.0f} us against {middle[1]:.0f} us"


SERVED = ("pull", "member", "nothing", "first", "push", "growth", "mixed")


def beside_bare(
    name: str,
    url: str,
    database: int | None,
    scale: Scale,
    home: Path,
    wanted: Callable[[str], bool],
    seats: list[Seat],
) -> list[Row]:
    """The cases that are asked over HTTP, beside bare handlers."""
    rows: list[Row] = []
    with stafet(url, home, database) as server, bare(url, database) as beside:
        engine = Engine(server, seats)
        if wanted("pull"):
            ratios, detail = paired(
                scale, server, engine.twenty_new, beside, engine.bare_pulls("/pull"), 3 * scale.requests
            )
            rows.append(row("citizen's pull of 20", name, 0.60, ratios, detail))
        if wanted("member"):
            asks = lambda size: engine.twenty_new(size, member=True)  # noqa: E731 - one line, used once
            ratios, detail = paired(
                scale, server, asks, beside, engine.bare_pulls("/pull-and-note"), 2 * scale.requests
            )
            rows.append(row("member's pull of 20, look logged", name, 0.60, ratios, detail))
        if wanted("nothing"):
            ratios, detail = paired(
                scale,
                server,
                engine.nothing_new,
                beside,
                lambda size: [request("GET", "/static")] * size,
                scale.requests,
            )
            rows.append(row("pull with nothing new", name, 0.60, ratios, detail))
            size = len(send(server.port, spread(engine.nothing_new(8))).last_body)
            rows.append(
                Row("pull with nothing new, bytes", name, "<= 300", f"{size} {yes(size <= 300)}", "uncompressed")
            )
        if wanted("first"):
            rows += first_pull(name, server, engine)
        if wanted("push"):
            ratios, detail = paired(scale, server, engine.pushes, beside, engine.bare_pushes, scale.requests // 2)
            rows.append(row("push of 25 edits", name, 0.60, ratios, detail))
        if wanted("growth"):
            rows += growth(name, scale, home, url, database)
    return rows


def measure(
    name: str, url: str, database: int | None, scale: Scale, home: Path, wanted: Callable[[str], bool]
) -> list[Row]:
    """Every case on one engine."""
    db = Database(url, KEYS)
    served = any(wanted(word) for word in SERVED)
    seats = plans.fill(db, 200 if served else 1)
    rows = beside_bare(name, url, database, scale, home, wanted, seats) if served else []
    if wanted("log"):
        taken, count = logs.seconds_for_a_million(db, scale.large)
        rows.append(
            Row(
                "a million rows of log checked",
                name,
                "<= 30 s",
                f"{taken:.1f} s {yes(taken <= 30)}",
                f"{count:,} rows",
            )
        )
    if wanted("mixed"):
        with stafet(url, home, database, tick=0.5) as server:
            rows += mixed(name, server, Engine(server, seats), scale)
    db.close()
    if wanted("reminders"):
        rows += reminder_rows(name, url, database, scale)
    return rows


def reminder_rows(name: str, url: str, database: int | None, scale: Scale) -> list[Row]:
    """What is due is found as quickly among a million as among ten thousand, and so is that nothing is due."""
    many = tuple(size for size in (100_000, 1_000_000) if size <= scale.pending)
    few, *more = reminders.among(url, database, many, scale.repetitions)
    rows = []
    for one in more:
        ratios, detail = reminders.growth(few, one)
        rows.append(row(f"claim 100 of {one.pending:,} reminders to 10,000", name, 1.30, ratios, detail, most=True))
    limit = 1 if database is None else 2
    taken, before = reminders.middle(more[-1].nothing), reminders.middle(few.nothing)
    goal, reached = f"<= {limit} ms", f"{taken:.2f} ms {yes(taken <= limit)}"
    what = f"nothing due among {more[-1].pending:,}"
    return [*rows, Row(what, name, goal, reached, f"{before:.2f} ms among 10,000, by the clock")]


def sender_rows(scale: Scale) -> list[Row]:
    """One push beside its encryption alone, and beside a library used as its README says."""
    floor, readme, detail = sending.ratios(scale.repetitions)
    return [
        row("push sender to the encryption alone", "-", 0.33, floor, detail),
        row("push sender to pywebpush's README", "-", 4.0, readme, "how many times less CPU"),
    ]


def first_pull(name: str, server: Server, engine: Engine) -> list[Row]:
    """One request, so many bytes."""
    load = send(server.port, [[("", engine.first_pull(accept="gzip"))]])
    plan = json.loads(gzip.decompress(load.last_body))
    items = sum(len(scope["items"]) for scope in plan["plans"][0]["scopes"].values())
    size = len(load.last_body) / 1000
    good = items >= plans.ITEMS and not plan.get("more", False) and size <= 60
    return [
        Row(
            "first pull of 500 items",
            name,
            "1 request, <= 60 KB",
            f"{size:.1f} KB {yes(good)}",
            f"{items} items, gzip",
        )
    ]


def mixed(name: str, server: Server, engine: Engine, scale: Scale) -> list[Row]:
    """Pushes, pulls, consent changes, reminder ticks and the static page at once; nothing may fail or stand still."""
    seat = engine.seats[5]
    count = int(400 * scale.seconds)
    pulls = [("pull", one) for one in engine.twenty_new(200, member=True)]
    static = [("static", request("GET", "/", accept="br"))] * count
    queues: list[list[tuple[str, bytes]]] = []
    pushes = [("push", one) for one in engine.pushes(int(20 * scale.seconds) // 80 * 80)]
    # The same plan is always with the same connection: the revisions a phone sends are those it was told.
    queues += [pushes[start::4] for start in range(4)]
    queues += [pulls * (count // 200) for _ in range(2)]
    queues += [_consents(engine, seat, int(20 * scale.seconds)), static]
    send(server.port, queues, seconds=scale.seconds / 2)
    half = resident_megabytes(server.pid)
    load = send(server.port, [queue[len(queue) // 2 :] for queue in queues], seconds=scale.seconds / 2)
    end = resident_megabytes(server.pid)
    slow = _percentile(load.seconds["static"], 99) * 1000
    counted = ", ".join(f"{len(times)} {kind}" for kind, times in load.seconds.items())
    expected = set(load.statuses) <= {200, 204, 409}
    return [
        Row("mixed load: answers 5xx", name, "0", f"{load.failures} {yes(not load.failures and expected)}", counted),
        Row("mixed load: static p99", name, "< 250 ms", f"{slow:.0f} ms {yes(slow < 250)}", f"{load.statuses}"),
        Row(f"resident after {scale.seconds:.0f} s of load", name, "<= 126 MB", f"{end:.0f} MB {yes(end <= 126)}",
            f"{(end / half - 1) * 100:+.1f} % in the second half"),
    ]  # fmt: skip


def _consents(engine: Engine, seat: Seat, count: int) -> list[tuple[str, bytes]]:
    """The citizen stops and gives, again and again: to the members of a plan that others push to and pull from."""
    plan = send(engine.server.port, [[("", engine.sync(seat, seat.citizen, None))]])
    team = json.loads(plan.last_body)["plans"][0]["scopes"]["team"]["items"]
    member = next(one["id"] for one in team)
    until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
    grants = [{"scope": "needs", "verb": "see", "purpose": "support", "until": until}]
    words = json.dumps({"name": "Karen Dahl", "grants": grants}).encode()
    shown = send(
        engine.server.port, [[("", request("POST", f"/api/plans/{seat.plan}/wording", words, cookie=seat.citizen))]]
    )
    give = {"member": member, "grants": grants, "sha256": json.loads(shown.last_body)["sha256"]}
    queue = []
    for _ in range(count):
        engine.moment += timedelta(milliseconds=25)
        stop = plans.creates(seat.plan, at=engine.moment, rng=engine.rng)[0]
        edit = {name: stop[name] for name in ("id", "plan", "madeAt")} | {
            "act": "withdraw",
            "member": member,
            "scope": "needs",
        }
        queue.append(
            (
                "consent",
                request("POST", f"/api/plans/{seat.plan}/grants", json.dumps(give).encode(), cookie=seat.citizen),
            )
        )
        queue.append(("consent", engine.sync(seat, seat.citizen, engine.held[seat.plan, seat.citizen], [edit])))
    return queue


def growth(name: str, scale: Scale, home: Path, url: str, database: int | None) -> list[Row]:
    """The same pull in a small and in a large database."""
    if database is None:
        urls = {size: f"sqlite:///{home / f'{size}.db'}" for size in (20_000, scale.large)}
    else:
        urls = {size: plans.beside(url, f"grown_{size}") for size in (20_000, scale.large)}
    seats = {}
    for size, address in urls.items():
        migrate(address)
        db = Database(address, KEYS)
        seats[size] = plans.fill(db, size // plans.ITEMS)
        db.close()
    small, large = urls
    with stafet(urls[small], home, database) as one, stafet(urls[large], home, database) as other:
        few, many = Engine(one, seats[small]), Engine(other, seats[large])
        ratios, detail = paired(scale, one, few.twenty_new, other, many.twenty_new, 3 * scale.requests)
    return [row(f"pull of 20 among {large:,} items to 20,000", name, 1.30, ratios, detail, most=True)]


def sealed_and_not(name: str, scale: Scale, home: Path, url: str, database: int | None) -> list[Row]:
    """The same requests with texts sealed, and with keys that close nothing."""
    if database is None:
        urls = (f"sqlite:///{home / 'sealed.db'}", f"sqlite:///{home / 'open.db'}")
    else:
        urls = (plans.beside(url, "sealed"), plans.beside(url, "open_texts"))
    for address in urls:
        migrate(address)
    return [
        Row(f"{what}, sealed to not", name, "-", f"{ratio:.2f} ({least:.2f}-{most:.2f}) -", detail)
        for what, ratio, least, most, detail in sealing.cost(urls, turns=scale.repetitions, count=scale.requests)
    ]


def _percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="about two minutes, with smaller databases")
    parser.add_argument("--sqlite", action="store_true", help="without PostgreSQL")
    parser.add_argument("--only", nargs="*", default=[], metavar="WORD",
                        help="pull member nothing first push mixed growth reminders log sealing")  # fmt: skip
    options = parser.parse_args()
    scale = SHORT if options.short else FULL
    began = time.monotonic()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="stafet-bench-") as folder:
        home = Path(folder)
        with databases(home, with_postgresql=not options.sqlite) as found:
            for name, (url, database) in found.items():
                print(f"Measuring on {name}", file=sys.stderr)
                rows += measure(name, url, database, scale, home, lambda word: not options.only or word in options.only)
                if not options.only or "sealing" in options.only:
                    rows += sealed_and_not(name, scale, home, url, database)
    if not options.only or "sender" in options.only:
        rows += sender_rows(scale)
    show(rows)
    print(f"\n{datetime.now(UTC):%Y-%m-%d}, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
