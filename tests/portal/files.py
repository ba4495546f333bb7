"""Files as people and attackers upload them, made in memory."""

import io
import struct
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
DOCX_TYPES = (
    b'<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
XLSX_TYPES = DOCX_TYPES.replace(b"wordprocessingml.document", b"spreadsheetml.sheet")


def png(width: int = 8, height: int = 8) -> bytes:
    """The beginning of a PNG, which is all that is looked at."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\x00\x00\x00" + b"x" * 40


def jpeg(width: int = 8, height: int = 8) -> bytes:
    """A JPEG with an APP0 segment before the one that says its size."""
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00" + b"\x00" * 9
    sof = b"\xff\xc0" + struct.pack(">HBHH", 11, 8, height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + app0 + sof + b"\xff\xda" + b"\x00" * 20 + b"\xff\xd9"


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members:
            made.writestr(name, content)
    return file.getvalue()


def docx(*more: tuple[str, bytes]) -> bytes:
    """A text of Word, with more members if wanted."""
    return archive(("[Content_Types].xml", DOCX_TYPES), ("word/document.xml", b"<w:document/>"), *more)


def xlsx(*more: tuple[str, bytes]) -> bytes:
    """A sheet of Excel."""
    return archive(("[Content_Types].xml", XLSX_TYPES), ("xl/workbook.xml", b"<workbook/>"), *more)


def odf(kind: str, *more: tuple[str, bytes]) -> bytes:
    """A document of LibreOffice; `kind` is "text" or "spreadsheet"."""
    media = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive(("mimetype", media), ("content.xml", b"<office:document-content/>"), *more)
