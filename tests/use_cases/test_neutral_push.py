"""Over many random plans: no word of any plan is in any push, and all pushes are equally long (T8, G12)."""

import os
import random

import pytest
import sqlalchemy as sa

from stafet.domain.items import (
    AgendaItem,
    Agreement,
    Coping,
    Dream,
    Meeting,
    Need,
    PrivateNote,
    SafetyContact,
    WarningSign,
)  # fmt: skip
from stafet.push.sender import Sender
from stafet.store.tables import reminder
from stafet.use_cases.sending import Postman
from tests.support.figures import tell
from tests.support.phone_push import PhonePush
from tests.support.push_service import PushService
from tests.use_cases.carrying import KEYS, give_device
from tests.world import Plan, World

PLANS = int(os.environ.get("STAFET_PUSH_PLANS", "8"))
SEED = int(os.environ.get("STAFET_PUSH_SEED", "7"))

# What a stranger would learn most from, beside words that nobody has ever written before.
TELLING = (
    "psykiatri psykiatrisk udskrivning indlæggelse bosted distriktspsykiatrien jobcenter sengeafsnit skizofreni "
    "psykose bipolar depression angst misbrug alkohol metadon abilify leponex clozapin lithium sertralin bivirkninger "
    "stemmer selvmord selvskade tvang medicin diagnose kriseplan tryghedsplan netværksmøde koordination aftale drøm mål"
)
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


class Words:
    """Random sentences, each word of them remembered."""

    def __init__(self, luck: random.Random) -> None:
        self.luck = luck
        self.used: set[str] = set()

    def word(self) -> str:
        new = "".join(self.luck.choices(LETTERS, k=self.luck.randint(5, 14)))
        word = new if self.luck.random() < 0.7 else self.luck.choice(TELLING.split())
        self.used.add(word)
        return self.luck.choice((word, word.capitalize(), word.upper()))

    def __call__(self, most: int = 40) -> str:
        return " ".join(self.word() for _ in range(self.luck.randint(1, most)))


def a_random_plan(world: World, words: Words, service: PushService) -> None:
    """Somebody's plan with a meeting that a member is asked to; both have a phone."""
    luck, phones = words.luck, (PhonePush(), PhonePush())
    plan = world.plan(world.person(f"{words(3)} {luck.getrandbits(64):x}"))
    give_device(world, plan, service, phones[0])
    dream = plan.write(Dream(text=words(), more=words(200)))
    for scope, body in (
        ("needs", Need(text=words())),
        ("safety", WarningSign(text=words())),
        ("safety", Coping(text=words())),
        ("safety", SafetyContact(name=words(2), who=words(2), hours=words(2))),
        ("private", PrivateNote(text=words())),
        (f"dream:{dream}", Agreement(what=words(), responsible="citizen", my_part=words(), their_part=words())),
    ):
        if luck.random() < 0.6:
            plan.write(body, scope)
    starts = f"2026-12-04T{luck.randint(7, 20):02}:{luck.choice(('00', '15', '30'))}"
    meeting = plan.write(Meeting(meeting_kind="network", starts_at=starts, place=words(3)))
    member = plan.member(f"{words(2)} {luck.getrandbits(64):x}", "relative")
    give_device(world, Plan(world, plan.id, member.person), service, phones[1])
    plan.write(AgendaItem(text=words(), asked=member.id), f"meeting:{meeting}")
    plan.invite_to(meeting, member)


@pytest.fixture
def sent_to(push_service: PushService, world: World) -> PushService:
    def clock() -> float:
        return world.now.timestamp()

    push_service.clock = clock
    return push_service


async def test_no_word_of_any_plan_is_in_any_push_and_all_are_equally_long(world: World, sent_to: PushService) -> None:
    words = Words(random.Random(SEED))
    for _ in range(PLANS):
        a_random_plan(world, words, sent_to)

    async with Sender(KEYS, extra_origins=(sent_to.origin,)) as sender:
        postman = Postman(
            db=world.db, sender=sender, origin="https://stafet.test", public_key=KEYS.public_key, clock=world.clock
        )
        world.later(days=16)
        for _ in range(60):
            world.later(hours=1)
            while await postman.send_due():
                pass

    told = sent_to.messages
    # The citizen and the member, at least once each.
    assert len(told) >= 2 * PLANS
    assert sent_to.turned_away == []
    assert {len(message.plain) for message in told} == {512}
    assert len({message.length for message in told}) == 1
    with world.tx() as tx:
        ids = set(tx.execute(sa.select(reminder.c.id)).scalars())
    assert {message.topic for message in told} <= ids
    # The id of a reminder is chance, and chance writes short words now and then: it is known, and taken out.
    seen = {message.plain.decode().replace(message.topic or "-", "").casefold() for message in told}
    assert len(seen) <= 2, "one for a meeting, one for what is new"
    assert [word for word in words.used if any(word in plain for plain in seen)] == []
    tell("pushes of random plans", plans=PLANS, pushes=len(told), words=len(words.used), **{"given away": 0})
