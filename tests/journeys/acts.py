"""What people do in the app, as they would tell it. Each act goes through the screen, by the words on it."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import Person

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SENT = "Alt er sendt"


def main_of(person: Person) -> Locator:
    """What stands between the bar and the tabs."""
    return person.page.get_by_role("main")


def sees(person: Person, text: str) -> None:
    """The words stand on the screen. Buttons carry their object for those who only hear it, so words occur twice."""
    expect(main_of(person).get_by_text(text).first).to_be_visible()


def press(where: Page | Locator, name: str, *, exact: bool = False) -> None:
    """Press the button or follow the link of this name."""
    where.get_by_role("button", name=name, exact=exact).or_(
        where.get_by_role("link", name=name, exact=exact)
    ).first.click()


class Counted:
    """Presses and fields, as a person would count them."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.count = 0

    def press(self, name: str) -> None:
        self.count += 1
        press(main_of(self.person), name)

    def follow(self, name: re.Pattern[str]) -> None:
        self.count += 1
        main_of(self.person).get_by_role("link", name=name).first.click()

    def fill(self, label: str, words: str) -> None:
        self.count += 1
        self.person.page.get_by_label(label).fill(words)


def comes_in(person: Person, name: str, path: str = "/") -> None:
    """Choose a fictional person on the demo's first page."""
    person.goto(path)
    press(person.page, name)
    expect(person.page.get_by_role("heading", level=1)).to_be_visible()


def everything_is_sent(person: Person) -> None:
    """Wait until the phone says that nothing waits on it."""
    expect(person.page.get_by_text(SENT).first).to_be_visible()


def begins_a_plan(person: Person, dream: str) -> None:
    """From the first page to a first dream."""
    press(person.page, "Lav min plan")
    person.page.get_by_label("Min drøm").fill(dream)
    press(person.page, "Gem")
    expect(person.page.get_by_role("heading", name="I dag")).to_be_attached()


def writes_a_dream(person: Person, text: str) -> None:
    """A further dream, from the plan."""
    person.goto("/plan")
    press(person.page, "Skriv en drøm")
    person.page.get_by_label("Min drøm").fill(text)
    press(person.page, "Færdig")
    expect(person.page.get_by_role("heading", name=text)).to_be_attached()


def writes_a_goal(person: Person, dream: str, text: str) -> None:
    """A goal on a dream's thread."""
    opens_a_dream(person, dream)
    press(person.page, "Skriv et mål")
    person.page.get_by_role("textbox").first.fill(text)
    press(person.page, "Færdig")
    sees(person, text)


def opens_a_dream(person: Person, dream: str) -> None:
    """From the plan to one dream."""
    person.goto("/plan")
    press(main_of(person), dream)
    expect(person.page.get_by_role("heading", name=dream, level=1)).to_be_attached()


def invites(
    person: Person, name: str, *, role: str, sees: list[str], verb: str = "Læse og skrive til dig", code: bool = False
) -> tuple[str, str]:
    """Ask somebody onto the team for three months. Answers the link, and the code to be told when there is one."""
    page = person.page
    person.goto("/invite")
    page.get_by_label("Navn").fill(name)
    press(page, "Videre")
    page.get_by_role("radio", name=role).check()
    press(page, "Videre")
    press(page, "Spring over")
    for part in sees:
        page.get_by_role("checkbox", name=re.compile(f"^{re.escape(part)}")).check()
    press(page, "Videre")
    page.get_by_role("radio", name=verb).check()
    press(page, "Videre")
    page.get_by_role("radio", name="3 måneder").check()
    press(page, "Videre")
    page.get_by_role("radio").first.check()
    press(page, "Videre")
    expect(page.get_by_text("Det er de præcise ord.")).to_be_visible()
    with page.expect_response(re.compile(r"/members$")) as answer:
        press(page, "Ja, lav et link")
    made = answer.value.json()
    expect(page.get_by_role("heading", name="Her er linket til")).to_be_visible()
    assert bool(made.get("code")) == code
    return f"/invitation#{made['token']}", made.get("code", "")


def accepts(guest: Person, name: str, link: str, code: str = "") -> None:
    """Open the link, sign in, take the place."""
    guest.goto(link)
    press(guest.page, name)
    if code:
        guest.page.get_by_role("textbox").first.fill(code)
    # Until the server knows: who asks for the team before that is told that nobody has come.
    with guest.page.expect_response(re.compile(r"/invitations/accept$")):
        press(guest.page, "Sig ja")


def says_yes_to(person: Person, name: str) -> None:
    """The citizen confirms that it is them."""
    person.goto("/team")
    press(person.page, "Ja, det er")
    expect(person.page.get_by_role("button", name="Ja, det er")).to_have_count(0)
    expect(main_of(person).get_by_text(name).first).to_be_visible()


def writes_a_need(person: Person, text: str) -> None:
    """Something I need, in its section."""
    person.goto("/plan/needs")
    press(person.page, "Skriv")
    person.page.get_by_role("textbox").first.fill(text)
    press(person.page, "Færdig")
    sees(person, text)


def turns_on_reminders(person: Person) -> None:
    """On this device, in the settings."""
    person.goto("/settings/reminders")
    press(main_of(person), "Slå til")
    expect(main_of(person).get_by_role("button", name="Slå fra").first).to_be_visible()


def makes_a_meeting(person: Person, *, on: date, with_: list[str], points: dict[str, str]) -> None:
    """A coordination meeting: people asked, and a point out of each dream with the one who shall answer it."""
    page = person.page
    person.goto("/meetings")
    press(main_of(person), "Lav et møde")
    page.get_by_role("radio", name="Koordinationsmøde").check()
    press(page, "Videre")
    page.get_by_label("Dag", exact=True).fill(on.isoformat())
    page.get_by_label("Fra kl.").fill("10:00")
    page.get_by_role("checkbox", name="Vi mødes").check()
    page.get_by_label("Hvor mødes I?").fill("Afsnit 4, lokale 2")
    press(page, "Videre")
    for name in with_:
        page.get_by_role("checkbox", name=name).check()
    press(page, "Videre")
    for number, (dream, asked) in enumerate(points.items()):
        press(page, f"Drøm: {dream}")
        chooses(page.get_by_label("Hvem vil du spørge?").nth(number), asked)
    press(page, "Ja, invitér")
    expect(page.get_by_role("heading", name="Det vil jeg tale om")).to_be_visible()
    expect(main_of(person).get_by_text("Har ikke svaret endnu").first).to_be_visible()


def answers_the_point(person: Person, point: str, words: str) -> None:
    """From the desk to a sent answer: open, write, send."""
    person.goto("/")
    press(main_of(person), point)
    person.page.get_by_label("Dit svar til").fill(words)
    press(person.page, "Send svar")
    expect(person.page.get_by_text("Svaret er sendt til")).to_be_visible()


def opens_the_next_meeting(person: Person) -> None:
    """From the list of meetings."""
    person.goto("/meetings")
    main_of(person).get_by_role("link").first.click()
    expect(person.page.get_by_role("heading", level=1)).to_contain_text("kl.")


def holds_the_meeting(person: Person, said: list[str]) -> None:
    """One point at a time, from the next meeting to its end: what is agreed on each, or nothing.

    Where something is written the phone is locked, and opened again.
    """
    page = person.page
    press(page, "Møder")
    main_of(person).get_by_role("link").first.click()
    press(page, "Start mødet")
    for number, words in enumerate(said, start=1):
        sees(person, f"Punkt {number} af {len(said)}")
        page.get_by_role("checkbox", name="Jeg").check()
        if words:
            page.get_by_label("Det blev vi enige om").fill(words)
            page.reload()
            sees(person, f"Punkt {number} af {len(said)}")
            expect(page.get_by_label("Det blev vi enige om")).to_have_value(words)
            expect(page.get_by_role("checkbox", name="Jeg")).to_be_checked()
        if number == len(said):
            press(page, "Slut mødet")
        elif number == 1:
            press(page, "Næste punkt")
        else:
            # Somebody sits at a computer: the arrows go from point to point.
            page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Det blev vi enige om", level=1)).to_be_visible()


def says_how_it_was(person: Person) -> None:
    """From the page after the meeting: one question answered, the others passed over."""
    page = person.page
    press(page, "Svar på fire spørgsmål")
    page.get_by_role("group", name="Lyttede de andre til dig?").get_by_role("radio", name="For det meste").check()
    press(page, "Gem mine svar")
    sees(person, "For det meste")


def looks_at_the_log(person: Person) -> None:
    """From the first screen, in one tap."""
    person.goto("/")
    main_of(person).get_by_role("link", name="kigget").click()
    expect(person.page.get_by_role("heading", level=1)).to_contain_text("kigget")


def stops(person: Person, member: str, part: str) -> None:
    """Two taps from the first screen."""
    press(person.page, "I dag")
    press(main_of(person), "Hvem må se hvad")
    press(main_of(person), f"Stop for {member}: {part}")


def writes_an_agreement(person: Person, what: str, *, who: str, thread: str) -> None:
    """After the meeting: who does what, by when, on which dream."""
    page = person.page
    if not person.page.url.endswith("/after"):
        opens_the_next_meeting(person)
        person.goto(f"{page.url}/after")
    press(page, "Skriv en aftale")
    page.get_by_label("Og hvad mere?").fill(what)
    chooses(page.get_by_label("Hvem gør det?"), who)
    page.get_by_label("Hvornår?", exact=True).fill((datetime.now(COPENHAGEN).date() + timedelta(days=9)).isoformat())
    page.get_by_label("Hvilken drøm hører den til?").select_option(thread)
    press(page, "Gem aftalen")
    sees(person, what)


def chooses(select: Locator, starts_with: str) -> None:
    """Choose in a list by how the choice begins."""
    option = select.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(starts_with)}")).first
    select.select_option(option.inner_text())


def books_the_follow_up(person: Person, interval: str) -> None:
    """From the page after the meeting: the next one, at the same time of day."""
    page = person.page
    page.get_by_role("radio", name=interval).check()
    press(page, "Aftal det næste møde")
    expect(main_of(person).get_by_text("Kommer efter mødet")).to_be_visible()


def comes_back_to_the_network(person: Person) -> None:
    """A moment without coverage: when it is over, the phone talks to the server by itself."""
    person.wait_for_the_worker()
    with person.page.expect_response("**/api/sync"), person.offline():
        pass


def signs_out(person: Person) -> None:
    """In the settings."""
    person.goto("/settings")
    press(main_of(person), "Log ud her")
    expect(person.page.get_by_role("heading", name="Stafet", level=1)).to_be_visible()


EVERYTHING_KEPT = """async (opened) => {
  const kept = { ...localStorage, ...sessionStorage };
  const done = (asked) => new Promise((yes, no) => {
    asked.onsuccess = () => yes(asked.result);
    asked.onerror = () => no(asked.error);
  });
  const unsealed = (key, where, bytes) => crypto.subtle.decrypt(
    { name: "AES-GCM", iv: bytes.slice(1, 13), additionalData: new TextEncoder().encode(where) }, key, bytes.slice(13));
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    const all = {};
    for (const store of database.objectStoreNames)
      all[store] = await done(database.transaction(store).objectStore(store).getAll());
    const key = (of) => done(database.transaction("keys").objectStore("keys").get(of));
    const [device, pass] = opened ? [await key("device"), await key("pass")] : [];
    database.close();
    const bytes = pass && await unsealed(device, "pass", pass);
    const closed = bytes && await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["decrypt"]);
    for (const [store, rows] of Object.entries(all)) {
      for (const row of rows) {
        const by = row?.sealed && { 1: device, 2: closed }[row.sealed[0]];
        if (by) row.sealed = new TextDecoder().decode(await unsealed(by, store, row.sealed));
      }
      kept[`${name}/${store}`] = rows;
    }
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) kept[request.url] = await (await cache.match(request)).text();
  }
  // Bytes are searched as the letters that they would be.
  const lettersOf = (_name, one) => one instanceof Uint8Array ? new TextDecoder().decode(one) : one;
  return JSON.stringify(kept, lettersOf);
}"""


def kept_on_the_device(person: Person, *, opened: bool = True) -> str:
    """Everything this browser has stored for the app, in every place a browser can store.

    `opened`: with the keys of this browser, as far as they go without a code. Else as it lies there.
    """
    kept: str = person.page.evaluate(EVERYTHING_KEPT, opened)
    return kept


def soon_keeps_nothing_of(person: Person, *words: str) -> None:
    """None of these words lies anywhere on the device, at the latest when what is being done is done."""
    for _ in range(800):
        if not still_keeps(person, *words):
            return
        person.page.wait_for_timeout(50)
    assert still_keeps(person, *words) == []


def still_keeps(person: Person, *words: str) -> list[str]:
    """Which of these words lie somewhere on the device."""
    kept = kept_on_the_device(person)
    return [word for word in words if word in kept]


def lies_open(person: Person, *words: str) -> list[str]:
    """Which of these words anybody can read who copies what the browser has stored, row by row."""
    kept = kept_on_the_device(person, opened=False)
    return [word for word in words if word in kept]
