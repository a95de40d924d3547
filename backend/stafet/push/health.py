"""Which push services are out of order just now. Their phones' messages wait; nobody else's wait with them."""

from datetime import datetime, timedelta

IN_A_ROW = 5
REST = timedelta(seconds=30)


class Health:
    """After five failures in a row a push service rests half a minute; then one message finds out for all."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._rests_until: dict[str, datetime] = {}

    def may_try(self, origin: str, now: datetime) -> bool:
        """Whether a message may be sent there now."""
        if self._failures.get(origin, 0) < IN_A_ROW:
            return True
        if now < self._rests_until[origin]:
            return False
        # This one is sent; what comes beside it waits for how it goes.
        self._rests_until[origin] = now + REST
        return True

    def note(self, origin: str, now: datetime, *, is_down: bool) -> None:
        """How it went."""
        if not is_down:
            self._failures.pop(origin, None)
            self._rests_until.pop(origin, None)
            return
        self._failures[origin] = self._failures.get(origin, 0) + 1
        self._rests_until[origin] = now + REST
