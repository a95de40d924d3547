"""Signing in at the identity provider, and the cookie a sign-in ends with."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from litestar import Response, get
from litestar.datastructures import Cookie
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from stafet.domain.people import Door
from stafet.http.runtime import AnyRequest, Runtime, ServerRuntime, SignedInPerson
from stafet.identity.errors import SignInRefused
from stafet.identity.provider import Attempt, Provider
from stafet.use_cases import sign_in, step_up
from stafet.use_cases.errors import NotFound, SignInFailed
from stafet.use_cases.sign_in import Entered, StartedSignIn

# Where a sign-in may lead: a path of our own app, never another site.
_own_path = re.compile(r"/(?!/)[A-Za-z0-9/_-]{0,200}")


def own_path(path: str) -> str:
    """The path, if it is one of ours; the first screen otherwise."""
    return path if _own_path.fullmatch(path) else "/"


@get("/api/sign-in", operation_id="startSignIn", opt={"access": "anyone"}, status_code=302)
async def start_sign_in(
    request: AnyRequest,
    runtime: ServerRuntime,
    door: FromQuery[Door],
    return_to: Annotated[str, QueryParameter(name="return", max_length=300)] = "/",
) -> Redirect:
    """Go to the identity provider. Citizens and relatives come by one door, professionals by the other."""
    if runtime.provider is None:
        raise NotFound
    now = runtime.now()
    runtime.limits.demand_sign_in(runtime.address(request), now)
    try:
        start = await runtime.provider.start(door, now)
    except SignInRefused as error:
        return Redirect(f"/sign-in-failed?code={error.code}", status_code=302)
    secret = await runtime.write(
        lambda tx: sign_in.begin(
            tx,
            door=door,
            state=start.state,
            nonce=start.nonce,
            verifier=start.verifier,
            return_to=own_path(return_to),
            now=now,
        )
    )
    answer = Redirect(start.url, status_code=302)
    answer.set_cookie(_cookie(runtime, attempt_cookie(runtime), secret, sign_in.ATTEMPT_LIFE))
    return answer


@get("/api/proof", operation_id="startProof", opt={"access": "signed_in"}, status_code=302)
async def start_proof(
    request: AnyRequest,
    runtime: ServerRuntime,
    signed_in: SignedInPerson,
    return_to: Annotated[str, QueryParameter(name="return", max_length=300)] = "/",
) -> Redirect:
    """Go to the identity provider to show anew that it is you. Comes back with a new session token, or with a code."""
    if runtime.provider is None:
        raise NotFound
    now, person, back = runtime.now(), signed_in.person, own_path(return_to)
    runtime.limits.demand_sign_in(runtime.address(request), now)
    try:
        # Nothing the provider remembers counts: the person proves it now.
        start = await runtime.provider.start(person.door, now, max_age=0)
    except SignInRefused as error:
        return Redirect(f"{back}?code={error.code}", status_code=302)
    secret = await runtime.write(
        lambda tx: sign_in.begin(
            tx,
            door=person.door,
            state=start.state,
            nonce=start.nonce,
            verifier=start.verifier,
            return_to=back,
            now=now,
            person=person.id,
        )
    )
    answer = Redirect(start.url, status_code=302)
    answer.set_cookie(_cookie(runtime, attempt_cookie(runtime), secret, sign_in.ATTEMPT_LIFE))
    return answer


@get("/api/sign-in/callback", operation_id="finishSignIn", opt={"access": "anyone"}, status_code=302)
async def finish_sign_in(request: AnyRequest, runtime: ServerRuntime) -> Redirect:
    """The provider's answer. Every lie ends on the same calm page, with a code."""
    if runtime.provider is None:
        raise NotFound
    secret = request.cookies.get(attempt_cookie(runtime), "")
    failed = "/sign-in-failed"
    address = runtime.address(request)
    runtime.limits.demand_answer(address, runtime.now())
    try:
        # The attempt is spent here, whatever the answer is.
        attempt = await runtime.write(lambda tx: sign_in.take_attempt(tx, secret, runtime.now()))
        if attempt.person_id is not None:
            # Who shows anew that it is them goes back to where they were, with what they had begun.
            failed = attempt.return_to
        answer = await _finish(request, runtime, runtime.provider, attempt)
    except (SignInRefused, SignInFailed) as error:
        runtime.limits.note_failure(address, runtime.now())
        answer = Redirect(f"{failed}?code={error.code}", status_code=302)
    answer.set_cookie(gone_cookie(runtime, attempt_cookie(runtime)))
    return answer


async def _finish(request: AnyRequest, runtime: Runtime, provider: Provider, attempt: StartedSignIn) -> Redirect:
    now = runtime.now()
    params: Mapping[str, str] = dict(request.query_params.items())
    identity = await provider.finish(
        params,
        Attempt(
            state=attempt.state,
            nonce=attempt.nonce,
            verifier=attempt.verifier,
            door=attempt.door,
            max_age=step_up.oldest_proof(attempt, now),
        ),
        now,
    )
    old_token = request.cookies.get(runtime.cookie_name, "")
    answer = Redirect(attempt.return_to, status_code=302)
    if attempt.person_id is not None:
        person = attempt.person_id
        token = await runtime.write(
            lambda tx: step_up.prove(
                tx,
                token=old_token,
                person=person,
                issuer=identity.issuer,
                subject=identity.subject,
                proved_at=identity.proved_at,
                now=now,
            )
        )
        answer.set_cookie(session_cookie(runtime, token, identity.door))
        return answer
    entered = await runtime.write(
        lambda tx: sign_in.sign_in(
            tx,
            issuer=identity.issuer,
            subject=identity.subject,
            name=identity.name,
            door=identity.door,
            label=device_label(request),
            old_token=old_token,
            old_device=request.cookies.get(device_cookie(runtime), ""),
            proved_at=identity.proved_at,
            now=now,
        )
    )
    let_in(answer, runtime, entered, identity.door)
    return answer


def let_in(answer: Response[Any], runtime: Runtime, entered: Entered, door: Door) -> None:
    """The cookies a sign-in ends with."""
    answer.set_cookie(session_cookie(runtime, entered.token, door))
    answer.set_cookie(_cookie(runtime, device_cookie(runtime), entered.device, sign_in.DEVICE_LIFE))


def device_cookie(runtime: Runtime) -> str:
    """The cookie a known device is recognised by. It opens nothing, and stays when somebody signs out."""
    return f"{runtime.cookie_name}-device"


def attempt_cookie(runtime: Runtime) -> str:
    """The cookie that binds a sign-in to the browser that began it."""
    return f"{runtime.cookie_name}-sign-in"


def session_cookie(runtime: Runtime, token: str, door: Door) -> Cookie:
    """The cookie of a session. Lax, because Strict would break the way back from the provider and from a push."""
    return _cookie(runtime, runtime.cookie_name, token, sign_in.LIVES[door].absolute)


def gone_cookie(runtime: Runtime, name: str) -> Cookie:
    """Takes a cookie away. With the flags it was set with: a browser ignores a __Host- cookie that is not Secure."""
    return _cookie(runtime, name, "", timedelta(0))


def _cookie(runtime: Runtime, name: str, value: str, life: timedelta) -> Cookie:
    return Cookie(
        key=name,
        value=value,
        path="/",
        httponly=True,
        secure=runtime.settings.is_https,
        samesite="lax",
        max_age=int(life.total_seconds()),
    )


def device_label(request: AnyRequest) -> str:
    """A device in words, good enough to recognise one's own: browser and system, nothing finer."""
    agent = request.headers.get("user-agent", "")
    system = next(
        (name for mark, name in _SYSTEMS if mark in agent),
        "",
    )
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part) or "?"


_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("Edg/", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip

HANDLERS = (start_sign_in, start_proof, finish_sign_in)
