"""What must hold between the operator's files: ids that meet, days that follow, numbers that somebody has checked."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from stafet.domain.content import Content, Dated, Line
from stafet.domain.opening import spans_of
from stafet.use_cases.content_files import MENDED_BY, Fault, Read, read

LONGEST_UNCHECKED = timedelta(days=180)
_ONE_DAY = timedelta(days=1)


def faults_of(folder: Path | None, today: date) -> list[Fault]:
    """Everything that is wrong. Nothing: the content may be served."""
    found = read(folder)
    return [*found.faults, *_between(found), *_stale(found, today)]


def faults_that_stop(found: Read) -> list[Fault]:
    """What a server does not start with. A number checked long ago is no reason to close the whole house."""
    return [*found.faults, *_between(found)]


def _between(found: Read) -> Iterator[Fault]:
    content = found.content
    yield from _twice(found)
    yield from _successors(found, "regions.toml", "region", content.regions)
    yield from _successors(found, "organisations.toml", "organisation", content.organisations)
    yield from _regions(found)
    for file, key, line in lines_of(content):
        yield from _hours(found, file, key, line)
        if line.to != "gp" and line.number is None:
            yield _fault(
                found, file, f"{key}.number", "is missing: people in need must be able to call", MENDED_BY["number"]
            )


def lines_of(content: Content) -> Iterator[tuple[str, str, Line]]:
    """Every number to call, with the file and the key it stands under."""
    for index, line in enumerate(content.lines):
        yield "lines.toml", f"line[{index}]", line
    for index, organisation in enumerate(content.organisations):
        for at, contact in enumerate(organisation.contacts):
            yield "organisations.toml", f"organisation[{index}].contacts[{at}]", contact


def _twice(found: Read) -> Iterator[Fault]:
    content = found.content
    for file, table, ids in (
        ("lines.toml", "line", [one.id for one in content.lines]),
        ("regions.toml", "region", [one.id for one in content.regions]),
        ("municipalities.toml", "municipality", [one.code for one in content.municipalities]),
        ("organisations.toml", "organisation", [one.id for one in content.organisations]),
        ("templates.toml", "follow_ups", [one.id for one in content.follow_ups]),
        ("templates.toml", "checklist", [one.id for one in content.checklists]),
    ):
        for name, count in Counter(ids).items():
            if count > 1:
                last = len(ids) - 1 - ids[::-1].index(name)
                field = "code" if table == "municipality" else "id"
                yield _fault(
                    found, file, f"{table}[{last}].{field}", f"{name} stands {count} times", "give each its own"
                )


def _successors(found: Read, file: str, table: str, entries: Sequence[Dated]) -> Iterator[Fault]:
    by_id = {one.id: one for one in entries}
    for index, one in enumerate(entries):
        key = f"{table}[{index}]"
        if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
            yield _fault(
                found, file, f"{key}.valid_to", "is before valid_from", "the last day, not the first day after"
            )
        if one.replaced_by is None:
            continue
        heir = by_id.get(one.replaced_by)
        if heir is None:
            mend = f"add a [[{table}]] with that id, or mend the name"
            yield _fault(found, file, f"{key}.replaced_by", f"{one.replaced_by} is not there", mend)
        elif one.valid_to is None:
            yield _fault(
                found,
                file,
                f"{key}.valid_to",
                "is missing: it is replaced, but until when is it there?",
                MENDED_BY["valid_to"],
            )
        elif heir.valid_from != one.valid_to + _ONE_DAY:
            yield _fault(
                found, file, f"{key}.valid_to",
                f"{one.valid_to}: {heir.id} begins {heir.valid_from}, which is not the day after",
                "let one end the day before the other begins",
            )  # fmt: skip


def _regions(found: Read) -> Iterator[Fault]:
    content = found.content
    regions = {one.id for one in content.regions}
    codes = {one.code for one in content.municipalities}
    named = [
        *(("lines.toml", f"line[{index}]", one.region) for index, one in enumerate(content.lines)),
        *(
            ("municipalities.toml", f"municipality[{index}]", one.region)
            for index, one in enumerate(content.municipalities)
        ),
        *(
            ("organisations.toml", f"organisation[{index}]", one.region)
            for index, one in enumerate(content.organisations)
        ),
    ]
    for file, key, region in named:
        if region is not None and region not in regions:
            yield _fault(found, file, f"{key}.region", f"{region} is not there", MENDED_BY["region"])
    for index, one in enumerate(content.organisations):
        if one.municipality is not None and one.municipality not in codes:
            key = f"organisation[{index}].municipality"
            yield _fault(
                found, "organisations.toml", key, f"{one.municipality} is not there", MENDED_BY["municipality"]
            )


def _hours(found: Read, file: str, key: str, line: Line) -> Iterator[Fault]:
    spans = spans_of(line.hours)
    week = sorted((span.day * 1440 + span.opens, span.day * 1440 + span.closes) for span in spans)
    for (_, ends), (begins, _) in zip(
        week, [*week[1:], *((begins + 7 * 1440, 0) for begins, _ in week[:1])], strict=False
    ):
        if begins < ends:
            yield _fault(
                found,
                file,
                f"{key}.hours",
                "two of the hours lie over each other",
                "let one end where the other begins",
            )
            return


def _stale(found: Read, today: date) -> Iterator[Fault]:
    for file, key, line in lines_of(found.content):
        if line.checked_on > today:
            yield _fault(
                found, file, f"{key}.checked_on", f"{line.checked_on} has not been yet", MENDED_BY["checked_on"]
            )
        elif today - line.checked_on > LONGEST_UNCHECKED:
            days = (today - line.checked_on).days
            what = f"{line.checked_on} is {days} days ago; {LONGEST_UNCHECKED.days} is the most"
            yield _fault(found, file, f"{key}.checked_on", what, "call the number, then write today's date")


def _fault(found: Read, file: str, key: str, what: str, mend: str) -> Fault:
    place = key
    while place and (file, place) not in found.places:
        cut = max(place.rfind("."), place.rfind("["))
        place = place[:cut] if cut > 0 else ""
    return Fault(file, found.places.get((file, place), 0), key, what, mend)
