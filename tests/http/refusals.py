"""How a refusal looks, whatever was refused."""

import httpx

from tests.http.house import assert_problem

# Stands for somebody's words in whatever is sent; it must not come back.
CANARY = "kanariefugl-7f3a"


def assert_refused(answer: httpx.Response, status: int, code: str, why: str = "") -> None:
    assert_problem(answer, status, code, why)
    assert CANARY not in answer.text, why
    assert CANARY not in str(answer.headers), why
