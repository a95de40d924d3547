"""A guard nobody would miss is no guard: taken out, the machine must object. The whole list runs in `make soak`."""

from pathlib import Path

import pytest

from tests.model.mutants import ALWAYS, JURY, MUTANTS
from tests.support.mutants import Mutant, sources

SECONDS = 240


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_list_of_guards_follows_the_code(mutant: Mutant) -> None:
    assert sources(mutant)


@pytest.mark.parametrize("name", ALWAYS)
def test_a_server_without_this_guard_is_found_out(name: str, sqlite_template: Path) -> None:
    (mutant,) = [one for one in MUTANTS if one.name == name]

    end, why = JURY.on(mutant, sqlite_template, SECONDS)

    assert end == "killed", why
