"""Fictional people for the demo. Loaded only when the demo is asked for, never beside a real issuer."""

import msgspec

from stafet.identity.people import Door, Identity

DEMO_ISSUER = "https://demo.stafet.invalid"


class DemoPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to be for a while. No real person, no real sign-in."""

    key: str
    name: str
    role_da: str
    role_en: str
    door: Door


def _person(key: str, name: str, role_da: str, role_en: str, door: Door) -> DemoPerson:
    return DemoPerson(key=key, name=name, role_da=role_da, role_en=role_en, door=door)


DEMO_PEOPLE: tuple[DemoPerson, ...] = (
    _person("peter", "Peter Dam", "Borger", "Citizen", "citizen"),
    _person("karen", "Karen Møller", "Peters mor", "Peter's mother", "citizen"),
    _person("lars", "Lars Vinther", "Borger", "Citizen", "citizen"),
    _person("mads", "Mads Lund", "Socialrådgiver på afsnittet", "Social worker on the ward", "professional"),
    _person("ida", "Ida Krogh", "Sygeplejerske på afsnittet", "Nurse on the ward", "professional"),
    _person("rikke", "Rikke Bang", "Rusmiddelbehandler", "Substance use treatment", "professional"),
    _person("jonas", "Jonas Lind", "Jobcenter", "Job centre", "professional"),
    _person("holm", "Anne Holm", "Egen læge", "General practitioner", "professional"),
    _person("sanne", "Sanne Nør", "Bostøtte", "Home support", "professional"),
    _person("tove", "Tove Ravn", "Peer", "Peer", "citizen"),
)


def demo_identity(person: DemoPerson) -> Identity:
    """What a real sign-in would have ended with."""
    return Identity(issuer=DEMO_ISSUER, subject=person.key, name=person.name, door=person.door)
