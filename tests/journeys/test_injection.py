"""Whatever is written stays text: 560 hostile strings through every text field, shown on every screen (T12, T13).

Nothing of it runs, no dialog opens, the content security policy has nothing to report, no other host is asked, and the
words stand on the screen as they were written, but for what no keyboard types.
"""

import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Page, expect

from stafet.domain.ids import MemberId
from stafet.domain.items import KINDS, ItemBody
from stafet.domain.texts import clean
from stafet.store import people
from stafet.store.engine import Database
from stafet.use_cases import team
from tests.journeys import corpus
from tests.journeys.conftest import House, SignedIn
from tests.journeys.test_screens import citizens_screens, members_screens, settled
from tests.journeys.told import Told
from tests.phones import Json, Phone
from tests.support.browser import Person
from tests.support.figures import tell
from tests.support.log_rules import KEYS

# One worker writes everything that is hostile, once.
pytestmark = pytest.mark.xdist_group("injection")

STRINGS = corpus.strings()
WORDS = corpus.packed(4000)
LINES = corpus.packed(200)
# Each of these has a screen of its own: all of them take minutes (make soak), a few will do otherwise.
SCREENS = int(os.environ.get("STAFET_INJECTION_SCREENS", "3"))

# Which fields of a kind hold people's words, and where items of the kind live. Filled by hand, held by a test.
WORDS_OF: dict[str, tuple[str, ...]] = {
    "dream": ("text", "more"), "goal": ("text",), "step": ("text",),
    "agreement": ("what", "myPart", "theirPart", "why"), "strength": ("text",),
    "need": ("text",), "warning_sign": ("text",), "coping": ("text",), "safe_place": ("text",),
    "safe_surroundings": ("text",), "to_myself": ("text",), "who5": ("text",),
    "wish_if_ill": ("text",), "wellbeing": ("text",), "private_note": ("text",), "agenda_item": ("text",),
    "answer": ("text", "does"), "outcome": ("text",), "looking_back": ("text",), "preparation": ("text",),
    "course_answer": ("text",),
    "alternative": ("value",),
}  # fmt: skip
LINES_OF: dict[str, tuple[str, ...]] = {"safety_contact": ("name", "who", "hours"), "meeting": ("place",)}
# What else is a str on the wire: ids, choices, days, numbers and addresses, each with a pattern or a list; and a verb,
# which stands by itself in a form's field only: the words it begins are drawn.
NOT_WORDS = {
    "agreement": {"responsible", "byOn", "state", "asksFor", "verb", "whyBy", "whose", "whoseBy"},
    "wellbeing": {"on"}, "safety_contact": {"phone"}, "step": {"done"}, "preparation": {"done"},
    "meeting": {
        "meetingKind", "startsAt", "zone", "minutes", "video", "phone", "state", "series", "calledBy", "dischargeOn",
    },
    "who5": {"on", "cheerful", "calm", "active", "rested", "interested"},
    "outcome": {"state"}, "looking_back": {"on", "said", "listened", "clear", "safe"},
    "course_answer": {"on", "mattered", "together", "whoDoes", "kept", "whoHelps"},
    "agenda_item": {"state", "asked"}, "answer": {"answerKind", "byOn", "verb", "whose"},
    "invitee": {"member", "reply", "how"}, "alternative": {"of", "field"},
}  # fmt: skip

LOOKS_LIKE_MARKUP = """() => {
  const never = "script:not([src^='/']), iframe, object, embed, base, form[action], math, template, marquee, style";
  const found = [...document.querySelectorAll(never)];
  for (const one of document.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (/^on/i.test(name) || name === "srcdoc" || (name === "style" && /inset/.test(value))) found.push(one);
      const leads = /^(href|src|action|formaction|xlink:href|data)$/i.test(name);
      if (leads && !/^(https?:|tel:|data:image\\/svg\\+xml|[/#?]|$)/.test(value)) found.push(one);
    }
  }
  return found.map((one) => one.outerHTML.slice(0, 200));
}"""
SHOWN = """() => {
  // What only those hear who do not see stands between the words where two versions differ.
  const seen = document.body.cloneNode(true);
  for (const one of seen.querySelectorAll(".hide")) one.remove();
  const fields = [...document.querySelectorAll("textarea, input")].map((field) => field.value);
  return [document.body.textContent, seen.textContent, ...fields, document.title].join("\\n");
}"""
# Characters that may stand nowhere on a screen, however they came there.
HIDING = {*corpus.BIDI} | {chr(code) for code in (*range(9), *range(11, 32), *range(0x7F, 0xA0))}


def test_no_text_field_of_any_kind_is_left_out() -> None:
    named = {
        kind: {*WORDS_OF.get(kind, ()), *LINES_OF.get(kind, ()), *NOT_WORDS.get(kind, ())} for kind in KINDS
    }  # fmt: skip

    assert {kind: set(struct.__struct_encode_fields__) for kind, struct in KINDS.items()} == named


def test_there_are_five_hundred_of_them() -> None:
    assert len(STRINGS) >= 500
    assert len({unicodedata.normalize("NFC", one) for one in STRINGS}) >= 500


@pytest.mark.parametrize("field", ["video", "phone"])
def test_a_link_is_an_encrypted_address_or_a_number_and_nothing_else(field: str) -> None:
    meeting = {"kind": "meeting", "meetingKind": "network", "startsAt": "2027-01-15T10:00"}
    begins = {"video": r"https://[^\s]*", "phone": r"[0-9+() -]*"}[field]

    for text in (*STRINGS, "http://video.example", "HTTPS://video.example", "https://", "https:// x", "https:/x"):
        try:
            msgspec.convert(meeting | {field: text}, ItemBody)
            taken = True
        except msgspec.ValidationError:
            taken = False

        assert not taken or re.fullmatch(begins, text), text


@dataclass
class Written:
    """Peter's plan with all of it in, and what must stand on which screen."""

    told: Told
    path: Path
    citizens: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    screens: dict[str, list[str]] = field(default_factory=dict)

    def put(self, phone: Phone, bodies: Iterable[tuple[str, Json, dict[str, Any]]]) -> list[str]:
        """Through the outbox, a request at a time. What is nothing once it is cleaned is refused, and only that."""
        made = []
        for scope, body, more in bodies:
            made.append(phone.write("create", scope=scope, body=body, **more))
            if phone.outbox[-1]["body"]["kind"] in {"dream", "meeting"}:
                phone.outbox[-1]["scope"] = f"{body['kind']}:{made[-1]}"
            if len(phone.outbox) == 40:
                self.send(phone)
        self.send(phone)
        return made

    def send(self, phone: Phone) -> None:
        sent = list(phone.outbox)
        for edit, outcome in zip(sent, phone.sync().outcomes, strict=True):
            blank = any(not clean(one).strip() for one in texts_of(edit.get("body", {})))
            assert outcome == "applied" or (blank and outcome == "refused: invalid_field"), (outcome, edit)


def texts_of(body: Json) -> list[str]:
    kind = body.get("kind", "")
    return [body[name] for name in (*WORDS_OF.get(kind, ()), *LINES_OF.get(kind, ())) if body.get(name)]


def bodies(kind: str, texts: Iterable[str], **more: Any) -> list[Json]:
    """One item for each text, with the text in every field that takes words."""
    fields = (*WORDS_OF.get(kind, ()), *LINES_OF.get(kind, ()))
    return [{"kind": kind, **dict.fromkeys(fields, text), **more} for text in texts]


@pytest.fixture(scope="module")
def written(told_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Everything once in a list, where lists are shown; packed where each has a screen of its own."""
    path = tmp_path_factory.mktemp("written") / "stafet.db"
    shutil.copyfile(told_template, path)
    db = Database(f"sqlite:///{path}", KEYS)
    told = Told(db, lambda: datetime.now(UTC))
    done = Written(told, path, citizens_screens(told), members_screens(told))
    write_everything(done)
    share_everything(done)
    db.close()
    return done


@pytest.fixture
def told_url(written: Written, tmp_path: Path) -> str:
    path = tmp_path / "told.db"
    shutil.copyfile(written.path, path)
    return f"sqlite:///{path}"


def share_everything(done: Written) -> None:
    """With people whose names, organisations and hours are just as hostile, before they are agreed to and looked at."""
    told = done.told
    parts = ("needs", "strengths", "agreements", "safety", "wellbeing", "dreams", "team")
    names = []
    for number, name in enumerate(("Karen Møller", "Sanne Nør", "Mads Lund")):
        said, *others = LINES[number * 3 : number * 3 + 3]
        facts = team.MemberIn(name=said, organisation=others[0], hours=others[1])
        member = MemberId(told.member(name))
        with told.db.write() as tx:
            team.change(tx, plan_id=told.id, member_id=member, by=told.person("peter"), facts=facts, now=told.clock())
        told.mine.sync_all()
        names.append(" ".join(clean(said).split()))
        told.share(names[-1], *parts, verb="respond")
    told.invite_to_the_meeting(*names[:2])
    asked = [told.invitation(one, "gp") and one for one in LINES[9 : 9 + 4 * SCREENS]]
    with told.db.write() as tx:
        people.change(tx, told.person("peter"), name=" ".join(clean(LINES[40]).split()))
    for key in ("karen", "sanne"):
        told.phone(key)
    done.screens |= {"/team": [clean(one) for one in asked], "/looks": names[:2]}


def write_everything(done: Written) -> None:
    told = done.told
    peter, dream, meeting = told.mine, told.dream("Ud af misbruget"), told.meeting
    sections = {"strength": "strengths", "warning_sign": "safety", "coping": "safety", "safe_place": "safety",
                "safe_surroundings": "safety", "wish_if_ill": "safety", "to_myself": "safety",
                "private_note": "private"}  # fmt: skip
    done.put(peter, [("needs", body, {}) for body in bodies("need", STRINGS)])
    for kind, scope in sections.items():
        done.put(peter, [(scope, body, {}) for body in bodies(kind, WORDS)])
    done.put(peter, [("wellbeing", body, {}) for body in bodies("wellbeing", WORDS, on="2026-11-20")])
    felt = {"cheerful": 2, "calm": 1, "active": 3, "rested": 0, "interested": 5}
    done.put(peter, [("wellbeing", body, {}) for body in bodies("who5", WORDS, on="2026-11-20", **felt)])
    for scope in ("private", "wellbeing"):
        done.put(peter, [(scope, body, {}) for body in bodies("looking_back", WORDS, on="2026-11-20", said=4)])
    done.put(peter, [("safety", body, {}) for body in bodies("safety_contact", LINES)])
    thread = f"dream:{dream}"
    goals = done.put(
        peter,
        [(thread, body, {"from_": {"scope": thread, "item": dream}}) for body in bodies("goal", WORDS)],
    )
    done.put(
        peter,
        [(thread, body, {"from_": {"scope": thread, "item": goals[0]}}) for body in bodies("step", WORDS)],
    )
    done.put(peter, [("", body, {}) for body in bodies("dream", WORDS)])
    mads = told.member("Mads Lund")
    agreements = bodies("agreement", WORDS, responsible="citizen", state="agreed")
    done.put(peter, [(scope, body, {}) for scope in ("agreements", thread) for body in agreements])
    done.put(peter, [("agreements", body | {"responsible": mads}, {}) for body in agreements[:2]])
    when = {"meetingKind": "network", "startsAt": "2027-01-15T10:00"}
    hostile = [body | {"video": video_of(body["place"])} for body in bodies("meeting", LINES[:SCREENS], **when)]
    meetings = done.put(peter, [("", body, {}) for body in hostile])
    here = f"meeting:{meeting}"
    points = done.put(peter, [(here, body, {}) for body in bodies("agenda_item", WORDS)])
    for point in points[:2]:
        link = {"from_": {"scope": here, "item": point}}
        done.put(peter, [(here, body, link) for body in bodies("answer", WORDS)])
    done.put(peter, [(here, body, {}) for body in bodies("outcome", WORDS[:1])])
    done.put(peter, [(here, body, {}) for body in bodies("preparation", WORDS)])
    twice(done, dream)
    done.screens = {
        "/plan/needs": [clean(one) for one in STRINGS],
        "/plan/strengths": [clean(one) for one in WORDS],
        "/plan/private": [clean(one) for one in WORDS],
        "/plan/wellbeing": [clean(one) for one in WORDS],
        "/plan/agreements": [clean(one) for one in WORDS],
        "/meetings/how": [clean(one) for one in WORDS],
        f"/meetings/{meeting}/after": [clean(WORDS[0])],
        "/safety": [clean(one) for one in (*WORDS, *LINES)],
        f"/dream/{dream}": [clean(one) for one in WORDS],
        f"/versions/{dream}": [clean(WORDS[0]), clean(WORDS[1])],
        f"/meetings/{meeting}": [clean(one) for one in WORDS],
        **{f"/meetings/{one}": [clean(LINES[number])] for number, one in enumerate(meetings)},
        **{f"/meetings/{meeting}/agenda/{point}": [clean(one) for one in WORDS] for point in points[:2]},
    }


def video_of(text: str) -> str:
    """An address that begins as it must, and goes on as it likes."""
    return ("https://video.example/" + "".join(clean(text).split()))[:500]


def twice(done: Written, dream: str) -> None:
    """Two phones change the same field: the other text is an alternative, and the first an earlier version."""
    one, other = done.told.phone(), done.told.phone()
    one.change(dream, more=WORDS[0])
    other.change(dream, more=WORDS[1])
    assert [one.sync().outcomes, other.sync().outcomes] == [["applied"], ["conflict"]]


def watched(person: Person) -> list[str]:
    """Every dialog that opens is remembered and closed."""
    opened: list[str] = []
    person.page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    return opened


def only_text(page: Page, path: str, expected: Sequence[str]) -> None:
    settled(page)
    for _ in range(60):
        # Somebody who keeps nothing has to fetch it first, a page at a time.
        if not (missing := missing_from(page, expected)):
            break
        page.wait_for_timeout(250)
    assert missing == [], f"{path} does not show {len(missing)} of them as they are, such as {missing[:3]}"
    assert page.evaluate(LOOKS_LIKE_MARKUP) == [], path
    assert set(page.evaluate(SHOWN)) & HIDING == set(), path


def missing_from(page: Page, expected: Sequence[str]) -> list[str]:
    flat = " ".join(page.evaluate(SHOWN).split())
    return [one for one in expected if " ".join(one.split()) not in flat]


def test_a_citizen_meets_only_text(home: House, written: Written, signed_in: SignedIn) -> None:
    peter = signed_in("peter")
    opened = watched(peter)
    expect(peter.page.get_by_text("Alt er sendt").first).to_be_visible()
    peter.expects(r"404 .*/api/reminders/01a201a0-unknown")

    for path in dict.fromkeys([*written.citizens, *written.screens]):
        peter.goto(path)
        only_text(peter.page, path, written.screens.get(path, ()))

    assert opened == []
    tell(
        "hostile strings on a citizen's screens",
        tried=len(STRINGS),
        screens=len({*written.citizens, *written.screens}),
        ran=0,
    )


@pytest.mark.parametrize("key", ["karen", "sanne"])
def test_who_reads_the_plan_meets_only_text(key: str, home: House, written: Written, signed_in: SignedIn) -> None:
    shared = f"/shared/{written.told.plan}"
    person = signed_in(key)
    opened = watched(person)

    for path in written.members:
        person.goto(path)
        only_text(person.page, path, [clean(one) for one in (*STRINGS, *WORDS, *LINES)] if path == shared else ())

    assert opened == []
