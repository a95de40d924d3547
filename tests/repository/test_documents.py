"""Documents that cannot drift: what they name exists, and what must be named is."""

import json
import re
import tomllib

import pytest

from tests.support.repository import ROOT, files, shown, text, written

DECISIONS = ROOT / "docs" / "decisions"
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com"]
ELSEWHERE = re.compile(r"(?<![\w.:/-])/(?:" + "work|root|home|Users" + r")/|\.\./" + "shared/")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")


def test_every_decision_is_in_the_list() -> None:
    pages = {path.name for path in DECISIONS.glob("*.md")} - {"README.md"}
    listed = set(re.findall(r"\]\(([\w.-]+\.md)\)", text(DECISIONS / "README.md")))

    assert pages == listed


def test_every_make_target_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text(ROOT / "Makefile"), re.MULTILINE))
    named = {
        (shown(path), target)
        for path in written(".md")
        for target in re.findall(r"(?:`|^)make ([a-z][a-z-]+)", text(path), re.MULTILINE)
    }

    assert not {(document, target) for document, target in named if target not in targets}


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{shown(path)}: {link}"
        for path in written(".md")
        for link in LINK.findall(text(path))
        if not (path.parent / link).exists()
    ]

    assert not broken, "\n".join(broken)


def test_nothing_outside_the_repository_is_named() -> None:
    """A clone stands on its own: no path of somebody's machine, and no host that packages come from."""
    found = [
        f"{shown(path)}:{number}: {line.strip()[:120]}"
        for path in written()
        for number, line in enumerate(text(path).splitlines(), start=1)
        if ELSEWHERE.search(line) or any(host in line for host in REGISTRIES)
    ]

    assert not found, "\n".join(found)


def test_the_lock_files_name_versions_and_hashes_but_no_host() -> None:
    python = [path for path in files() if path.suffix == ".lock"]
    node = [path for path in files() if path.name == "package-lock.json"]

    assert {path.name for path in python} == {"requirements.lock", "requirements-dev.lock", "requirements-build.lock"}
    assert all("://" not in text(path) for path in python)
    assert node
    for path in node:
        packages = json.loads(text(path))["packages"]
        assert not [name for name, package in packages.items() if "resolved" in package], shown(path)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_holds_what_the_project_asks_for(lock: str) -> None:
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    asked = list(project["project"]["dependencies"])
    if "dev" in lock:
        asked += project["project"]["optional-dependencies"]["dev"] + project["dependency-groups"]["build"]
    pins = {re.sub(r"\[.*?\]", "", pin).split(";")[0].strip() for pin in asked}
    locked = set(re.findall(r"^([\w.-]+==[\w.+-]+)", text(ROOT / lock), re.MULTILINE))

    assert pins <= locked, f"Not in {lock}: {sorted(pins - locked)}. 'make lock' makes it again."


def test_no_script_of_a_package_runs_when_it_is_fetched() -> None:
    """npm would run whatever a package says (T28). Nothing that we fetch needs it."""
    lines = text(ROOT / "Makefile").splitlines()
    fetching = [line.strip() for line in lines if re.search(r"\bnpm (?:ci|install)\b", line)]

    assert len(fetching) >= 3
    assert [line for line in fetching if "--ignore-scripts" not in line] == []


def test_every_direct_dependency_is_explained() -> None:
    """docs/dependencies.md names each of them once, with its reason and its licence, and no other."""
    project = tomllib.loads(text(ROOT / "pyproject.toml"))
    python = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
    python += project["dependency-groups"]["build"]
    asked = [re.split(r"[=\[;<>~ ]", pin)[0] for pin in python]
    for package in [path for path in files() if path.name == "package.json"]:
        described = json.loads(text(package))
        asked += [*described.get("dependencies", {}), *described.get("devDependencies", {})]
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \|$", text(ROOT / "docs/dependencies.md"), re.MULTILINE)

    assert sorted(name for name, _, _ in rows) == sorted(set(asked))
    assert all(reason.strip() and licence.strip() for _, reason, licence in rows)
