"""The text fields of a form whose files nobody takes in: they are read past, so that the answer arrives, and kept nowhere."""

import re
from collections.abc import Mapping

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.datastructures import FormData
from starlette.requests import ClientDisconnect

#: Bytes of text and number of parts that are looked at; no form of ours comes near them.
_LONGEST, _MOST = 400_000, 1000
#: The table in which a meeting is recorded has up to eight fields for each of its items, and agendas have had 200 of them.
_TABLE, _MOST_IN_TABLE = re.compile(r"/sitzungen/[^/]+/eintragen"), 4000


def most_fields(path: str) -> int:
    """How many fields a form sent to this path may have."""
    return _MOST_IN_TABLE if _TABLE.fullmatch(path) else _MOST


class _Texts:
    """What a multipart parser calls back with: a part with a file name is passed over."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.parts = 0
        self._size = 0
        self._name, self._value, self._header, self._text = b"", b"", b"", b""
        self._is_text = False

    def begin(self) -> None:
        self.parts += 1
        self._name, self._value, self._is_text = b"", b"", False

    def header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def says(self, data: bytes, start: int, end: int) -> None:
        self._text += data[start:end]

    def header_end(self) -> None:
        if self._header.lower() == b"content-disposition":
            _, options = parse_options_header(self._text)
            self._name = options.get(b"name", b"")
            self._is_text = bool(self._name) and b"filename" not in options
        self._header, self._text = b"", b""

    def data(self, data: bytes, start: int, end: int) -> None:
        if self._is_text and self._size <= _LONGEST and len(self.fields) < _MOST:
            self._size += end - start
            self._value += data[start:end]

    def end(self) -> None:
        if self._is_text:
            self.fields[self._name.decode("utf-8", "replace")] = self._value.decode("utf-8", "replace")


async def text_fields(request: Request) -> Mapping[str, str]:
    """The text fields of a posted form, the last of each name; nothing if it is no form, or breaks off."""
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if options.get(b"charset", b"utf-8").lower() not in {b"utf-8", b"utf8"}:
        return {}
    if kind == b"application/x-www-form-urlencoded" or getattr(request, "_form", None) is not None:
        return _texts(await request.form(max_fields=most_fields(request.url.path)))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        return {}
    texts = _Texts()
    parser = MultipartParser(options[b"boundary"], {
        "on_part_begin": texts.begin, "on_header_field": texts.header, "on_header_value": texts.says,
        "on_header_end": texts.header_end, "on_part_data": texts.data, "on_part_end": texts.end,
    })  # fmt: skip
    try:
        async for piece in request.stream():
            # A hundred megabytes of parts without anything in them take half a minute to look at, of anybody's time.
            if texts.parts <= _MOST:
                parser.write(piece)
    except (FormParserError, ClientDisconnect):
        return {}
    return texts.fields


def _texts(form: FormData) -> Mapping[str, str]:
    return {name: value for name, value in form.items() if isinstance(value, str)}
