"""After a stop has been acknowledged, no reading that starts later sees anything: many at once (C3)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

from stafet.domain.items import Need
from stafet.use_cases.transactions import Busy
from tests.phones import Phone
from tests.world import Plan, TeamMember, World

READERS, ROUNDS, READS = 4, 5, 10


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
    stale = 0
    for _ in range(ROUNDS):
        peter.share(jonas, "needs")
        over = Event()

        def before_the_stop(over: Event = over) -> None:
            # Somebody reads all the time while the stop is on its way: what they see then may be either.
            phone = peter.phone_of(jonas.person)
            while not over.is_set():
                reads(phone)

        crowd = Thread(target=before_the_stop)
        crowd.start()
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

    assert stale == 0
