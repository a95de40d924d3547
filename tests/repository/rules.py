"""What this code must never do, as rules over its own syntax. Ours, because three of them are about our own habits."""

import ast
import re
from collections.abc import Callable, Iterator

Rule = Callable[[ast.AST], bool]

# What a line of the log may say. Never what was asked for, by whom, or what an error's text quotes (T33).
LOGGED = {"error", "file", "line", "route", "method", "status", "ms", "logger", "says", "count", "code", "kind", "seq"}
LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "msg", "log"}
ASKS = {"get", "post", "put", "patch", "delete", "head", "options", "request", "stream", "urlopen"}
CLIENTS = {"Client", "AsyncClient", "ClientSession", "AsyncOAuth2Client", "OAuth2Client", "Session"}


def name_of(node: ast.AST) -> str:
    """`a.b.c` for what is called or named, as far as it is names."""
    if isinstance(node, ast.Attribute):
        return f"{name_of(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((one.value for one in call.keywords if one.arg == name), None)


def is_put_together(node: ast.AST) -> bool:
    """Text made of other text: an f-string with something in it, a sum, a %, a format."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    return isinstance(node, ast.Call) and name_of(node.func).endswith(("format", "join"))


def imports(*modules: str) -> Rule:
    def rule(node: ast.AST) -> bool:
        if isinstance(node, ast.Import):
            return any(one.name.partition(".")[0] in modules for one in node.names)
        return isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in modules

    return rule


def names(*forbidden: str) -> Rule:
    def rule(node: ast.AST) -> bool:
        if isinstance(node, ast.ImportFrom):
            return any(one.name in forbidden for one in node.names)
        return isinstance(node, ast.Attribute | ast.Name) and name_of(node).rpartition(".")[2] in forbidden

    return rule


def sets(argument: str, value: object) -> Rule:
    def rule(node: ast.AST) -> bool:
        found = keyword(node, argument) if isinstance(node, ast.Call) else None
        return isinstance(found, ast.Constant) and found.value is value

    return rule


def sql_of_parts(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    return name_of(node.func).rpartition(".")[2] in {"text", "exec_driver_sql", "executescript"} and is_put_together(
        node.args[0]
    )


def logs_more_than_it_may(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr not in LEVELS or name_of(node.func.value).rpartition(".")[2] not in {"log", "logger", "logging"}:
        return False
    plain = len(node.args) == 1 and isinstance(node.args[0], ast.Constant)
    # An id may stand there as its sum: enough to see that it is one person, not who.
    return not plain or any(one.arg not in LOGGED and "sha256(" not in ast.unparse(one.value) for one in node.keywords)


def asks_without_an_end(node: ast.AST) -> bool:
    """A request to somebody else, or a client for it, that would wait as long as they like."""
    if not isinstance(node, ast.Call) or keyword(node, "timeout") is not None:
        return False
    of, _, what = name_of(node.func).rpartition(".")
    if what in CLIENTS:
        return True
    return what in ASKS and of.rpartition(".")[2] in {"httpx", "httpx2", "requests", "urllib", "request", "aiohttp"}


def runs_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and name_of(node.func) in {"eval", "exec", "compile", "__import__"}


PYTHON: dict[str, tuple[Rule, str]] = {
    "SQL is written, not put together (T17)": (sql_of_parts, 'sa.text(f"SELECT * FROM item WHERE id = {item}")'),
    "the log says only what it may (T33)": (logs_more_than_it_may, 'log.info("saved", body=body)'),
    "nor is a line of it put together": (logs_more_than_it_may, 'log.info(f"saved {body}")'),
    "certificates are checked": (sets("verify", False), "httpx.get(url, verify=False, timeout=3)"),
    "nor is the check taken out of TLS": (
        names("CERT_NONE", "_create_unverified_context"), "context.verify_mode = ssl.CERT_NONE",
    ),
    "whoever is asked has a time to answer": (asks_without_an_end, "httpx2.get(url)"),
    "so has every client": (asks_without_an_end, "httpx2.AsyncClient(verify=context)"),
    "nobody's redirect is followed (T9)": (sets("allow_redirects", True), "session.post(url, allow_redirects=True)"),
    "nor in the other library": (sets("follow_redirects", True), "httpx2.get(url, follow_redirects=True, timeout=3)"),
    "sessions are our own (T19)": (
        names("ServerSideSessionConfig", "CookieBackendConfig", "CSRFConfig"),
        "from litestar.middleware.session.server_side import ServerSideSessionConfig",
    ),
    "nothing is unpickled": (imports("pickle", "marshal", "shelve", "dill", "jsonpickle"), "import pickle"),
    "chance comes from the system": (imports("random"), "from random import choice"),
    "no text is run": (runs_text, "eval(words)"),
    "no shell is asked": (sets("shell", True), "subprocess.run(command, shell=True)"),
    "nor by another name": (lambda node: name_of(node) in {"os.system", "os.popen"}, "os.system(command)"),
    "broken sums stay away": (names("md5", "sha1"), "hashlib.md5(token)"),
    "no XML from others is read": (imports("xml", "lxml"), "import xml.etree.ElementTree"),
}  # fmt: skip

TYPESCRIPT: dict[str, tuple[str, str]] = {
    "words are never markup (T12)": (
        r"innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|srcdoc|DOMParser|setHTML",
        "node.innerHTML = words",
    ),
    "nor by the back door of the library": (
        r"dangerouslySetInnerHTML|__html", "<p dangerouslySetInnerHTML={{ __html: words }} />",
    ),
    "no text is run": (r"\beval\s*\(|new Function\s*\(|set(?:Timeout|Interval)\s*\(\s*[\"'`]", 'setTimeout("go()", 1)'),
    "no page is written into": (r"document\.write|javascript:", 'location.href = "javascript:go()"'),
    "the worker brings nothing from elsewhere (T11)": (r"importScripts", 'importScripts("/more.js")'),
    "one policy makes trusted values, and only the worker's address": (
        r"createPolicy\((?!\"stafet\"|name: string)", 'types.createPolicy("default", rules)',
    ),
    "messages name who they are for": (r"postMessage\([^)]*[\"']\*[\"']", 'parent.postMessage(plan, "*")'),
    "a page that is opened cannot reach back": (
        r"target=\"_blank\"(?![^>]*rel=\"noopener noreferrer\")", '<a href={video} target="_blank">',
    ),
    "no other host is asked (G16)": (
        r"(?:fetch|import|WebSocket|EventSource|sendBeacon)\s*\(\s*[\"'`](?:https?:|wss?:|//)", 'fetch("https://elsewhere.dk")',
    ),
    "nothing is told to the console": (r"console\.(?:log|debug|info)", "console.log(plan)"),
    "nothing is kept in cookies by a script": (r"document\.cookie", 'document.cookie = "a=b"'),
    "ids are of the system's chance": (r"=>\s*Math\.random|id[s]?\s*=\s*.*Math\.random", "const id = Math.random()"),
}  # fmt: skip


def broken_in_python(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        for promise, (rule, _) in PYTHON.items():
            if rule(node):
                yield getattr(node, "lineno", 0), promise


def broken_in_typescript(source: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(source.splitlines(), start=1):
        said = line.lstrip()
        if said.startswith(("*", "/*", "//")):
            continue
        for promise, (pattern, _) in TYPESCRIPT.items():
            if re.search(pattern, line):
                yield number, promise
