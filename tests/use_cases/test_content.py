"""The operator's content: files that a person writes, so what is wrong must be said so that a person can mend it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from stafet.use_cases.content import Publisher, content_on, shipped
from stafet.use_cases.content_check import faults_of, faults_that_stop
from stafet.use_cases.content_files import DEMO, FILES, SHIPPED, Fault, read

TODAY = date(2026, 11, 26)
LINE = """
[[line]]
id = "vagten"
label = { da = "Vagten", en = "The guard" }
number = "12345678"
hours = ["mon-fri 08:00-16:00"]
source = "ringet op"
checked_on = 2026-11-20
"""


def checked(tmp_path: Path, name: str, text: str) -> list[Fault]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return faults_of(tmp_path, TODAY)


def the_fault(tmp_path: Path, text: str, name: str = "lines.toml") -> Fault:
    faults = checked(tmp_path, name, text)
    assert len(faults) == 1, faults
    return faults[0]


@pytest.mark.parametrize("folder", [None, DEMO], ids=["shipped", "demo"])
def test_what_is_shipped_is_in_order(folder: Path | None) -> None:
    assert faults_of(folder, TODAY) == []


def test_all_98_municipalities_are_there_with_a_region() -> None:
    content = shipped()

    assert len({one.code for one in content.municipalities}) == 98
    assert all(content.region_on(one.region, TODAY) for one in content.municipalities)


def test_a_number_that_was_checked_half_a_year_ago_must_be_checked_again(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, LINE.replace("2026-11-20", "2026-05-29"))

    assert (fault.file, fault.line, fault.key) == ("lines.toml", 8, "line[0].checked_on")
    assert "181 days ago" in fault.what


def test_a_number_checked_long_ago_does_not_stop_the_server(tmp_path: Path) -> None:
    (tmp_path / "lines.toml").write_text(LINE.replace("2026-11-20", "2020-01-01"), encoding="utf-8")

    assert faults_that_stop(read(tmp_path)) == []


def test_a_number_without_the_day_it_was_checked_is_not_taken(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, LINE.replace("checked_on = 2026-11-20", ""))

    assert (fault.line, fault.key, fault.what) == (2, "line[0].checked_on", "is missing")
    assert "checked_on = 2026-11-22" in fault.mend


@pytest.mark.parametrize(
    ("was", "is_now", "line", "key", "mend"),
    [
        ("number =", "nummer =", 5, "line[0].nummer", "number"),
        ("mon-fri 08:00-16:00", "man-fre 8-16", 6, "line[0].hours[0]", "mon-fri 08:30-15:30"),
        ('"12345678"', '"ring til os"', 5, "line[0].number", "figures only"),
        ('"12345678"', "12345678", 5, "line[0].number", "figures only"),
        ('{ da = "Vagten", en = "The guard" }', '{ da = "Vagten" }', 4, "line[0].label.en", "English"),
        ('source = "ringet op"', 'source = "ringet op"\nregion = "fyn"', 8, "line[0].region", "regions.toml"),
        ("2026-11-20", "2026-12-20", 8, "line[0].checked_on", "checked_on ="),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_key_with_a_way_to_mend_it(
    tmp_path: Path, was: str, is_now: str, line: int, key: str, mend: str
) -> None:
    faults = checked(tmp_path, "lines.toml", LINE.replace(was, is_now))

    found = [fault for fault in faults if fault.key == key]
    assert [(fault.file, fault.line) for fault in found] == [("lines.toml", line)], faults
    assert mend in found[0].mend


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = LINE.replace("source =", "kilde =") + LINE.replace("vagten", "anden").replace('"12345678"', '"x"')

    faults = checked(tmp_path, "lines.toml", text)

    assert [fault.line for fault in faults] == [7, 13]


def test_a_file_that_is_no_toml_says_on_which_line(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, LINE + 'id = "a\n')

    assert fault.line == 9


def test_hours_over_each_other_are_found(tmp_path: Path) -> None:
    fault = the_fault(tmp_path, LINE.replace('16:00"]', '16:00", "wed 15:00-17:00"]'))

    assert (fault.line, fault.key) == (6, "line[0].hours")


def test_people_in_need_are_shown_no_line_without_a_number(tmp_path: Path) -> None:
    assert the_fault(tmp_path, LINE.replace('number = "12345678"\n', "")).key == "line[0].number"


def test_the_same_id_twice_is_found(tmp_path: Path) -> None:
    assert the_fault(tmp_path, LINE + LINE).what == "vagten stands 2 times"


def test_a_file_nobody_reads_is_told_of(tmp_path: Path) -> None:
    assert the_fault(tmp_path, LINE, "linjer.toml").file == "linjer.toml"


@pytest.mark.parametrize(
    ("was", "is_now", "key"),
    [
        ('replaced_by = "oestdanmark"', 'replaced_by = "danmark"', "region[0].replaced_by"),
        ("valid_from = 2027-01-01", "valid_from = 2027-02-01", "region[0].valid_to"),
        ("valid_to = 2026-12-31\n", "", "region[0].valid_to"),
    ],
)
def test_a_region_that_merges_goes_on_the_day_after(tmp_path: Path, was: str, is_now: str, key: str) -> None:
    text = (SHIPPED / "regions.toml").read_text(encoding="utf-8")

    faults = checked(tmp_path, "regions.toml", text.replace(was, is_now, 1))

    assert key in [fault.key for fault in faults]


def test_a_file_of_the_operators_stands_in_for_the_shipped_one_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "lines.toml").write_text(LINE, encoding="utf-8")

    content = read(tmp_path).content

    assert [line.id for line in content.lines] == ["vagten"]
    assert content.municipalities == shipped().municipalities
    assert set(FILES) == {path.name for path in SHIPPED.glob("*.toml")}


def test_two_regions_are_one_from_new_year_2027_without_a_restart() -> None:
    content = read(DEMO).content
    organisation = content.organisations[0]
    moved = type(content)(**{field: getattr(content, field) for field in content.__struct_fields__} | {
        "organisations": [type(organisation)(id="a", name="A", kind="municipality", region="sjaelland")]
    })  # fmt: skip
    publisher = Publisher(moved)

    before = publisher.served(datetime(2026, 12, 31, 22, 59, tzinfo=UTC))
    after = publisher.served(datetime(2026, 12, 31, 23, 0, tzinfo=UTC))

    assert (before.out.organisations[0].region, after.out.organisations[0].region) == (
        "Region Sjælland", "Region Østdanmark",
    )  # fmt: skip
    assert before.etag != after.etag


def test_an_organisation_that_has_ended_is_not_shown() -> None:
    content = read(DEMO).content
    ended = type(content.organisations[0])(id="a", name="A", kind="municipality", valid_to=date(2026, 12, 31))
    content.organisations[:] = [ended]

    assert content_on(content, date(2026, 12, 31)).organisations
    assert not content_on(content, date(2027, 1, 1)).organisations


def test_the_specialist_phone_of_gps_keeps_its_hours() -> None:
    gp = next(line for line in content_on(shipped(), TODAY).lines if line.to == "gp")

    assert [(span.day, span.opens, span.closes) for span in gp.spans] == [(day, 510, 930) for day in range(5)]
    assert gp.on_holidays == "closed"


def test_a_phone_is_sent_the_holidays_of_this_year_and_the_next_two() -> None:
    years = {holiday.on.year for holiday in content_on(shipped(), TODAY).holidays}

    assert years == {2026, 2027, 2028}
