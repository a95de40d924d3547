"""The API's description is true: what it promises is what comes, whatever is sent within what it allows."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.python import asgi
from schemathesis.specs.openapi import checks

from stafet.app import create_app, describe
from stafet.settings import Settings
from stafet.use_cases.transactions import Database
from tests.http.house import ORIGIN, VAPID, House
from tests.http.routes import DEMO, LIVE
from tests.support.log_rules import KEYS

ROOT = Path(__file__).parents[2]


def test_the_committed_description_is_what_the_server_says() -> None:
    assert (ROOT / "docs" / "openapi.json").read_bytes() == describe(), "Run: make openapi"


async def test_the_description_is_served(small_house: House) -> None:
    answer = await small_house.browser().get("/api/openapi.json")

    assert answer.headers["content-type"] == "application/json"
    assert answer.content == describe()


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(describe())
    return made


def test_every_route_of_the_api_is_described(document: dict[str, Any]) -> None:
    described = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}

    assert described == LIVE.keys() - {"GET /api/openapi.json"}
    assert described.isdisjoint(DEMO)


def test_every_route_describes_its_errors_as_problems(document: dict[str, Any]) -> None:
    for path, methods in document["paths"].items():
        if not path.startswith("/api/"):
            continue
        for operation in methods.values():
            content = operation["responses"]["4XX"]["content"]
            assert content["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}, path


def test_every_union_says_by_which_field_its_kinds_are_told_apart(document: dict[str, Any]) -> None:
    for schema in unions(document):
        names = {option["$ref"] for option in schema["anyOf"]}
        discriminator = schema.get("discriminator", {})
        assert discriminator.get("propertyName") in {"kind", "act"}, names
        assert set(discriminator["mapping"].values()) == names


def unions(part: Any) -> Iterator[dict[str, Any]]:
    """Every choice between several described Structs."""
    if isinstance(part, dict):
        options = part.get("anyOf") or part.get("oneOf") or []
        if len([option for option in options if "$ref" in option]) > 1:
            yield part | {"anyOf": options}
        for one in part.values():
            yield from unions(one)
    elif isinstance(part, list):
        for one in part:
            yield from unions(one)


def test_everything_that_comes_in_refuses_unknown_fields(document: dict[str, Any]) -> None:
    open_ones = [
        operation["operationId"]
        for methods in document["paths"].values()
        for operation in methods.values()
        if "requestBody" in operation
        for content in operation["requestBody"]["content"].values()
        if resolved(document, content["schema"]).get("additionalProperties") is not False
    ]

    assert open_ones == []


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema["$ref"].rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name]
    return found


# Fuzzing. Every operation is called with what the description allows, and with what it does not.

CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
QUICK = settings(
    max_examples=12,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Citizen(msgspec.Struct):
    """Somebody signed in who has a plan, and the ids that addresses of the plan need."""

    client: Any
    schema: Any
    names: dict[str, str] = {}
    session: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {**ASKED, "cookie": self.session}

    def sign_in(self) -> None:
        self.client.cookies.clear()
        answer = self.client.post("/api/demo/session", json={"person": "peter"}, headers=ASKED)
        # Given by hand: the client's jar knows no cookies of a host without a dot.
        self.session = answer.headers["set-cookie"].partition(";")[0]

    def try_out(self, case: Case) -> None:
        if case.path_parameters:
            case.path_parameters = {name: self.names.get(name, of) for name, of in case.path_parameters.items()}
        case.headers = {}
        answer = case.call(session=self.client, headers=self.headers)
        # Fuzzing as nobody would prove nothing.
        if answer.status_code == 401:
            self.sign_in()
            answer = case.call(session=self.client, headers=self.headers)
            assert answer.status_code != 401
        case.validate_response(answer, checks=CHECKS)


ASKED = {"x-stafet": "1", "content-type": "application/json", "origin": ORIGIN}


@pytest.fixture(scope="module")
def citizen(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Citizen]:
    path = tmp_path_factory.mktemp("fuzzing") / "stafet.db"
    shutil.copyfile(sqlite_template, path)
    db = Database(f"sqlite:///{path}", KEYS)
    app = create_app(
        Settings(mode="demo", database_url=str(path), public_url=ORIGIN, sync_per_minute=0, requests_per_minute=0),
        db,
        vapid=VAPID,
        send_reminders=False,
    )
    with asgi.get_client(app) as client:
        one = Citizen(client, schemathesis.openapi.from_asgi("/api/openapi.json", app))
        one.sign_in()
        plan = client.post("/api/plans", json={}, headers=one.headers).json()["plan"]
        asked = {"role": "gp", "name": "Anne Holm"}
        member = client.post(f"/api/plans/{plan}/members", json=asked, headers=one.headers).json()["member"]
        one.names = {"plan": plan, "member": member}
        yield one
    db.close()


DESCRIBED = [(path, method, operation) for path, methods in json.loads(describe())["paths"].items()
             for method, operation in methods.items()]  # fmt: skip
CALLS = [
    pytest.param(path, method, mode, id=f"{mode.name.lower()} {method} {path}")
    for path, method, operation in DESCRIBED
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    # Where there is nothing to send, nothing can be sent wrongly.
    if mode is GenerationMode.POSITIVE or "parameters" in operation or "requestBody" in operation
]


@pytest.mark.parametrize(("path", "method", "mode"), CALLS)
def test_whatever_is_sent_the_answer_is_one_that_is_described(
    path: str, method: str, mode: GenerationMode, citizen: Citizen
) -> None:
    citizen.sign_in()

    @QUICK
    @given(case=citizen.schema[path][method].as_strategy(generation_mode=mode))
    def try_out(case: Case) -> None:
        citizen.try_out(case)

    try_out()
