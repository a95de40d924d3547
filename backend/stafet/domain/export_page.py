"""One file with everything in it: a page that any phone and computer can read, with the same as JSON inside.

Nothing is fetched, nothing runs, and no text of anybody's is ever markup (it will be tried). Pure.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from html import escape
from typing import Any

import msgspec

from stafet.domain.export_da import DA
from stafet.domain.export_en import EN
from stafet.domain.export_words import Words
from stafet.domain.items import Agreement, Meeting, Who5
from stafet.domain.parked import is_parked, quiet_since
from stafet.domain.proposals import Proposal, state_now
from stafet.domain.scopes import SECTIONS, call_scope, is_call, root_of
from stafet.domain.wall_clock import COPENHAGEN, danish_day
from stafet.domain.who5 import ANSWERS, amounts_to

Row = Mapping[str, Any]
Everything = Mapping[str, list[dict[str, Any]]]
LOOKING_BACK = ("said", "listened", "clear", "safe", "mattered", "together", "whoDoes", "kept", "whoHelps")

# The page may not load, run or send anything, whoever opens it.
CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem}"
    "h1,h2,h3{line-height:1.25}h2{margin-top:3rem}article{border-top:1px solid #8888;padding:.5rem 0}"
    "dl{margin:0}dt{font-size:.9rem;opacity:.75}dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}"
    "p{overflow-wrap:anywhere}.note{font-size:.9rem;opacity:.75}"
)


def page(everything: Everything, lang: str, now: datetime) -> Iterator[str]:
    """The file, piece by piece."""
    words = EN if lang == "en" else DA
    yield from _Page(everything, words, lang if lang == "en" else "da", now).pieces()


def as_data(everything: Everything) -> str:
    """The same for machines. No `<` is left in it, so that no text can end the element it stands in."""
    return msgspec.json.encode(everything).decode().replace("<", "\\u003c")


class _Page:
    def __init__(self, everything: Everything, words: Words, lang: str, now: datetime) -> None:
        self.all = everything
        self.words = words
        self.lang = lang
        self.now = now
        self.today = danish_day(now)
        self.paused = {one["id"] for one in everything["member"] if one["status"] == "paused"}
        self.names: dict[str, str] = {one["id"]: one["name"] for one in everything["member"]}
        self.items = {one["id"]: one for one in everything["item"]}
        self.versions: dict[str, list[Row]] = {}
        for one in everything["itemVersion"]:
            self.versions.setdefault(one["itemId"], []).append(one)

    def pieces(self) -> Iterator[str]:
        words = self.words
        yield (
            f'<!doctype html><html lang="{self.lang}"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{CSP}">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{words.title}</title><style>{STYLE}</style></head><body><h1>{words.title}</h1>"
            f'<p class="note">{words.made} {self.moment(self.now.isoformat())}</p>'
            f"<p>{words.lead}</p><p>{words.machine}</p>"
        )
        yield from self.person()
        for scope in self.scopes():
            yield from self.scope(scope)
        yield from self.proposals()
        yield from self.team()
        yield from self.consents()
        yield from self.calls()
        yield from self.log()
        yield from self.devices()
        yield '<script type="application/json" id="stafet">'
        yield as_data(self.all)
        yield "</script></body></html>\n"

    # Parts of the page

    def person(self) -> Iterator[str]:
        yield f"<h2>{self.words.about}</h2>"
        for one in self.all["person"]:
            yield self.facts([(self.words.name, one["name"])])
        for one in self.all["reminderChoice"]:
            quiet = f"{one['quietFrom']} - {one['quietUntil']}" if one["quietFrom"] else self.words.no
            before = ", ".join(f"{minutes} {self.words.minutes}" for minutes in one["minutesBefore"] or [])
            facts = [(self.words.before, before), (self.words.quiet, quiet)]
            yield f"<h3>{self.words.reminders}</h3>{self.facts(facts)}"

    def scopes(self) -> list[str]:
        held = {one["scope"] for one in self.all["item"]}
        threads = sorted(scope for scope in held if root_of(scope) is not None)
        return [*threads, *(scope for scope in SECTIONS if scope in held)]

    def scope(self, scope: str) -> Iterator[str]:
        yield f"<h2>{self.place(scope)}</h2>"
        rows = [one for one in self.all["item"] if one["scope"] == scope]
        for one in sorted(rows, key=lambda one: (one["orderKey"], one["id"])):
            yield self.item(one)

    def item(self, one: Row) -> str:
        words = self.words
        body = one["body"]
        by = self.who(one["voice"])
        told = [f"<article><h3>{self.named(words.kinds, one['kind'])}</h3>"]
        told.append(f"<p>{words.removed}</p>" if body is None else self.body(body))
        if body is not None and one["kind"] == "agreement" and self.is_parked(body):
            told.append(f"<p>{words.parked}</p>")
        told.append(f'<p class="note">{words.by} {by}. {self.moment(one["changedAt"] or one["at"])}</p>')
        told.extend(
            f"<h4>{words.earlier}, {self.moment(earlier['at'])}</h4>{self.body(earlier['body'])}"
            for earlier in self.versions.get(one["id"], [])
        )
        return "".join([*told, "</article>"])

    def is_parked(self, body: Row) -> bool:
        return is_parked(msgspec.convert(body, Agreement), self.today, self.paused)

    def is_quiet(self) -> bool:
        """Whether it is long since the last meeting, and none is ahead."""
        meetings = [one["body"] for one in self.all["item"] if one["kind"] == "meeting" and one["body"] is not None]
        taken = [self.day(one["since"]) for one in self.all["baton"] if one["until"] is None]
        told = [msgspec.convert(body, Meeting) for body in meetings]
        return quiet_since(told, taken[0] if taken else None, self.today) is not None

    def body(self, body: Row) -> str:
        facts = [
            (self.words.fields.get(name, name), self.value(name, value))
            for name, value in body.items()
            if name not in ("kind", "series") and value not in ("", None)
        ]
        if body["kind"] == "who5" and (number := amounts_to(msgspec.convert(body, Who5))) is not None:
            facts.append((self.words.amount, self.words.of_hundred.format(number=number)))
        return self.facts(facts)

    def value(self, name: str, value: object) -> str:
        if isinstance(value, bool):
            return self.words.yes if value else self.words.no
        if isinstance(value, int) and name in LOOKING_BACK:
            return self.words.steps[value]
        if isinstance(value, int) and name in ANSWERS:
            return self.words.felt[value]
        if name in ("member", "asked", "responsible", "whyBy", "whoseBy", "calledBy"):
            return self.names.get(str(value), self.words.me if value == "citizen" else self.words.gone)
        if name in ("state", "meetingKind", "answerKind", "reply", "how", "asksFor", "whose"):
            return self.words.values.get(str(value), str(value))
        return str(value)

    def proposals(self) -> Iterator[str]:
        """What others on the team have proposed, answered or not. Nothing stands here when nobody has."""
        words = self.words
        if self.all["meetingProposal"]:
            yield f"<h2>{words.proposals}</h2>"
        for one in self.all["meetingProposal"]:
            said = one["body"]
            invited = ", ".join(self.names.get(member, words.gone) for member in said["members"])
            state = state_now(one["state"], msgspec.convert(said, Proposal), self.now)
            facts = [
                (words.fields["state"], words.values[state]),
                (words.fields["why"], said["why"]),
                (words.ought_to_come, invited),
                (words.word, one["word"]),
            ]
            meeting = {name: value for name, value in said["meeting"].items() if name not in ("state", "calledBy")}
            yield (
                f"<article><h3>{words.proposed_by} {self.who(one['memberId'])}</h3>{self.body(meeting)}"
                f'{self.facts(facts)}<p class="note">{self.moment(one["at"])}</p></article>'
            )

    def team(self) -> Iterator[str]:
        words = self.words
        yield f"<h2>{words.team}</h2>" + self.unless(self.all["member"])
        if self.is_quiet():
            yield f"<p>{words.no_meeting}</p>"
        for one in self.all["member"]:
            yield (
                f"<article><h3>{escape(one['name'])}</h3>"
                + self.facts(
                    [
                        (words.fields["role"], words.roles.get(one["role"], one["role"])),
                        (words.fields["organisation"], one["organisation"]),
                        (words.fields["phone"], one["phone"]),
                        (words.fields["hours"], one["hours"]),
                        (words.fields["status"], words.statuses.get(one["status"], one["status"])),
                    ]
                )
                + "</article>"
            )

    def consents(self) -> Iterator[str]:
        words = self.words
        said = {one["grantId"]: one["payload"] or {} for one in self.all["log"] if one["kind"] == "given"}
        yield f"<h2>{words.consents}</h2>" + self.unless(self.all["grant"])
        for one in self.all["grant"]:
            verb = words.verbs.get(str(one["verb"]), str(one["verb"]))
            if is_call(one["scope"]):
                verb = words.may_call
            facts = [
                (self.words.fields["what"], f"{verb}, {words.purposes.get(one['purpose'], one['purpose'])}"),
                (words.until, self.moment(one["validUntil"])),
                (words.said, said.get(one["id"], {}).get("words", "")),
            ]
            if one["endedAt"]:
                facts.append((words.ended, self.moment(one["endedAt"])))
            whom = f"{self.who(one['memberId'])}: {self.place(one['scope'])}"
            yield f"<article><h3>{whom}</h3>{self.facts(facts)}</article>"

    def calls(self) -> Iterator[str]:
        words = self.words
        yield f"<h2>{words.calls}</h2>" + self.unless(self.all["call"])
        for one in self.all["call"]:
            facts = [
                (words.fields["what"], one["about"]),
                (words.fields["why"], one["why"]),
                (words.fields["state"], f"{self.value('state', one['state'])}. {one['word']}".removesuffix(". ")),
            ]
            yield f"<article><h3>{self.who(one['caller'])} {words.may_call} {escape(one['whom'])}</h3>"
            yield f"{self.facts(facts)}</article>"

    def log(self) -> Iterator[str]:
        words = self.words
        yield f"<h2>{words.log}</h2>" + self.unless(self.all["log"])
        for one in self.all["log"]:
            said = one["payload"] or {}
            name = escape(str(said.get("name") or "")) or self.who(one["who"])
            where = f": {self.place(one['scope'])}" if one["scope"] else ""
            count = f" ({said['items']} {words.items})" if "items" in said else ""
            device = f" ({escape(str(said['label']))})" if "label" in said else ""
            yield (
                f"<p>{self.moment(one['at'])}. {name}. {self.named(words.acts, one['kind'])}{where}{count}{device}</p>"
            )

    def devices(self) -> Iterator[str]:
        words = self.words
        yield f"<h2>{words.devices}</h2>" + self.unless(self.all["session"])
        for one in self.all["session"]:
            yield (
                f"<article><h3>{escape(one['label'])}</h3>"
                + self.facts(
                    [
                        (words.signed_in, self.moment(one["createdAt"])),
                        (words.last_seen, self.moment(one["lastSeenAt"])),
                    ]
                )
                + "</article>"
            )

    # Words

    def facts(self, facts: Iterable[tuple[str, Any]]) -> str:
        lines = [f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in facts if value]
        return f"<dl>{''.join(lines)}</dl>"

    def unless(self, rows: list[dict[str, Any]]) -> str:
        return "" if rows else f"<p>{self.words.nothing}</p>"

    def named(self, words: Mapping[str, str], kind: str) -> str:
        return escape(words.get(kind, kind))

    def who(self, by: str) -> str:
        if by == "citizen":
            return self.words.me
        return escape(self.names.get(by, self.words.gone))

    def place(self, scope: str) -> str:
        """A section by its name; a thread by what the dream says; a meeting by its day."""
        root = root_of(scope)
        if is_call(scope):
            whom = next((one["whom"] for one in self.all["call"] if call_scope(one["id"]) == scope), "")
            return f"{self.words.may_call} {escape(whom)}"
        if root is None:
            return self.named(self.words.sections, scope)
        body = (self.items.get(root) or {}).get("body") or {}
        if scope.startswith("dream:"):
            return f"{self.words.dream}: {escape(str(body.get('text', self.words.removed)))}"
        return f"{self.words.meeting}: {escape(str(body.get('startsAt', self.words.removed)).replace('T', ' kl. '))}"

    def day(self, at: str) -> date:
        return danish_day(datetime.fromisoformat(at))

    def moment(self, at: str) -> str:
        """A moment as a person reads it, in Denmark."""
        local = datetime.fromisoformat(at).astimezone(COPENHAGEN)
        return f"{local.day}. {self.words.months[local.month - 1]} {local.year} {local:%H.%M}"
