"""What a PDF says: its text in reading order, its structure, and every byte of it without compression."""

from io import BytesIO
from typing import Any

import httpx
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject


def told_in(answer: httpx.Response) -> str:
    """Everything an answer says, also when it is packed into a PDF."""
    if answer.headers.get("content-type") != "application/pdf":
        return answer.text
    return text_of(answer.content) + unpacked(answer.content)


def text_of(pdf: bytes) -> str:
    """What a reader copies out of it, page by page. Words broken at the end of a line stay broken."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\u200b", "")


def unpacked(pdf: bytes) -> str:
    """Every stream and string in the file, as it lies there before it was packed."""
    reader = PdfReader(BytesIO(pdf))
    found = []
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        one = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(one, StreamObject):
            found.append(one.get_data().decode("latin-1"))
        found.append(repr(one))
    return "\n".join(found)


def root_of(pdf: bytes) -> DictionaryObject:
    """The document's own entry: language, marks, structure."""
    root: DictionaryObject = PdfReader(BytesIO(pdf)).trailer["/Root"]
    return root


def tags_in(pdf: bytes) -> list[str]:
    """The kinds of the parts of the document, in the order they are read aloud."""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]).lstrip("/"))
            walk(node.get("/K", []))

    walk(root_of(pdf)["/StructTreeRoot"])
    return found
