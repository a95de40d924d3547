"""On paper: a PDF to print, or the same as text to copy. One kind of request for every paper and every reader."""

from datetime import datetime
from io import BytesIO

import msgspec
import segno
from litestar import Response, post
from litestar.params import JSONBody

from stafet.domain.ids import PlanId
from stafet.domain.papers import plain_text
from stafet.http.paths import PlanPath
from stafet.http.runtime import Runtime, ServerRuntime, SignedInPerson
from stafet.paper.press import CannotPrint, Printing
from stafet.use_cases import papers
from stafet.use_cases.errors import OutOfOrder, TooMany
from stafet.use_cases.papers import Card, PaperIn

# It ends up in folders and on shared screens: it says nothing.
FILE_NAME = "stafet.pdf"
A_MOMENT = 5


@post("/api/plans/{plan:str}/papers", operation_id="makePaper", status_code=200,
      media_type="application/pdf", opt={"access": "plan", "compressed": True})  # fmt: skip
async def make_paper(
    plan: PlanPath, runtime: ServerRuntime, signed_in: SignedInPerson, data: JSONBody[PaperIn]
) -> Response[bytes]:
    """A paper of what this person may see: a tagged PDF, or plain text. It is in the log before it leaves."""
    now, person = runtime.now(), signed_in.person
    runtime.limits.demand_paper(person.id, now)
    paper = await runtime.write(
        lambda tx: papers.make_paper(
            tx,
            plan_id=PlanId(plan),
            by=person,
            asked=data,
            label=signed_in.session.label,
            card=lambda: _card(runtime, person.lang, now),
            now=now,
            opening=runtime.limits.demand_opening,
        )
    )
    if data.form == "text":
        return Response(content=plain_text(paper).encode(), media_type="text/plain", headers=PRIVATE)
    try:
        pdf = await runtime.press.print(person.id, msgspec.json.encode(paper))
    except Printing as error:
        raise TooMany(A_MOMENT, "already_printing") from error
    except CannotPrint as error:
        raise OutOfOrder("cannot_print") from error
    named = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(content=pdf, media_type="application/pdf", headers=PRIVATE | named)


PRIVATE = {"Cache-Control": "no-store"}


def _card(runtime: Runtime, lang: str, now: datetime) -> Card:
    svg = BytesIO()
    segno.make(runtime.settings.origin, error="m", micro=False).save(svg, kind="svg", xmldecl=False, border=0)
    numbers = papers.numbers_for_everybody(runtime.publisher.served(now).out, lang)
    return Card(address=runtime.settings.origin, qr=svg.getvalue().decode(), numbers=numbers)


HANDLERS = (make_paper,)
