"""The log of the real server: enough to run it by, and nothing about anybody (T33)."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import sqlalchemy as sa

from stafet.use_cases.transactions import Database
from tests.http.house import NO_CERTIFICATES, Browser, Clock, House, assert_problem
from tests.http.routes import LIVE, filled
from tests.support.server import Server

# A word in every field somebody can write in.
WORD = "kanariefugl"


@dataclass
class FarHouse(House):
    """The same house, reached over the network."""

    @property
    def transport(self) -> httpx.AsyncHTTPTransport:
        return httpx.AsyncHTTPTransport(trust_env=False, verify=NO_CERTIFICATES)


def reached(server: Server) -> FarHouse:
    return FarHouse(None, None, Clock(datetime.now(UTC)), server.url)


def lines(server: Server) -> list[dict[str, Any]]:
    return [json.loads(line) for line in server.said().splitlines()]


async def a_whole_story(house: FarHouse) -> set[str]:
    """Much of what people do, with a telling word in each text. Answers every id, name and secret that occurred."""
    peter, mads = await house.person("peter"), await house.person("mads")
    plan = await peter.start_plan()
    dream = await peter.write(plan, "dream:", {"kind": "dream", "text": f"{WORD} drøm", "more": f"{WORD} mere"})
    link = await peter.invite(
        plan, name=f"{WORD} navn", organisation=f"{WORD} sted", hours=f"{WORD} tid", grants=[house.grant("dreams")]
    )
    await mads.post("/api/invitations/accept", {"token": link["token"]})
    await peter.post(f"/api/plans/{plan}/members/{link['member']}/yes")
    await peter.patch("/api/me", {"name": f"Peter {WORD}"})
    await mads.sync()
    await everything_wrong(peter, plan)
    names = {"plan": plan, "member": link["member"], "item": dream, "meeting": dream, "proposal": dream}
    await every_route(peter, names | dict.fromkeys(("session", "device", "reminder"), link["member"]))
    await every_route(mads, names | dict.fromkeys(("session", "device", "reminder"), link["member"]))
    calendar = (await peter.post("/api/calendar", {"titles": "full"})).json()["address"]
    assert (await peter.get(calendar.removeprefix(peter.house.origin))).status_code == 200
    looks = await peter.get(f"/api/plans/{plan}/looks?before=9000")
    assert looks.status_code == 200
    sessions = [one["session"] for one in (await peter.get("/api/sessions")).json()]
    person = (await mads.get("/api/me")).json()["person"]["id"]
    assert (await peter.post(f"/api/plans/{plan}/erase")).status_code == 204
    cookies = {value for one in (peter, mads) for value in one.cookies.values()}
    secret = calendar.split("/")[-2]
    return {
        plan,
        dream,
        link["member"],
        link["token"],
        secret,
        person,
        "Peter",
        "Mads",
        "Dam",
        "Lund",
        *sessions,
        *cookies,
    }


async def every_route(browser: Browser, names: dict[str, str]) -> None:
    """Each of the list, with telling words wherever words can stand. Whether it is allowed does not matter here."""
    for name in sorted(LIVE, key=lambda name: name.startswith("DELETE")):
        method, path = name.split(" ")
        if name not in ("POST /api/sign-out", "POST /api/plans/{plan}/erase"):
            query = f"{LIVE[name].query or '?'}&{WORD}={WORD}"
            words = {WORD: WORD, **(LIVE[name].body or {})}
            for body in (filled(LIVE[name].body, names), filled(words, names)):
                await browser.ask(method, filled(path, names) + query, body, headers={"accept-language": WORD})


async def everything_wrong(peter: Browser, plan: str) -> None:
    headers = {"user-agent": WORD, "referer": f"https://{WORD}.example/", "x-request-id": WORD, "accept": WORD}
    provider = f"/api/sign-in?door={WORD}&return=/{WORD}", f"/api/sign-in/callback?state={WORD}&code={WORD}"
    files = f"/{WORD}.js", f"/{WORD}"
    for path in (f"/api/{WORD}", f"/api/me?q={WORD}", f"/api/plans/{WORD}/looks", *provider, *files):
        await peter.get(path, headers=headers)
    await peter.post("/api/sync", {WORD: WORD})
    await peter.post("/api/sync", content=WORD.encode())
    await peter.sync(peter.house.edit(plan, "create", scope="safety", body={"kind": WORD, "text": WORD}))
    await peter.post("/api/invitations/accept", {"token": WORD, "code": WORD[:10]})
    await peter.post("/api/push", {"endpoint": f"https://{WORD}.example/", "keys": {"p256dh": WORD, "auth": WORD},
                                   "label": WORD})  # fmt: skip
    await peter.ask("GET", "/api/me", headers={"cookie": f"stafet={WORD}"})
    await peter.post("/api/sync", headers={"origin": f"https://{WORD}.example"})


async def test_no_word_name_id_or_secret_of_anybody_stands_in_the_log(server: Server) -> None:
    secrets = await a_whole_story(reached(server))

    routes = {name.partition(" ")[2] for name in LIVE if not name.endswith("/sign-out") and "/health/" not in name}
    # A line is written when its answer has left: the last one may come a moment later.
    for _ in range(100):
        if {line.get("route") for line in lines(server)} >= routes:
            break
        await asyncio.sleep(0.05)
    said = server.said()
    assert {line.get("route") for line in lines(server)} >= routes
    assert [one for one in (WORD, *secrets) if one in said] == []


async def test_each_line_says_what_was_asked_of_which_route_and_how_it_went(server: Server) -> None:
    house = reached(server)
    await house.browser().get("/api/sessions")
    await house.browser().get(f"/api/plans/{'A' * 22}/looks")
    await house.browser().get(f"/api/{WORD}")
    await house.browser().put("/api/me")

    # A line is written when its answer has left: the last one may come a moment later.
    for _ in range(100):
        if any(line.get("method") == "PUT" for line in lines(server)):
            break
        await asyncio.sleep(0.05)
    asked = [{name: line.get(name) for name in ("event", "method", "route", "status")} for line in lines(server)]
    assert asked[-4:] == [
        {"event": "request", "method": "GET", "route": "/api/sessions", "status": 401},
        {"event": "request", "method": "GET", "route": "/api/plans/{plan}/looks", "status": 401},
        {"event": "request", "method": "GET", "route": "", "status": 404},
        {"event": "request", "method": "PUT", "route": "", "status": 405},
    ]


async def test_nothing_but_the_allowed_fields_is_logged(server: Server) -> None:
    await a_whole_story(reached(server))

    names = {name for line in lines(server) for name in line}
    assert names <= {"event", "level", "timestamp", "method", "route", "status", "ms"}


async def test_what_is_no_http_is_told_in_one_line_without_its_words(server: Server) -> None:
    port = int(server.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{WORD}\r\n\r\n".encode())
    await reader.read()
    writer.close()
    await writer.wait_closed()

    (line,) = [line for line in lines(server) if line["event"] == "library"]
    assert (line["logger"], line["error"]) == ("uvicorn.error", "")
    assert WORD not in server.said()


async def test_a_fault_of_ours_is_told_without_a_word_of_what_was_written(server: Server) -> None:
    house = reached(server)
    peter = await house.person("peter")
    plan = await peter.start_plan()
    broken = Database(server.environment["STAFET_DATABASE_URL"])
    with broken.write() as tx:
        tx.execute(sa.text("DROP TABLE edit"))
    broken.close()

    edit = house.edit(plan, "create", scope="safety", body={"kind": "coping", "text": WORD})
    answer = await peter.sync(edit)

    assert_problem(answer, 500, "failed")
    assert answer.headers["x-content-type-options"] == "nosniff"
    (line,) = [line for line in lines(server) if line["event"] == "failed"]
    assert line["route"] == "/api/sync"
    assert line["error"] in {"OperationalError", "ProgrammingError"}
    # Where in our own code, not in which library.
    assert line["file"].startswith(("use_cases/", "store/"))
    assert line.keys() == {"event", "level", "timestamp", "error", "file", "line", "route"}
    assert [one for one in (WORD, plan, "FROM edit", edit["id"]) if one in server.said() + answer.text] == []


async def test_a_server_whose_database_is_broken_says_that_it_is_not_ready(server: Server) -> None:
    broken = Database(server.environment["STAFET_DATABASE_URL"])
    with broken.write() as tx:
        tx.execute(sa.text("DELETE FROM alembic_version"))
    broken.close()

    answer = await reached(server).browser().get("/health/ready")

    assert (answer.status_code, answer.json()) == (503, {"status": "database"})
