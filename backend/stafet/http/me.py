"""Who I am here, and on which devices."""

from typing import Literal

from litestar import Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import UNSET, UnsetType

from stafet.domain.structs import Line, WireIn
from stafet.http.paths import SessionPath
from stafet.http.runtime import ServerRuntime, SignedInPerson
from stafet.http.sign_in import gone_cookie
from stafet.use_cases import sign_in
from stafet.use_cases.sign_in import MeOut, SessionOut, SignedIn


class MeIn(WireIn, frozen=True, kw_only=True):
    """What a person may write about themselves."""

    lang: Literal["da", "en"] | UnsetType = UNSET
    name: Line | UnsetType = UNSET


class SignOutIn(WireIn, frozen=True, kw_only=True):
    """This device, or all of them."""

    everywhere: bool = False


@get("/api/me", operation_id="getMe", opt={"access": "anyone"})
async def get_me(runtime: ServerRuntime, visitor: NamedDependency[SignedIn | None]) -> MeOut:
    """The signed-in person and the plans they have a place in. 200 also when nobody is signed in."""
    return await runtime.read(lambda tx: sign_in.me(tx, visitor, demo=runtime.settings.is_demo, now=runtime.now()))


@patch("/api/me", operation_id="changeMe", opt={"access": "signed_in"})
async def change_me(runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[MeIn]) -> MeOut:
    """Choose a language, or the name others see."""
    values = {name: value for name in ("lang", "name") if isinstance(value := getattr(data, name), str)}
    await runtime.write(lambda tx: sign_in.change_me(tx, signed_in, values))
    return await runtime.read(lambda tx: sign_in.me(tx, signed_in, demo=runtime.settings.is_demo, now=runtime.now()))


@post("/api/sign-out", operation_id="signOut", status_code=204, opt={"access": "signed_in"})
async def sign_out(runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[SignOutIn]) -> Response[None]:
    """End this session, or all of this person's sessions."""
    await runtime.write(lambda tx: sign_in.sign_out(tx, signed_in, everywhere=data.everywhere))
    answer: Response[None] = Response(content=None, status_code=204)
    answer.set_cookie(gone_cookie(runtime, runtime.cookie_name))
    return answer


@get("/api/sessions", operation_id="listSessions", opt={"access": "signed_in"})
async def list_sessions(runtime: ServerRuntime, signed_in: SignedInPerson) -> list[SessionOut]:
    """The devices this person is signed in on."""
    return await runtime.read(lambda tx: sign_in.my_devices(tx, signed_in, runtime.now()))


@delete("/api/sessions/{session:str}", operation_id="endSession", opt={"access": "signed_in"})
async def end_session(runtime: ServerRuntime, signed_in: SignedInPerson, session: SessionPath) -> None:
    """Sign a device out. From now on its cookie is worth nothing."""
    await runtime.write(lambda tx: sign_in.sign_out_device(tx, signed_in, session, runtime.now()))


HANDLERS = (get_me, change_me, sign_out, list_sessions, end_session)
