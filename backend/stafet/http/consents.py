"""Giving consent: first the exact words, then the yes. Stopping is an edit of the sync, so that it works offline."""

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import JSONBody
from msgspec import Meta

from stafet.domain.ids import MemberId, PlanId, RandomId
from stafet.domain.structs import HelperName, WireIn
from stafet.http.paths import MemberPath, PlanPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.use_cases import consents, plans
from stafet.use_cases.answers import PlanOut
from stafet.use_cases.consents import GrantIn, WordingIn


class WordingOut(msgspec.Struct, frozen=True, rename="camel"):
    """The exact words to show, which text they are made of, and the hash that comes back with the yes."""

    words: str
    text_id: str
    sha256: str


class YesIn(WireIn, frozen=True, kw_only=True):
    """A yes to words that were shown."""

    member: RandomId
    grants: Annotated[list[GrantIn], Meta(min_length=1, max_length=50)]
    sha256: Annotated[str, Meta(max_length=64)]
    helper: HelperName = ""


@post("/api/plans/{plan:str}/wording", operation_id="wordConsent", status_code=200, opt={"access": "citizen"})
async def word_consent(
    plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[WordingIn]
) -> WordingOut:
    """What a consent would say, word for word, in the citizen's language."""
    found = await runtime.write(
        lambda tx: consents.wording_for(
            tx,
            plan_id=PlanId(plan),
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            name=data.name,
            grants=data.grants,
            is_unit=data.unit,
        )
    )
    return WordingOut(found.words, found.text_id, found.sha256)


@post("/api/plans/{plan:str}/grants", operation_id="giveConsent", status_code=204, opt={"access": "citizen"})
async def give_consent(
    plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[YesIn]
) -> None:
    """Say yes to the words that were shown. A new consent on the same scope takes the place of the earlier one."""
    await runtime.write(
        lambda tx: consents.give(
            tx,
            plan_id=PlanId(plan),
            by=signed_in.person.id,
            lang=signed_in.person.lang,
            member_id=MemberId(data.member),
            grants=data.grants,
            sha256=data.sha256,
            proved_at=signed_in.session.proved_at,
            now=runtime.now(),
            helper=data.helper,
        )
    )


@get("/api/plans/{plan:str}/preview/{member:str}", operation_id="previewMember", opt={"access": "citizen"})
async def preview_member(
    plan: PlanPath, member: MemberPath, runtime: ServerRuntime, signed_in: SignedInPerson
) -> PlanOut:
    """The plan exactly as this member would receive it now."""
    return await runtime.write(
        lambda tx: plans.preview(
            tx, plan_id=PlanId(plan), member_id=MemberId(member), by=signed_in.person, now=runtime.now()
        )
    )


HANDLERS = (word_consent, give_consent, preview_member)
