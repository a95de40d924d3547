"""The demo's sign-in: choose a fictional person. Registered only in demo mode, on this machine."""

import msgspec
from litestar import Response, get, post
from litestar.params import JSONBody

from stafet.domain.structs import Line, WireIn
from stafet.http.runtime import AnyRequest, ServerRuntime, SignedInPerson
from stafet.http.sign_in import device_cookie, device_label, let_in, session_cookie
from stafet.identity.demo import DEMO_PEOPLE, demo_identity
from stafet.use_cases import sign_in, step_up
from stafet.use_cases.errors import NotFound


class DemoPersonOut(msgspec.Struct, frozen=True, rename="camel"):
    """Somebody to be for a while."""

    key: str
    name: str
    role: str
    role_en: str
    door: str


class DemoSignInIn(WireIn, frozen=True, kw_only=True):
    """Whom to be."""

    person: Line


@get("/api/demo/people", operation_id="listDemoPeople", opt={"access": "demo"})
async def list_demo_people() -> list[DemoPersonOut]:
    """The fictional people of the demo."""
    return [
        DemoPersonOut(key=person.key, name=person.name, role=person.role_da, role_en=person.role_en, door=person.door)
        for person in DEMO_PEOPLE
    ]


@post("/api/demo/session", operation_id="startDemoSession", status_code=204, opt={"access": "demo"})
async def demo_sign_in(request: AnyRequest, runtime: ServerRuntime, data: JSONBody[DemoSignInIn]) -> Response[None]:
    """Be one of them. Makes the same kind of session as a real sign-in."""
    person = next((person for person in DEMO_PEOPLE if person.key == data.person), None)
    if person is None:
        raise NotFound
    identity = demo_identity(person)
    now = runtime.now()
    entered = await runtime.write(
        lambda tx: sign_in.sign_in(
            tx,
            issuer=identity.issuer,
            subject=identity.subject,
            name=identity.name,
            door=identity.door,
            label=device_label(request),
            old_token=request.cookies.get(runtime.cookie_name, ""),
            old_device=request.cookies.get(device_cookie(runtime), ""),
            proved_at=now,
            now=now,
        )
    )
    answer: Response[None] = Response(content=None, status_code=204)
    let_in(answer, runtime, entered, identity.door)
    return answer


@post("/api/demo/proof", operation_id="proveDemoPerson", status_code=204, opt={"access": "signed_in"})
async def demo_proof(request: AnyRequest, runtime: ServerRuntime, signed_in: SignedInPerson) -> Response[None]:
    """What stands in for the provider when somebody shows anew that it is them: one press."""
    now, person = runtime.now(), signed_in.person
    token = await runtime.write(
        lambda tx: step_up.prove(
            tx,
            token=request.cookies.get(runtime.cookie_name, ""),
            person=person.id,
            issuer=person.issuer,
            subject=person.subject,
            proved_at=now,
            now=now,
        )
    )
    answer: Response[None] = Response(content=None, status_code=204)
    answer.set_cookie(session_cookie(runtime, token, person.door))
    return answer


HANDLERS = (list_demo_people, demo_sign_in, demo_proof)
