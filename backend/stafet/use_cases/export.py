"""Everything of mine, in one file: for the citizen alone, logged before it leaves, three times a day (C25, T23)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from stafet.domain.consents import citizen_access
from stafet.domain.export_page import page
from stafet.domain.ids import PersonId, PlanId
from stafet.domain.log import Entry, Exported
from stafet.store import export, log, plans
from stafet.store.engine import Transaction
from stafet.use_cases.access import plan_of_citizen
from stafet.use_cases.errors import TooMany
from stafet.use_cases.step_up import demand_fresh

A_DAY = 3


def begin(
    tx: Transaction, *, plan_id: PlanId, by: PersonId, proved_at: datetime | None, label: str, now: datetime
) -> None:
    """Write down that everything is taken out, and on which device. If that cannot be written, nothing leaves."""
    plan = plan_of_citizen(tx, plan_id, by)
    demand_fresh(proved_at, now)
    plans.lock(tx, plan.id)
    taken = log.lately(tx, plan.id, "exported", Exported, since=now - timedelta(days=1))
    if len(taken) >= A_DAY:
        raise TooMany((taken[-A_DAY].at + timedelta(days=1) - now).total_seconds())
    log.append(tx, plan.id, [Entry(kind="exported", who="citizen", said=Exported(label=label))], now)


def file_of(tx: Transaction, *, plan_id: PlanId, by: PersonId, lang: str, now: datetime) -> Iterator[str]:
    """The file, piece by piece: a page to read, with the same as JSON inside."""
    plan = plan_of_citizen(tx, plan_id, by)
    return page(export.everything(tx, citizen_access(plan.id), by), lang, now)
