"""The words of papers, in both languages. Plain, and as the app says it."""

from collections.abc import Mapping

import msgspec

from stafet.domain.papers import PaperKind


class PaperWords(msgspec.Struct, frozen=True, kw_only=True):
    """One language of what is printed."""

    titles: Mapping[PaperKind, str]
    kip_lead: str
    kip_not: str
    sections: Mapping[str, str]
    empty: Mapping[str, str]
    kinds: Mapping[str, str]
    agreement_states: Mapping[str, str]
    whose: Mapping[str, str]
    whose_by: str
    meeting_kinds: Mapping[str, str]
    meeting_states: Mapping[str, str]
    replies: Mapping[str, str]
    ways: Mapping[str, str]
    roles: Mapping[str, str]
    verbs: Mapping[int, str]
    areas: list[str]
    draft: str
    ready: str
    looked_back: Mapping[str, str]
    steps: tuple[str, ...]
    who5: Mapping[str, str]
    felt: tuple[str, ...]
    of_hundred: str
    me: str
    gone: str
    citizen: str
    name: str
    role: str
    phone: str
    goal: str
    what: str
    who: str
    when: str
    part: str
    until_word: str
    baton_holder: str
    no_baton: str
    at: str
    minutes: str
    place: str
    video: str
    by: str
    by_day: str
    done: str
    my_part: str
    their_part: str
    other_version: str
    proposed: str
    no_answer: str
    question: str
    from_dream: str
    notes: str
    no_meeting: str
    meeting_far: str
    printed: str
    may_read: str
    printed_card: str
    log_head: str
    page: str
    help_now: str
    emergency: str
    emergency_note: str
    card_name: str
    checked: str
    card_how: list[str]
    fold: str
    more: str
    missing: str
    qr: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    day: str
    moment: str
    clock: str
