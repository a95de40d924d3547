"""The API's own description, OpenAPI 3.1. Made from the handlers, mended where the framework leaves gaps, committed.

Gaps (reference: stack.md 2.2): tagged unions lack their discriminator, Structs that refuse unknown fields do not say
so, and problems are not described. `docs/openapi.json` is the committed copy; a test keeps it true.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from litestar import Litestar, Request, Response, get
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import Components

from stafet import __version__
from stafet.domain.edits import Edit
from stafet.http.problems import Problem
from stafet.use_cases.answers import CallBody, GrantBody, Have, MeetingProposalBody, MemberBody, SyncAnswer

Document = dict[str, Any]


class SyncRequestDocument(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    """The body of a sync, with its edits spelled out."""

    device: str
    plans: dict[str, Have] = {}
    edits: list[Edit] = []


def openapi_config() -> OpenAPIConfig:
    """What the framework needs to make its part of the document."""
    return OpenAPIConfig(
        title="Stafet",
        version=__version__,
        description="One citizen, one shared course. The wire is explained in docs/sync.md and docs/protocol.md.",
        use_handler_docstrings=True,
        components=Components(),
    )


@get("/api/openapi.json", operation_id="getOpenApi", opt={"access": "anyone"}, include_in_schema=False)
async def openapi_document(request: Request[Any, Any, Any]) -> Response[bytes]:
    """This document."""
    describe: Callable[[], bytes] = request.app.state.describe
    return Response(content=describe(), media_type="application/json")


def document_bytes(app: Litestar) -> bytes:
    """The document as it is committed: sorted, indented, with a line break at the end."""
    return msgspec.json.format(msgspec.json.encode(document(app), order="sorted"), indent=1) + b"\n"


def document(app: Litestar) -> Document:
    """The framework's document, mended."""
    made: Document = msgspec.json.decode(msgspec.json.encode(app.openapi_schema.to_schema()))
    components: Document = made.setdefault("components", {}).setdefault("schemas", {})
    _, ours = msgspec.json.schema_components(
        [Problem, SyncRequestDocument, SyncAnswer, MemberBody, GrantBody, CallBody, MeetingProposalBody],
        ref_template="#/components/schemas/{name}",
    )
    components.update(ours)
    _describe_sync(made)
    for path, operations in made["paths"].items():
        for operation in operations.values():
            _describe_problems(path, operation)
            # The framework promises a null where nothing follows.
            operation["responses"].get("204", {}).pop("content", None)
    ready = made["paths"]["/health/ready"]["get"]["responses"]
    ready["503"] = {**ready["200"], "description": "The database does not answer, or is at another revision"}
    paper = made["paths"]["/api/plans/{plan}/papers"]["post"]["responses"]["200"]["content"]
    paper["text/plain"] = {"schema": {"type": "string"}}
    _close_structs(components)
    return made


def _describe_sync(made: Document) -> None:
    operation = made["paths"]["/api/sync"]["post"]
    operation["requestBody"] = {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SyncRequestDocument"}}},
    }
    operation["responses"]["200"] = {
        "description": "What became of each edit, and each plan this person may hold now",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/SyncAnswer"}}},
    }


def _describe_problems(path: str, operation: Document) -> None:
    if not path.startswith("/api/"):
        return
    answer = {
        "description": "A problem (RFC 9457) with a stable code",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    responses = operation.setdefault("responses", {})
    for status in [status for status in responses if status.startswith(("4", "5"))]:
        del responses[status]
    responses["4XX"] = answer
    responses["503"] = answer


def _close_structs(components: Document) -> None:
    """Structs whose name ends in In refuse unknown fields; the document says so."""
    for name, schema in components.items():
        if name.endswith("In") and schema.get("type") == "object":
            schema["additionalProperties"] = False
