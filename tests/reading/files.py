"""Makes real files for the tests of the loaders: PDFs byte by byte, Word documents with python-docx."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

# A line on a page: left edge, height above the bottom, font size, text, and drawing operators that come before it.
Line = tuple[float, float, float, str] | tuple[float, float, float, str, str]


def pdf(pages: Sequence[Sequence[Line]], password: str = "") -> bytes:
    """A PDF of these pages in Helvetica; with a password it cannot be opened without it."""
    objects: list[bytes] = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    parent = 2 + 2 * len(pages)
    kids = []
    for page in pages:
        content = "\n".join(_operators(*line) for line in page).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F1 1 0 R >> >> >>" % (parent, len(objects))
        )
        kids.append(len(objects))
    objects.append(
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(kids), b" ".join(b"%d 0 R" % number for number in kids))
    )
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    return _file(objects, root=len(objects), encryption=_encryption(password) if password else b"")


def _operators(x: float, y: float, size: float, text: str, before: str = "0 g") -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"{before} BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET"


def _file(objects: Sequence[bytes], root: int, encryption: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    out += b"trailer\n<< /Size %d /Root %d 0 R %b >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        root,
        encryption,
        start,
    )
    return out


_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _encryption(password: str) -> bytes:
    """The trailer entries of the standard security handler, revision 2 (40 bits), after the PDF reference 1.4, 3.5."""
    padded = (password.encode() + _PADDING)[:32]
    identity = hashlib.md5(b"test").digest()
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + identity).digest()[:5]
    return b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P -4 >> /ID [<%b> <%b>]" % (
        owner.hex().encode(),
        _rc4(key, _PADDING).hex().encode(),
        identity.hex().encode(),
        identity.hex().encode(),
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def docx(path: Path, build: Callable[[Any], None]) -> Path:
    """A Word document at `path`, filled in by `build`."""
    import docx as python_docx

    document = python_docx.Document()
    build(document)
    document.save(str(path))
    return path
