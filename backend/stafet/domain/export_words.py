"""The words of the file with everything in it, in both languages. Plain, and as the app says it."""

import msgspec


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """One language of the file."""

    title: str
    made: str
    lead: str
    machine: str
    contents: str
    nothing: str
    plan: str
    dream: str
    meeting: str
    removed: str
    parked: str
    no_meeting: str
    earlier: str
    by: str
    me: str
    gone: str
    team: str
    proposals: str
    proposed_by: str
    ought_to_come: str
    word: str
    consents: str
    calls: str
    may_call: str
    log: str
    devices: str
    reminders: str
    about: str
    said: str
    until: str
    ended: str
    signed_in: str
    last_seen: str
    quiet: str
    before: str
    name: str
    minutes: str
    items: str
    yes: str
    no: str
    sections: dict[str, str]
    kinds: dict[str, str]
    fields: dict[str, str]
    values: dict[str, str]
    acts: dict[str, str]
    roles: dict[str, str]
    statuses: dict[str, str]
    verbs: dict[str, str]
    purposes: dict[str, str]
    steps: tuple[str, ...]
    felt: tuple[str, ...]
    amount: str
    of_hundred: str
    months: tuple[str, ...]
