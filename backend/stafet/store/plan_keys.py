"""The wrapped keys: what seals and opens a plan's texts in a transaction, and how a plan's key is destroyed."""

from datetime import datetime

import sqlalchemy as sa

from stafet.domain.ids import PlanId
from stafet.store.errors import KeyDestroyed, NotSealedYet, Unreadable, WrongMasterKey
from stafet.store.prepared import Prepared
from stafet.store.sealing import DataKey, Keyring, is_sealed, version_of
from stafet.store.tables import house_key, plan, plan_key

HOUSE = "house"
"""Who owns the key of what belongs to no plan: people's names, the labels of their devices."""

_of_plan = Prepared(
    sa.select(plan_key.c.version, plan_key.c.wrapped)
    .join(plan, sa.and_(plan.c.id == plan_key.c.plan_id, plan.c.key_version == plan_key.c.version))
    .where(plan_key.c.plan_id == sa.bindparam("plan"))
)
_of_version = Prepared(
    sa.select(plan_key.c.wrapped).where(
        plan_key.c.plan_id == sa.bindparam("plan"), plan_key.c.version == sa.bindparam("version")
    )
)
_of_house = Prepared(sa.select(house_key.c.version, house_key.c.wrapped))


class Seal:
    """Seals and opens the texts of one plan, or of the house, within one transaction."""

    __slots__ = ("_current", "_keys", "_older", "owner")

    def __init__(self, keys: "OpenKeys", owner: str, current: DataKey) -> None:
        self.owner = owner
        self._keys = keys
        self._current = current
        self._older: dict[int, DataKey] = {}

    def seal(self, scope: str, place: str, text: bytes) -> bytes:
        """Close a text for its place: a scope, and the one row and column it belongs to."""
        return self._current.seal(scope, place, text)

    def open(self, scope: str, place: str, sealed: bytes) -> bytes:
        """What was closed there."""
        version = version_of(sealed)
        key = self._current if version == self._current.version else self._of_before(version)
        return key.open(scope, place, sealed)

    def _of_before(self, version: int) -> DataKey:
        """Texts from before the plan got a new key stay readable until they are written again."""
        found = self._older.get(version)
        if found is None:
            found = self._older[version] = self._keys.older(self.owner, version)
        return found


class Turned:
    """Seals a plan's texts anew under its newest key, whatever they lay under before: an older key, or none."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def __call__(self, scope: str, place: str, lies: bytes) -> bytes:
        """What shall lie there. Plain text of before 0.2.0 never begins as a sealed one does."""
        return self.sealed(scope, place, self._seal.open(scope, place, lies) if is_sealed(lies) else lies)

    def sealed(self, scope: str, place: str, text: bytes) -> bytes:
        """The same, for what is known to be open."""
        return self._seal.seal(scope, place, text)


class OpenKeys:
    """The keys one transaction has met. Made anew for each, so that a destroyed key is not there in the next."""

    __slots__ = ("_destroyed", "_keyring", "_seals", "_tx", "_wrapped")

    def __init__(self, tx: sa.Connection, keyring: Keyring | None) -> None:
        self._tx = tx
        self._keyring = keyring
        self._wrapped: dict[str, tuple[int, bytes]] = {}
        self._seals: dict[str, Seal] = {}
        self._destroyed: list[str] = []

    @property
    def keyring(self) -> Keyring:
        """The process's own, opened with the master key."""
        if self._keyring is None:
            raise WrongMasterKey("the database was opened without a master key")
        return self._keyring

    def learn(self, owner: str, version: int, wrapped: bytes) -> None:
        """The key came along with the plan's own row."""
        self._wrapped[owner] = (version, wrapped)

    def has(self, plan_id: str) -> bool:
        """Whether the plan has a key: an erased one has none."""
        return (
            plan_id in self._wrapped or plan_id in self._seals or _of_plan.row(self._tx, {"plan": plan_id}) is not None
        )

    def of(self, owner: str) -> Seal:
        """What seals and opens this owner's texts."""
        seal = self._seals.get(owner)
        if seal is None and owner == HOUSE:
            seal = self._seals[HOUSE] = Seal(self, HOUSE, self._house())
        elif seal is None:
            version, wrapped = self._wrapped.get(owner) or self._find(owner)
            seal = self._seals[owner] = Seal(self, owner, self.keyring.key(owner, version, wrapped))
        return seal

    def _house(self) -> DataKey:
        keyring = self.keyring
        if keyring.house is None:
            row = _of_house.row(self._tx, {})
            if row is None:
                raise NotSealedYet
            keyring.house = keyring.key(HOUSE, *row)
        return keyring.house

    def older(self, owner: str, version: int) -> DataKey:
        """A key of before, which some texts are still sealed with."""
        row = _of_version.row(self._tx, {"plan": owner, "version": version})
        if row is None:
            raise Unreadable("a text is sealed with a key that is not there")
        return self.keyring.key(owner, version, row[0])

    def forget(self, owner: str) -> None:
        """The key is being destroyed in this transaction."""
        self._wrapped.pop(owner, None)
        self._seals.pop(owner, None)
        self._destroyed.append(owner)
        self.keyring.forget(owner)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_how: object) -> None:
        """The transaction is over: no key is held for it, and whoever read a destroyed one meanwhile loses it too."""
        self._wrapped.clear()
        self._seals.clear()
        for owner in self._destroyed:
            self.keyring.forget(owner)

    def _find(self, owner: str) -> tuple[int, bytes]:
        row = _of_plan.row(self._tx, {"plan": owner})
        if row is None:
            raise KeyDestroyed
        return row[0], row[1]


def of_transaction(tx: sa.Connection) -> OpenKeys:
    """The keys of this transaction. `Database` puts them there when it begins."""
    keys: OpenKeys = tx.info["open_keys"]
    return keys


def seal_of(tx: sa.Connection, plan_id: PlanId) -> Seal:
    """What seals and opens the texts of a plan."""
    return of_transaction(tx).of(plan_id)


def seal_of_house(tx: sa.Connection) -> Seal:
    """What seals and opens what belongs to no plan."""
    return of_transaction(tx).of(HOUSE)


def add(tx: sa.Connection, plan_id: PlanId, version: int, now: datetime) -> None:
    """Give a plan a key: its first, or one for everything that is written from now on."""
    keys = of_transaction(tx)
    wrapped = keys.keyring.new_key(plan_id, version)
    tx.execute(
        plan_key.insert().values(
            plan_id=plan_id, version=version, wrapped=wrapped, master_id=keys.keyring.master.id, made_at=now
        )
    )
    tx.execute(plan.update().where(plan.c.id == plan_id).values(key_version=version))
    keys.forget(plan_id)


def leave_behind(tx: sa.Connection, plan_id: PlanId, version: int) -> None:
    """Destroy the keys of before: nothing lies under them any more."""
    tx.execute(plan_key.delete().where(plan_key.c.plan_id == plan_id, plan_key.c.version <= version))
    of_transaction(tx).forget(plan_id)


def destroy(tx: sa.Connection, plan_id: PlanId) -> None:
    """Erase a plan for good: without its keys nobody can read what was written in it, here or in a later backup."""
    tx.execute(plan_key.delete().where(plan_key.c.plan_id == plan_id))
    of_transaction(tx).forget(plan_id)


def set_up(tx: sa.Connection, now: datetime) -> None:
    """Make the house's key the first time; prove ever after that the master key is the one it was made with."""
    keyring = of_transaction(tx).keyring
    row = tx.execute(sa.select(house_key.c.master_id, house_key.c.version, house_key.c.wrapped)).one_or_none()
    if row is None:
        tx.execute(
            house_key.insert().values(
                version=1, wrapped=keyring.new_key(HOUSE, 1), master_id=keyring.master.id, complete=False, made_at=now
            )
        )
        return
    if row.master_id != keyring.master.id:
        raise WrongMasterKey(f"the database was sealed with the master key {row.master_id}, not {keyring.master.id}")
    keyring.key(HOUSE, row.version, row.wrapped)


def check(tx: sa.Connection) -> None:
    """Refuse a database that was never sealed, or was sealed with another master key."""
    keyring = of_transaction(tx).keyring
    row = tx.execute(
        sa.select(house_key.c.master_id, house_key.c.version, house_key.c.wrapped, house_key.c.complete)
    ).one_or_none()
    if row is None or not row.complete:
        raise NotSealedYet
    if row.master_id != keyring.master.id:
        raise WrongMasterKey(f"the database was sealed with the master key {row.master_id}, not {keyring.master.id}")
    keyring.key(HOUSE, row.version, row.wrapped)
