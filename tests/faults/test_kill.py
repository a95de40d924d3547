"""kill -9 at any moment, while people write: what was acknowledged is there, and there once.

A few kills here; as many as STAFET_KILLS says in `make soak`.
"""

import os
import random
import signal
import time

from tests.faults.clients import Client, Ledger, Writer, wait_until
from tests.faults.conftest import OwnPostgres
from tests.support.figures import tell
from tests.support.server import Server, StartServer

KILLS = int(os.environ.get("STAFET_KILLS", "3"))
WRITERS = 3


def kill(server: Server) -> None:
    """No goodbye: the process is gone between two instructions."""
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()


def writers_at(url: str) -> tuple[Client, Ledger, list[Writer]]:
    """Several phones of one citizen."""
    ledger = Ledger()
    clients = [Client(url) for _ in range(WRITERS)]
    for client in clients:
        client.sign_in("peter")
    clients[0].start_plan()
    for client in clients:
        client.plan = clients[0].plan
    return clients[0], ledger, [Writer(client, ledger, number) for number, client in enumerate(clients, start=1)]


def assert_nothing_lost_or_doubled(client: Client, ledger: Ledger) -> None:
    there = client.strengths()
    assert ledger.acknowledged <= there.keys(), "an acknowledged edit is lost"
    assert there.keys() <= ledger.written.keys(), "something is there that nobody wrote"
    assert len(set(there.values())) == len(there), "something is there twice"
    assert {key: ledger.written[key] for key in there} == there, "words were changed"


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(database_url: str, start_server: StartServer) -> None:
    server = start_server(database_url)
    client, ledger, writers = writers_at(server.url)
    for writer in writers:
        writer.start()

    for number in range(KILLS):
        heard = len(ledger.acknowledged)
        wait_until(
            lambda heard=heard: len(ledger.acknowledged) > heard + 3, 60, f"writing goes on after {number} kills"
        )
        time.sleep(random.uniform(0, 0.3))
        kill(server)
        server.start()
    for writer in writers:
        writer.over.set()
        writer.join(timeout=60)

    drained = [writer.drain(60) for writer in writers]
    tell(
        f"kill -9 of the server ({database_url.partition(':')[0]})",
        kills=KILLS,
        acknowledged=len(ledger.acknowledged),
        written=len(ledger.written),
        lost=len(ledger.acknowledged - client.strengths().keys()),
    )
    assert all(drained), "what was cut off goes through when it is sent again"
    assert ledger.acknowledged == ledger.written.keys()
    assert_nothing_lost_or_doubled(client, ledger)
    assert ledger.statuses.get(500, 0) == 0


def test_nothing_acknowledged_is_lost_when_postgresql_is_stopped_at_once(
    own_postgres: OwnPostgres, start_server: StartServer
) -> None:
    server = start_server(own_postgres.url)
    client, ledger, writers = writers_at(server.url)
    for writer in writers:
        writer.start()

    for number in range(max(1, KILLS // 4)):
        heard = len(ledger.acknowledged)
        wait_until(
            lambda heard=heard: len(ledger.acknowledged) > heard + 3, 60, f"writing goes on after {number} stops"
        )
        own_postgres.stop_at_once()
        time.sleep(0.3)
        own_postgres.start()
    for writer in writers:
        writer.over.set()
        writer.join(timeout=60)

    drained = [writer.drain(60) for writer in writers]
    tell(
        "PostgreSQL stopped at once",
        stops=max(1, KILLS // 4),
        acknowledged=len(ledger.acknowledged),
        written=len(ledger.written),
        lost=len(ledger.acknowledged - client.strengths().keys()),
    )
    assert all(drained), "the server finds its database again by itself"
    assert_nothing_lost_or_doubled(client, ledger)
    assert ledger.statuses.keys() <= {200, 503}, f"a database that is away is a 503, not {ledger.statuses}"
