"""One transaction's writing to one plan: who takes revision numbers, and which scopes moved."""

from collections.abc import Iterator
from contextlib import contextmanager

from stafet.domain.scopes import Scope
from stafet.store import plans
from stafet.store.engine import Transaction
from stafet.store.plans import PlanRow


class PlanWrite:
    """Gives out the plan's next revisions. The plan is locked, so they are dense and in commit order."""

    def __init__(self, plan: PlanRow) -> None:
        self.plan = plan
        self.rev = plan.rev
        self.heads: dict[Scope, int] = {}

    def next_rev(self, scope: Scope) -> int:
        """The next revision, for a change in this scope."""
        self.rev += 1
        self.heads[scope] = self.rev
        return self.rev

    @contextmanager
    def undone_on_failure(self) -> Iterator[None]:
        """Revisions taken by an act that fails are given back: the plan's revisions have no holes."""
        rev, heads = self.rev, dict(self.heads)
        try:
            yield
        except BaseException:
            self.rev, self.heads = rev, heads
            raise


@contextmanager
def plan_write(tx: Transaction, plan: PlanRow) -> Iterator[PlanWrite]:
    """Write to a locked plan; its counter and the heads of its scopes move at the end."""
    write = PlanWrite(plan)
    yield write
    if write.rev != plan.rev:
        plans.advance(tx, plan, write.rev, write.heads)
