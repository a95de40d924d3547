"""What is in Stafet: a CycloneDX 1.6 document out of the lock files, the same one each time. `make sbom` writes it.

Ours, because a library for it would bring more packages than the server has: the lock files hold all there is to say.
"""

import base64
import json
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PIN = re.compile(
    r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==(\S+?)(?: ;(.*?))? \\$((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)",
    re.MULTILINE,
)

Component = dict[str, Any]


def python_components(lock: str) -> list[Component]:
    """What a server needs, with the sum of each file that may be fetched for it."""
    return [
        component(
            f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
            name,
            version,
            "SHA-256",
            re.findall(r"sha256:([0-9a-f]{64})", sums),
        )
        for name, version, _, sums in PIN.findall(lock)
    ]


def app_components(lock: str) -> list[Component]:
    """What is built into the app. What it is only built with stays on the machine that builds."""
    packages = json.loads(lock)["packages"]
    shipped = {path: one for path, one in packages.items() if path and not one.get("dev") and not one.get("optional")}
    return [
        component(
            f"pkg:npm/{path.removeprefix('node_modules/').replace('@', '%40')}@{one['version']}",
            path.removeprefix("node_modules/"),
            one["version"],
            "SHA-512",
            [base64.b64decode(one["integrity"].removeprefix("sha512-")).hex()],
        )
        for path, one in sorted(shipped.items())
    ]


def component(purl: str, name: str, version: str, alg: str, sums: list[str]) -> Component:
    files = [{"type": "distribution", "url": purl, "hashes": [{"alg": alg, "content": one}]} for one in sums]
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "externalReferences": files,
    }


def document() -> dict[str, Any]:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    parts = python_components((ROOT / "requirements.lock").read_text())
    parts += app_components((ROOT / "pwa" / "package-lock.json").read_text())
    stafet = f"pkg:generic/stafet@{version}"
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": stafet, "name": "stafet", "version": version}},
        "components": parts,
        "dependencies": [{"ref": stafet, "dependsOn": [one["bom-ref"] for one in parts]}],
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made, sort_keys=True))
    return {**made, "serialNumber": f"urn:uuid:{number}"}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(document(), indent=1, sort_keys=True) + "\n")
