"""The rules by which the database keeps the log, lifted for a moment: as an insider with the database could."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from stafet.domain.receipts import ReceiptKey
from stafet.store.keys import Keys
from stafet.store.sealing import read_master_key

RECEIPT_KEY = """-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
-----END PRIVATE KEY-----
"""
MASTER_KEY = "stafet-master-1 WIiqy1LwDTCzlZlXwcobOYyFyLIyYlECl7VXK2maSF8=\n"
KEYS = Keys(log=bytes(range(32)), master=read_master_key(MASTER_KEY), receipt=ReceiptKey(RECEIPT_KEY))
"""The keys of every database of the tests. They open nothing else in the world."""


def keys_in(folder: Path) -> dict[str, str]:
    """The same keys as files, and the settings that name them."""
    (folder / "log.key").write_text(KEYS.log.hex())
    (folder / "master.key").write_text(MASTER_KEY)
    (folder / "receipt.key").write_text(RECEIPT_KEY)
    return {f"STAFET_{name.upper()}_KEY_FILE": str(folder / f"{name}.key") for name in ("log", "master", "receipt")}


@contextmanager
def lifted(tx: sa.Connection) -> Iterator[None]:
    """Rows of the log can be changed, taken out and put in. Afterwards the rules are back."""
    if tx.dialect.name == "postgresql":
        tx.execute(sa.text("ALTER TABLE log DISABLE TRIGGER USER"))
        yield
        tx.execute(sa.text("ALTER TABLE log ENABLE TRIGGER USER"))
        return
    rules = tx.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'")).all()
    for name, _ in rules:
        tx.execute(sa.text(f"DROP TRIGGER {name}"))
    yield
    for _, statement in rules:
        tx.exec_driver_sql(statement)
