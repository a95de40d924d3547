"""After a stop has been acknowledged, no reading that starts later sees anything: many at once (C3).

50 races here, 1,000 in `make soak` (STAFET_RACES).
"""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from time import sleep

from stafet.domain.items import Need
from stafet.use_cases.transactions import Busy
from tests.phones import Phone
from tests.support.figures import tell
from tests.world import Plan, TeamMember, World

READERS, READS = 4, 10
RACES = int(os.environ.get("STAFET_RACES", "50"))
"""Readings that begin after the stop was acknowledged, while others that began before are still under way."""


def reads(phone: Phone) -> bool:
    """Whether a new request of this phone is given the scope. Busy is not an answer: it asks again, as phones do."""
    while True:
        try:
            phone.sync()
        except Busy:
            continue
        return "needs" in phone.scopes


def test_c3_no_read_that_starts_after_the_stop_was_acknowledged_sees_the_scope(
    world: World, peter: Plan, jonas: TeamMember
) -> None:
    peter.write(Need(text="Ro"), "needs")
    stale, began_open = 0, 0
    for _ in range(RACES // READS):
        peter.share(jonas, "needs")
        over = Event()
        saw: list[bool] = []

        def before_the_stop(over: Event = over, saw: list[bool] = saw) -> None:
            # Somebody reads all the time while the stop is on its way: what they see then may be either.
            phone = peter.phone_of(jonas.person)
            while not over.is_set():
                saw.append(reads(phone))

        crowd = Thread(target=before_the_stop)
        crowd.start()
        while not saw:
            sleep(0.001)
        peter.phone.write("withdraw", member=jonas.id, scope="needs")
        while True:
            try:
                assert peter.phone.sync().outcomes == ["applied"]
            except Busy:
                continue
            break
        with ThreadPoolExecutor(READERS) as pool:
            seen = pool.map(lambda _: reads(peter.phone_of(jonas.person)), range(READS))
            stale += sum(seen)
        over.set()
        crowd.join()
        began_open += any(saw)

    tell(f"reads after a stop on {world.db.url.get_backend_name()}", races=RACES, stale=stale)
    assert began_open == RACES // READS, "what was stopped was not open before"
    assert stale == 0
