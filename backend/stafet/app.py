"""The whole server in one page: every route, dependency and error handler, named by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException

from stafet.domain.content import Content
from stafet.http import (
    baton,
    calendar,
    calls,
    consents,
    content,
    course,
    demo,
    health,
    log,
    looks,
    me,
    meeting_proposals,
    meetings,
    own,
    papers,
    plans,
    problems,
    receipts,
    reminders,
    sign_in,
    sync,
    team,
    units,
)
from stafet.http.gate import Gate
from stafet.http.openapi import document_bytes, openapi_config, openapi_document
from stafet.http.reading import CarefulRequest
from stafet.http.request_log import RequestLog
from stafet.http.runtime import Runtime, provide_runtime, provide_signed_in, provide_visitor, system_clock
from stafet.http.shell import Shell
from stafet.http.static import AppFiles
from stafet.identity.provider import Provider
from stafet.paper.press import Press
from stafet.push.endpoints import PUSH_HOSTS
from stafet.push.keys import VapidKeys
from stafet.push.sender import Sender
from stafet.settings import Settings
from stafet.use_cases.content import Publisher, shipped
from stafet.use_cases.errors import Refused
from stafet.use_cases.heads import HeadsWriter
from stafet.use_cases.limits import Limits
from stafet.use_cases.push_devices import EndpointRules
from stafet.use_cases.sending import Postman
from stafet.use_cases.transactions import Busy, Database, StorageFull

BODY_LIMIT = 256 * 1024

API = (
    *sync.HANDLERS, *me.HANDLERS, *sign_in.HANDLERS, *plans.HANDLERS, *own.HANDLERS, *papers.HANDLERS,
    *consents.HANDLERS, *team.HANDLERS, *baton.HANDLERS, *course.HANDLERS, *units.HANDLERS, *meetings.HANDLERS,
    *meeting_proposals.HANDLERS, *looks.HANDLERS, *calls.HANDLERS,
    *log.HANDLERS, *receipts.HANDLERS, *reminders.HANDLERS, *calendar.HANDLERS, *content.HANDLERS,
    *health.HANDLERS, openapi_document,
)  # fmt: skip

DEPENDENCIES = {
    "runtime": Provide(provide_runtime, sync_to_thread=False),
    "visitor": Provide(provide_visitor),
    "signed_in": Provide(provide_signed_in),
}


def create_app(
    settings: Settings,
    db: Database,
    *,
    provider: Provider | None = None,
    vapid: VapidKeys | None = None,
    static_dir: Path | None = None,
    place: Content | None = None,
    clock: Callable[[], datetime] = system_clock,
    send_reminders: bool = True,
) -> Litestar:
    """The server, ready to be run. Everything it needs from outside is passed in."""
    rules = EndpointRules(
        hosts=(*PUSH_HOSTS, *settings.push_extra_hosts.split()),
        extra_origins=tuple(settings.push_extra_origins.split()),
    )
    sender = Sender(vapid, allowed_hosts=rules.hosts, extra_origins=rules.extra_origins) if vapid else None
    postman = (
        Postman(db=db, sender=sender, origin=settings.origin, public_key=vapid.public_key, clock=clock)
        if sender and vapid
        else None
    )
    runtime = Runtime(
        settings=settings,
        db=db,
        clock=clock,
        provider=provider,
        postman=postman,
        endpoint_rules=rules,
        limits=Limits(settings),
        publisher=Publisher(place or shipped()),
        press=Press(),
    )

    @asynccontextmanager
    async def carry_reminders(_app: Litestar) -> AsyncIterator[None]:
        if sender is None or postman is None:
            yield
            return
        async with sender:
            task = asyncio.create_task(postman.run(settings.reminder_interval_seconds)) if send_reminders else None
            yield
            if task is not None:
                # What is on its way is written down: cut off here, it would be sent again after the restart.
                postman.stop()
                await task

    @asynccontextmanager
    async def write_heads(_app: Litestar) -> AsyncIterator[None]:
        writer = HeadsWriter(db, Path(settings.heads_file), clock) if settings.heads_file else None
        task = asyncio.create_task(writer.run(settings.heads_interval_seconds)) if writer else None
        yield
        if task is not None:
            task.cancel()

    app = Litestar(
        route_handlers=[*API, *(demo.HANDLERS if settings.is_demo else ())],
        dependencies=DEPENDENCIES,
        exception_handlers={
            Refused: problems.refused,
            Busy: problems.busy,
            StorageFull: problems.storage_full,
            HTTPException: problems.http_error,
            Exception: problems.unexpected,
        },
        compression_config=CompressionConfig(backend="gzip", minimum_size=500, exclude_opt_key="compressed"),
        request_class=CarefulRequest,
        request_max_body_size=BODY_LIMIT,
        # Its routes would be pages of its own; ours is `openapi_document`.
        openapi_config=None,
        lifespan=[carry_reminders, write_heads],
        state=State({"runtime": runtime, "describe": describe}),
        debug=False,
        logging_config=None,
    )
    # Around the router, not inside it: the framework runs its middleware only for addresses that exist, and an unknown
    # address or a wrong method needs the shell and a line in the log too.
    door = sync.SyncDoor(app.asgi_handler, runtime, BODY_LIMIT)
    inner = AppFiles(door, static_dir, stop_worker=settings.stop_worker) if static_dir else door
    shell = Shell(Gate(inner, runtime), origin=settings.origin, https=settings.is_https)
    app.asgi_handler = RequestLog(shell)
    return app


@cache
def describe() -> bytes:
    """The API's description, as it is committed. Made from the same handlers by an app that never serves."""
    return document_bytes(
        # Without `logging_config=None` whoever asks for the description would let every library write in our log.
        Litestar(route_handlers=API, dependencies=DEPENDENCIES, openapi_config=openapi_config(), logging_config=None)
    )
