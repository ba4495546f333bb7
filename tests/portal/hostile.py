"""Texts that have broken forms, pages, mails and logs somewhere: about 300, built by kind; `MARK` stands in whatever could run.

Nothing here is specific to a page: `test_hostile.py` types them into every form it finds.
"""

# ruff: noqa: RUF001, E501 - letters that look like others are what this is about, and a list of them is no text to read

from itertools import product

#: What would show in the name of an element or attribute, or in a header or log line, that a text has made.
MARK = "zq7"

_HANDLERS = ("onerror", "onload", "onfocus", "onmouseover", "ontoggle", "onanimationend", "hx-on::load", "hx-get")
_ELEMENTS = ("img src=x", "svg", "body", "details open", "input autofocus", "video src=x", "iframe src=/", "xss")
_BREAKERS = ("", '">', "'>", "</textarea>", "</title>", "</script>", "-->", "]]>", "</pre>", '" ', "' ", "`")
_URLS = (
    "javascript:alert('{0}')", "JaVaScRiPt:alert('{0}')", "java\tscript:alert('{0}')", "data:text/html,<b>{0}</b>",
    "vbscript:msgbox('{0}')", "//{0}.example.org", "https://{0}.example.org/", "\\\\{0}.example.org\\x", "file:///etc/{0}",
    "javascript://%0aalert('{0}')", "https://example.org@{0}.example.org", "mailto:a@example.org?bcc={0}@example.org",
)  # fmt: skip

_CODE = [f'{breaker}<script>alert("{MARK}")</script>' for breaker in _BREAKERS]
_ATTRIBUTES = [f"<{element} {handler}=alert('{MARK}')>" for element, handler in product(_ELEMENTS, _HANDLERS)]
_ESCAPING = [f'{breaker}{handler}="alert(\'{MARK}\')" x="' for breaker, handler in product(('" ', "' ", "x "), _HANDLERS)]
_MARKUP = [
    f"<{MARK}>", f"</{MARK}>", f"<!--{MARK}-->", f"<![CDATA[{MARK}]]>", f"<?{MARK}?>", f"<!DOCTYPE {MARK}>", f"<{MARK}/>",
    f"<a href='javascript:{MARK}'>x</a>", f"<form action='https://{MARK}.example.org'><input name=x>", f"<b>{MARK}</b>",
    f"<style>*{{background:url('https://{MARK}.example.org')}}</style>", f"<base href='https://{MARK}.example.org/'>",
    f"<meta http-equiv=refresh content='0;url=https://{MARK}.example.org'>", f"<link rel=stylesheet href=//{MARK}.example.org>",
    f"<svg><script>alert('{MARK}')</script></svg>", f"<svg><use href='data:image/svg+xml,{MARK}'/></svg>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror=alert('{MARK}')>",
    f"<svg><animate onbegin=alert('{MARK}') attributeName=x dur=1s>", f"<noscript><p title='</noscript><img src=x {MARK}>'>",
    f"<object data='data:text/html,{MARK}'>", f"<embed src='//{MARK}.example.org'>", f"<template><{MARK}></template>",
    f"<scr<script>ipt>alert('{MARK}')</scr</script>ipt>", f"<IMG SRC=&#106;avascript:alert('{MARK}')>", f"<<{MARK}>>",
    f"&lt;script&gt;{MARK}&lt;/script&gt;", "&amp;amp;lt;", "&#0;&#x110000;&#xD800;", "&nbsp;&shy;&zwj;", "&copy=1&reg",
]  # fmt: skip
_TEMPLATES = [
    "{{7*7}}", "{{ config }}", "{% raw %}", "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}", "{# x #}",
    "{0}", "{}", "{0.__class__}", "{self.__init__.__globals__}", "{day}", "{reference!r:>999999}", "{field}", "{count:d}",
    "%s", "%d%n%x", "%(name)s", "%999999d", "${7*7}", "#{7*7}", "<%= 7*7 %>", "$(id)", "`id`", "; id", "| id", "&& id",
    "*|MARK|*", "[[${7*7}]]", "@(1+1)", "\\u003cscript\\u003e", "\\x3cscript\\x3e", "\\n\\r\\t\\0", "'+'", "${jndi:ldap://x}",
]  # fmt: skip
_SHEETS = [
    f"={MARK}()", "=1+1", "+1+1", "-1+1", "@SUM(1+1)", '=HYPERLINK("https://example.org","x")', "=cmd|' /C calc'!A0",
    "\t=1+1", "\r=1+1", "\uff1d1+1", ";=1+1", '","=1+1', '"\n=1+1',
]  # fmt: skip
_HEADERS = [
    f"x\r\nBcc: {MARK}@example.org", f"x\nX-{MARK}: 1", f"x\rSet-Cookie: {MARK}=1", f"x\r\n\r\n<p>{MARK}",
    f"x%0d%0aX-{MARK}: 1", f"x\u2028X-{MARK}: 1", f"x\u2029X-{MARK}: 1", f"x\u0085X-{MARK}: 1", f"x\x0bX-{MARK}: 1",
    f"x\x0cX-{MARK}: 1", f"=?utf-8?q?=0D=0ABcc:_{MARK}@example.org?=", f'"{MARK}" <x@example.org>',
    f"x\r\nBEGIN:VALARM\r\nX-{MARK}:1", f"x\\nEND:VEVENT\\nX-{MARK}:1", f"\r\n.\r\nMAIL FROM:<{MARK}@example.org>",
    "From here on", ".", "..",
]  # fmt: skip
_CONTROLS = [f"a{chr(code)}b" for code in (*range(9), 14, 15, 26, 27, 31, 127, 128, 155, 159)]
_INVISIBLE = [
    f"a{char}b" for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u200c\u200d\u2060\ufeff"
    "\u00ad\u034f\u180e\u3164\uffa0\u2800\ufff9\ufffc\ufffd\ufffe\uffff\U000e0001\U000e0041\U0001f3f4\ue000"
]  # fmt: skip
_LETTERS = [
    "\u0061\u0308" * 5, "e" + "\u0301" * 200, "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319" * 8, "ﷺ" * 20,
    "ſtraße ẞ", "İıIi", "ΣΑΣ σας ς", "ﬁnal ﬀ", "Ǆ ǅ ǆ", "①②③", "１２３", "٣٫١٤", "Ω Ω", "Å Å Å", "한국어 한국어", "日本語テキスト",
    "العربية שלום", "ไทย", "\U0001d4d7\U0001d4fe", "🏳️‍🌈👩🏽‍🚒👨‍👩‍👧‍👦", "🇩🇪🇩", "☠\ufe0e☠\ufe0f",
    "Łódź Čapek Ñandú Žižek Đorđe", "„Zitat“ – ‚halb‘ … ’s", "½ ⅓ ² €", "\u1e9b\u0323", "\ufb2c\u05bc", "\u0344",
    "\u212b\u2126\u212a",
]  # fmt: skip
_DATABASE = [
    "O'Brien", "O\u2019Brien", "Robert'); DROP TABLE dossier;--", "' OR '1'='1", '" OR 1=1 --', "1; SELECT pg_sleep(1)",
    "%", "_", "100 %", "\\", "a%' ESCAPE '!", "NULL", "null", "None", "undefined", "NaN", "true", "0", "-1", "1e309", "0x10",
    "99999999999999999999", "/*", "*/ --", "?1 :x $1", "E'\\x'",
]  # fmt: skip
_PATHS = [
    "../../etc/passwd", "..\\..\\x", "/etc/passwd", "....//x", "%2e%2e%2f", "CON", "a/b", "x" * 255 + ".pdf", "~",
    "file.pdf\x00.exe", ".", "%00",
]  # fmt: skip
_DATA = [
    '"', "'", "\\", '\\"', "}", "]}", '{"a":1}', "[" * 200, "\u2028", '"};alert(1)//', "---\n- yaml: &a [*a]",
    "!!python/object:x", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
]  # fmt: skip
_LONG = [
    "x" * 299, "x" * 300, "x" * 301, "ä" * 300, "x" * 5000, "x " * 2500, "\u00e4" * 5000, "😀" * 1200, "<" * 3000, "&" * 4000,
    "\n" * 3000, "W" * 255, "a-" * 150,
]  # fmt: skip
_LINES = [
    "eins\nzwei", "eins\r\nzwei\r\n\r\ndrei", "\n- eins\n- zwei", "> zitiert", "-- \nGruß", "\ttab", "  ", "\u00a0",
    "\u3000 \u3000",
]  # fmt: skip

STRINGS: tuple[str, ...] = tuple(
    dict.fromkeys([
        *_CODE, *_ATTRIBUTES, *_ESCAPING, *_MARKUP, *(url.format(MARK) for url in _URLS), *_TEMPLATES, *_SHEETS, *_HEADERS,
        *_CONTROLS, *_INVISIBLE, *_LETTERS, *_DATABASE, *_PATHS, *_DATA, *_LONG, *_LINES,
    ])
)  # fmt: skip

#: As they stand in a posted body: halves of signs, overlong and broken UTF-8, broken escapes.
BODIES: tuple[bytes, ...] = (
    b"%ED%A0%80", b"%ED%BF%BF", b"%C0%80", b"%C0%AF", b"%E0%80%AF", b"%F0%80%80%AF", b"%F5%80%80%80", b"%FF", b"%FE%FF", b"%C3",
    b"%E2%82", b"%80", b"%", b"%G1", b"%u0041", b"%00", b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"%F4%90%80%80", b"+%2B%20",
)  # fmt: skip
