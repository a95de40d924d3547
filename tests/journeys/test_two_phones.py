"""Peter has two phones, and writes on both without a network."""

from playwright.sync_api import expect

from tests.journeys.acts import everything_is_sent, main_of, press, sees
from tests.journeys.conftest import House, SignedIn
from tests.support.browser import Person

OUT = "Ud af misbruget"


def edits_the_dream(phone: Person, dream: str, label: str, words: str) -> None:
    phone.goto(f"/dream/{dream}/edit")
    phone.page.get_by_label(label).fill(words)
    press(phone.page, "Færdig")
    expect(phone.page.get_by_role("button", name="Færdig")).to_have_count(0)


def both_write_offline(one: Person, other: Person, dream: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    """Both write in the same dead zone; the first is back on the network before the second."""
    for phone in (one, other):
        everything_is_sent(phone)
        phone.wait_for_the_worker()
    with other.offline():
        with one.offline():
            edits_the_dream(one, dream, *first)
            edits_the_dream(other, dream, *second)
        everything_is_sent(one)
    other.goto("/")
    everything_is_sent(other)


def test_the_same_words_changed_on_both_are_both_kept_until_he_chooses(home: House, signed_in: SignedIn) -> None:
    dream = home.told.dream(OUT)
    one, other = signed_in("peter"), signed_in("peter")
    mine, theirs = ("Min drøm", "Ud af misbruget inden jul"), ("Min drøm", "Ud af misbruget, stille og roligt")
    both_write_offline(one, other, dream, mine, theirs)
    press(main_of(other), "Vælg den, du vil bruge")
    articles = main_of(other).get_by_role("article")
    expect(articles).to_have_count(2)
    texts = [(article.text_content() or "").replace("forskel: ", "") for article in articles.all()]
    assert [mine[1] in texts[0], theirs[1] in texts[1]] == [True, True], texts
    press(articles.nth(1), "Brug den her")
    expect(articles).to_have_count(0)
    # While it can be undone it waits; the app opened anew lets it go.
    other.goto("/")
    everything_is_sent(other)
    one.goto(f"/dream/{dream}")
    expect(one.page.get_by_role("heading", level=1)).to_have_text(theirs[1])
    assert home.told.phone().items(f"dream:{dream}", "alternative") == []


def test_different_fields_of_one_dream_are_merged_without_a_question(home: House, signed_in: SignedIn) -> None:
    dream = home.told.dream(OUT)
    one, other = signed_in("peter"), signed_in("peter")
    more = ("Vil du skrive mere?", "Rikke ved, hvad der hjælper.")
    both_write_offline(one, other, dream, ("Min drøm", "Helt ud af misbruget"), more)
    other.goto(f"/dream/{dream}")
    expect(other.page.get_by_role("heading", level=1)).to_have_text("Helt ud af misbruget")
    sees(other, more[1])
    expect(other.page.get_by_text("To udgaver")).to_have_count(0)


def points_of(phone: Person, meeting: str) -> list[str]:
    """The points as they stand on this screen, while they are being moved."""
    phone.goto(f"/meetings/{meeting}")
    press(main_of(phone), "Flyt punkter")
    points = main_of(phone).locator("ol.moving > li")
    expect(points.first).to_be_visible()
    return points.all_inner_texts()


def moves_up(phone: Person, meeting: str, number: int) -> None:
    """The point of this number, one place."""
    points_of(phone, meeting)
    main_of(phone).locator("ol.moving > li").nth(number).get_by_role("button", name="Op").click()
    expect(phone.page.get_by_text(f"Nu nummer {number}.")).to_be_attached()


def test_points_moved_on_both_phones_stand_in_one_order_afterwards(home: House, signed_in: SignedIn) -> None:
    meeting = home.told.meeting
    one, other = signed_in("peter"), signed_in("peter")
    for phone in (one, other):
        everything_is_sent(phone)
        phone.wait_for_the_worker()
    before = points_of(one, meeting)
    with other.offline():
        with one.offline():
            moves_up(one, meeting, 1)
            moves_up(other, meeting, len(before) - 1)
        one.goto("/")
        everything_is_sent(one)
    other.goto("/")
    everything_is_sent(other)
    one.goto("/")
    everything_is_sent(one)

    orders = [[item["id"] for item in home.told.phone().items(f"meeting:{meeting}", "agenda_item")]]
    assert points_of(one, meeting) == points_of(other, meeting) != before
    assert len(before) == len(set(before)) >= 3
    assert len(orders[0]) >= len(before)


def test_what_one_phone_removed_while_the_other_changed_it_can_be_read_on_both_with_both_texts(
    home: House, signed_in: SignedIn
) -> None:
    need, changed = "Ro om morgenen.", "Ro om morgenen, og ingen telefon."
    one, other = signed_in("peter"), signed_in("peter")
    item = next(item["id"] for item in home.told.phone().items("needs") if item["body"]["text"] == need)
    for phone in (one, other):
        everything_is_sent(phone)
        phone.wait_for_the_worker()
    with other.offline():
        one.goto(f"/write?item={item}")
        one.page.get_by_role("textbox").first.fill(changed)
        press(one.page, "Færdig")
        everything_is_sent(one)
        other.goto(f"/write?item={item}")
        press(other.page, "Fjern")
        expect(main_of(other).get_by_text(need, exact=True)).to_have_count(0)
    other.goto("/")
    everything_is_sent(other)
    for phone in (one, other):
        phone.goto("/plan/needs")
        everything_is_sent(phone)
        expect(main_of(phone).get_by_role("link", name=f"Ret {changed}")).to_have_count(0)
        main_of(phone).get_by_text("Fjernet for nylig").click()
        press(main_of(phone), "Se og hent tilbage")
        sees(phone, "Du fjernede det")
        expect(main_of(phone).get_by_role("listitem").filter(has_text="og ingen telefon").first).to_be_visible()
        expect(main_of(phone).get_by_text(need).first).to_be_visible()
    press(main_of(one), "Brug den igen")
    expect(main_of(one).get_by_role("heading", level=1)).not_to_have_text("Tidligere udgaver")
    sees(one, changed)
    one.goto("/")
    everything_is_sent(one)
    assert changed in home.told.phone().texts("needs")
