"""What callers outside need of a database, so that nobody but `store` speaks SQLAlchemy.

One request, one transaction: `http` opens it, the use cases run inside it, nobody commits on the way.
"""

from collections.abc import Callable
from typing import TypeVar

import anyio.to_thread

from stafet.domain.receipts import ReceiptKey as ReceiptKey
from stafet.domain.receipts import make_receipt_key as make_receipt_key
from stafet.store.engine import Database as Database
from stafet.store.engine import Transaction as Transaction
from stafet.store.errors import Busy as Busy
from stafet.store.errors import NotSealedYet as NotSealedYet
from stafet.store.errors import StorageFull as StorageFull
from stafet.store.errors import WrongMasterKey as WrongMasterKey
from stafet.store.keys import Keys as Keys
from stafet.store.keys import KeysMissing as KeysMissing
from stafet.store.keys import make_log_key as make_log_key
from stafet.store.keys import read_log_key as read_log_key
from stafet.store.sealing import make_master_key as make_master_key
from stafet.store.sealing import read_master_key as read_master_key

Answer = TypeVar("Answer")


async def run(db: Database, work: Callable[[], Answer]) -> Answer:
    """Run database work from the event loop.

    On SQLite in the loop itself: one writing path, and a short query is cheaper than a thread
    (docs/decisions/0002-one-writing-path.md). On PostgreSQL in a thread, so that a slow network stops nobody else.
    """
    if db.is_sqlite:
        return work()
    return await anyio.to_thread.run_sync(work)


async def in_write(db: Database, act: Callable[[Transaction], Answer]) -> Answer:
    """One transaction that may write, around one act."""

    def work() -> Answer:
        with db.write() as tx:
            return act(tx)

    return await run(db, work)


async def in_long_read(db: Database, act: Callable[[Transaction], Answer]) -> Answer:
    """A question that takes long: in a thread also on SQLite, where it reads its own snapshot and holds up nobody."""

    def work() -> Answer:
        with db.read() as tx:
            return act(tx)

    return await anyio.to_thread.run_sync(work)


async def in_read(db: Database, act: Callable[[Transaction], Answer]) -> Answer:
    """One transaction that only reads, around one question."""

    def work() -> Answer:
        with db.read() as tx:
            return act(tx)

    return await run(db, work)
