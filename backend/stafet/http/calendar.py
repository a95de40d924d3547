"""Meetings for other calendars: a secret link to subscribe to, and one meeting as a file."""

from typing import Annotated

from litestar import Response, delete, get, patch, post
from litestar.params import JSONBody, Parameter

from stafet.domain.calendar import MEDIA_TYPE
from stafet.domain.ids import ItemId, PlanId
from stafet.http.paths import MeetingPath, PlanPath
from stafet.http.runtime import AnyRequest, ServerRuntime, SignedInPerson
from stafet.use_cases import calendars
from stafet.use_cases.calendars import CalendarIn, CalendarMade, CalendarOut
from stafet.use_cases.errors import NotFound

TokenPath = Annotated[str, Parameter(max_length=100, description="The secret of the link")]


@get("/api/calendar", operation_id="getCalendar", opt={"access": "signed_in"})
async def get_calendar(runtime: ServerRuntime, signed_in: SignedInPerson) -> CalendarOut:
    """Whether I have a calendar link, and how much it says. Never the link itself."""
    return await runtime.read(lambda tx: calendars.mine(tx, signed_in.person.id))


@post("/api/calendar", operation_id="makeCalendar", status_code=201, opt={"access": "signed_in"})
async def make_calendar(runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[CalendarIn]) -> CalendarMade:
    """A new link, shown now and never again. The one before is dead."""
    return await runtime.write(
        lambda tx: calendars.make(
            tx, person=signed_in.person.id, titles=data.titles, origin=runtime.settings.origin, now=runtime.now()
        )
    )


@patch("/api/calendar", operation_id="changeCalendar", opt={"access": "signed_in"})
async def change_calendar(runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[CalendarIn]) -> CalendarOut:
    """More words in my calendar, or fewer. The link stays."""
    await runtime.write(lambda tx: calendars.choose(tx, person=signed_in.person.id, titles=data.titles))
    return await runtime.read(lambda tx: calendars.mine(tx, signed_in.person.id))


@delete("/api/calendar", operation_id="removeCalendar", opt={"access": "signed_in"})
async def remove_calendar(runtime: ServerRuntime, signed_in: SignedInPerson) -> None:
    """No link any more."""
    await runtime.write(lambda tx: calendars.turn_off(tx, signed_in.person.id))


@get("/api/calendar/{token:str}/stafet.ics", operation_id="fetchCalendar", media_type="text/calendar",
     opt={"access": "anyone"})  # fmt: skip
async def fetch_calendar(token: TokenPath, request: AnyRequest, runtime: ServerRuntime) -> Response[bytes]:
    """What a calendar fetches by itself, without a session: who has the link, gets it. A wrong one leads nowhere."""
    now = runtime.now()
    address = runtime.address(request)
    runtime.limits.demand_calendar(address, now)
    if not await runtime.read(lambda tx: calendars.is_there(tx, token)):
        runtime.limits.note_wrong_calendar(address, now)
        raise NotFound
    return _file(
        await runtime.write(lambda tx: calendars.fetched(tx, token=token, origin=runtime.settings.origin, now=now))
    )


@get("/api/plans/{plan:str}/meetings/{meeting:str}/calendar", operation_id="downloadMeeting",
     media_type="text/calendar", opt={"access": "plan"})  # fmt: skip
async def download_meeting(
    plan: PlanPath, meeting: MeetingPath, runtime: ServerRuntime, signed_in: SignedInPerson
) -> Response[bytes]:
    """One meeting as a calendar file, with as few words as the person has chosen."""
    return _file(
        await runtime.write(
            lambda tx: calendars.one_meeting(
                tx,
                plan_id=PlanId(plan),
                meeting_id=ItemId(meeting),
                by=signed_in.person.id,
                origin=runtime.settings.origin,
                now=runtime.now(),
            )
        )
    )


def _file(content: bytes) -> Response[bytes]:
    return Response(
        content=content,
        media_type=MEDIA_TYPE,
        headers={"Content-Disposition": 'attachment; filename="stafet.ics"', "Cache-Control": "private, no-store"},
    )


HANDLERS = (get_calendar, make_calendar, change_calendar, remove_calendar, fetch_calendar, download_meeting)
