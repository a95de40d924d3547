"""What drawing a paper costs (`python -m bench.papers`): each by a process of its own, as the server does it."""

import json
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import msgspec

from stafet.domain import paper_card, paper_kinds
from stafet.domain.items import Agreement, Body, Dream, Goal, Meeting, Need, SafetyContact, Strength, WarningSign
from stafet.domain.papers import Paper, Source, Thing, is_too_long

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
SIZES = (40, 500, 1_450)
# As long as what people write: the median of the demo's texts is 60 letters. The largest plan has three times that.
WORDS = "Jeg har brug for, at nogen ringer til mig om morgenen, før jeg skal ud."
TURNS = 5

# The same as `python -m stafet.paper`, and at the end what it took, on standard error.
DRAWN = """
import resource, sys
from stafet.paper.__main__ import main
main()
sys.stdout.flush()
told = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
used = resource.getrusage(resource.RUSAGE_SELF)
print(int(told["VmHWM"].split()[0]) / 1024, used.ru_utime + used.ru_stime, file=sys.stderr)
"""


def things(count: int, words: str) -> list[Thing]:
    """A plan of so many things: dreams with what hangs on them, strengths, needs, the safety plan, meetings."""
    found = []
    for number in range(count):
        text = f"{number} {words}"
        dream = f"dream:{number // 20}"
        day = (NOW + timedelta(days=number % 90)).date().isoformat()
        body, scope = (
            (Dream(text=text), f"dream:{number // 20}"),
            (Goal(text=text), dream),
            (Agreement(what=text, responsible="citizen", by_on=day, state="agreed"), dream),
            (Strength(text=text), "strengths"),
            (Need(text=text), "needs"),
            (WarningSign(text=text), "safety"),
            (SafetyContact(name=f"Karen {number}", phone="86 12 34 56"), "safety"),
            (Meeting(meeting_kind="coordination", starts_at=f"{day}T10:00"), f"meeting:{number}"),
        )[_kind(number)]
        found.append(_thing(number, scope, body))
    return found


def _kind(number: int) -> int:
    return (0, 1, 2, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 3, 4, 1, 2, 2, 7)[number % 20]


def _thing(number: int, scope: str, body: Body) -> Thing:
    return Thing(
        id=str(number), scope=scope, by="citizen", voice="citizen", at=NOW, order=f"{number:05}", body=body,
        come_from="",
    )  # fmt: skip


def source(count: int, words: str) -> Source:
    """What the citizen prints of it."""
    return Source(
        citizen="Peter", reader="citizen", reader_name="Peter", things=things(count, words), people={}, team={},
        grants=[], until={}, now=NOW,
    )  # fmt: skip


def papers() -> list[tuple[str, Paper]]:
    """From a pocket card to the largest there is."""
    qr = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    made = [("pocket card", paper_card.card(source(40, WORDS), "da", qr=qr, address="stafet.example").paper)]
    for count in SIZES:
        words = WORDS if count != SIZES[-1] else WORDS * 3
        paper = paper_kinds.plan(source(count, words), "da", lambda _: True).paper
        if is_too_long(paper):
            raise RuntimeError(f"{count} things are no paper")
        made.append((f"plan of {count} things, {letters(paper) // 1000},000 letters", paper))
    return made


def letters(paper: Paper) -> int:
    """How much stands on it."""
    return sum(len(str(one)) for one in _texts(msgspec.to_builtins(paper)))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inside for text in _texts(one)]


def drawn(paper: Paper) -> tuple[float, float, float, int]:
    """Megabytes resident at most, seconds of work, seconds by the clock, bytes of PDF."""
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-I", "-c", DRAWN], input=msgspec.json.encode(paper), capture_output=True,
        env={"RAYON_NUM_THREADS": "1"}, cwd="/", check=True,
    )  # fmt: skip
    took = time.monotonic() - began
    megabytes, work = map(float, done.stderr.split())
    return megabytes, work, took, len(done.stdout)


def main() -> None:
    """One table, as Markdown: the middle of five turns."""
    print("| paper | memory, MB | work, s | by the clock, s | PDF, KB |")
    print("|---|---|---|---|---|")
    for name, paper in papers():
        turns = sorted(drawn(paper) for _ in range(TURNS))
        megabytes, work, took, size = turns[TURNS // 2]
        print(f"| {name} | {megabytes:.0f} | {work:.2f} | {took:.2f} | {size // 1000} |", flush=True)
    print(json.dumps({"turns": TURNS, "python": sys.version.split()[0]}))


if __name__ == "__main__":
    main()
