"""What is in Stafet can be told from one document: every package that is shipped, at its version, with its sums."""

import importlib.util
import json
import re
from typing import Any

import pytest

from tests.support.repository import ROOT, text


@pytest.fixture(scope="module")
def sbom() -> dict[str, Any]:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / ".ci" / "sbom.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: dict[str, Any] = json.loads(json.dumps(module.document()))
    assert made == module.document(), "the same document each time"
    return made


def test_every_package_of_the_servers_lock_is_in_it_and_no_other(sbom: dict[str, Any]) -> None:
    told = {(one["name"], one["version"]) for one in sbom["components"] if one["purl"].startswith("pkg:pypi/")}

    assert told == set(
        re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", text(ROOT / "requirements.lock"), re.MULTILINE)
    )
    assert len(told) > 20


def test_what_the_app_is_built_of_is_in_it_and_what_it_is_built_with_is_not(sbom: dict[str, Any]) -> None:
    told = {one["name"] for one in sbom["components"] if one["purl"].startswith("pkg:npm/")}
    package = json.loads(text(ROOT / "pwa" / "package.json"))

    assert set(package["dependencies"]) <= told
    assert not set(package["devDependencies"]) & told


def test_each_has_the_sum_of_every_file_that_may_be_fetched_for_it(sbom: dict[str, Any]) -> None:
    lengths = {"SHA-256": 64, "SHA-512": 128}
    sums = [
        (one["name"], part["alg"], part["content"])
        for one in sbom["components"]
        for file in one["externalReferences"]
        for part in file["hashes"]
    ]

    assert {name for name, _, _ in sums} == {one["name"] for one in sbom["components"]}
    assert all(re.fullmatch(rf"[0-9a-f]{{{lengths[alg]}}}", content) for _, alg, content in sums)
    locked = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", text(ROOT / "requirements.lock")))
    assert {content for _, alg, content in sums if alg == "SHA-256"} == locked


def test_it_is_a_cyclonedx_document(sbom: dict[str, Any]) -> None:
    assert (sbom["bomFormat"], sbom["specVersion"], sbom["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", sbom["serialNumber"])
    references = [one["bom-ref"] for one in sbom["components"]]
    assert len(set(references)) == len(references)
    (whole,) = sbom["dependencies"]
    assert whole == {"ref": sbom["metadata"]["component"]["bom-ref"], "dependsOn": references}
