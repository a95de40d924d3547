"""Two processes, one PostgreSQL, one plan: eight phones write at once, and one that only reads misses nothing."""

import threading

from tests.faults.clients import UNREACHED, Client, Json, Ledger, Writer, wait_until
from tests.faults.test_kill import assert_nothing_lost_or_doubled
from tests.support.figures import tell
from tests.support.server import StartServer

WRITERS = 8
EACH = 25


class Reader(threading.Thread):
    """A phone that asks by its cursor, over and over, and keeps what it is told. It never asks for the whole again."""

    def __init__(self, client: Client) -> None:
        super().__init__(daemon=True)
        self.client = client
        self.over = threading.Event()
        self.plans: Json = {}
        self.told: dict[str, int] = {}
        self.changed: list[str] = []
        self.whole = 0

    def run(self) -> None:
        while not self.over.is_set():
            self.ask()

    def ask(self) -> bool:
        """Whether something new came."""
        try:
            status, answer = self.client.sync([], self.plans)
        except UNREACHED:
            return True
        if status != 200:
            return True
        plan = next(plan for plan in answer["plans"] if plan["plan"] == self.client.plan)
        scope = plan.get("scopes", {}).get("strengths", {})
        have: dict[str, int] = self.plans.get(self.client.plan, {"have": {}})["have"]
        self.whole += bool(scope.get("full") and have.get("strengths"))
        items = scope.get("items", [])
        # What was committed between two queries of one answer comes again with the next: as it was told, or not at all.
        self.changed += [item["id"] for item in items if self.told.get(item["id"], item["rev"]) != item["rev"]]
        self.told |= {item["id"]: item["rev"] for item in items}
        have = have | {name: one["rev"] for name, one in plan.get("scopes", {}).items()}
        self.plans = {self.client.plan: {"epoch": plan["epoch"], "view": plan["view"], "have": have}}
        return bool(items)


def test_eight_who_write_through_two_processes_and_one_who_reads_by_a_cursor(
    postgresql_url: str, start_server: StartServer
) -> None:
    servers = [start_server(postgresql_url), start_server(postgresql_url)]
    clients = [Client(servers[number % 2].url) for number in range(WRITERS + 1)]
    for client in clients:
        client.sign_in("peter")
    clients[0].start_plan()
    for client in clients:
        client.plan = clients[0].plan
    ledger = Ledger()
    reader = Reader(clients[-1])
    writers = [Writer(client, ledger, number) for number, client in enumerate(clients[:-1], start=1)]

    for thread in (reader, *writers):
        thread.start()
    wait_until(lambda: len(ledger.acknowledged) >= WRITERS * EACH, 120, "all of them write")
    for writer in writers:
        writer.over.set()
        writer.join(timeout=60)
    assert all(writer.drain(60) for writer in writers)
    reader.over.set()
    reader.join(timeout=60)
    while reader.ask():
        pass

    missed = ledger.acknowledged - reader.told.keys()
    revs = sorted(reader.told.values())
    tell(
        "two processes, one plan (PostgreSQL)",
        writers=WRITERS,
        acknowledged=len(ledger.acknowledged),
        missed=len(missed),
    )
    assert ledger.acknowledged == ledger.written.keys()
    assert not missed
    assert reader.whole == 0, "the reader asked for everything again, so nothing was tried"
    assert not reader.changed, "nobody changed a word, and one came with another revision"
    assert revs == list(range(revs[0], revs[0] + len(revs))), "there is a hole in the revisions"
    assert_nothing_lost_or_doubled(clients[0], ledger)
    assert ledger.statuses.keys() <= {200, 503}
