"""Bytes to text: which encoding it is, what to do where it is two at once, and what is no text at all."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive (a Word, Excel or OpenDocument file?)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"RIFF", "an image, sound or video"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (rar)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"bplist00", "a binary property list"),
)
# How much of a file is enough to tell what it is.
_SAMPLE = 65_536
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b")) + b"\x7f"
# Texts have hardly any control characters; random bytes have one in ten.
_MAX_CONTROL = 0.02
_VALID = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_STRAY = re.compile(rb"[\x80-\xff]+")
# The share of stray bytes that may stand beside another one in UTF-8 with bytes of cp1252 in it.
_IN_RUNS = 0.2
# The single-byte and East Asian encodings that saved pages are really in; detection among all would find oddities.
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "mac_roman",
    "big5", "gb18030", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
# Detection takes these for one another; the languages of cp1252 are the likeliest by far.
_LATIN = ("cp1250", "cp1254", "cp1257", "mac_roman")
# From fewer unusual bytes than this nothing can be detected.
_FEW = 8
_IN_WORD = re.compile(r"[^\W\d_][\xa1-\xb4\xb6\xb8-\xbf\xd7\xf7‚„†‡ˆ‰‹›][^\W\d_]")
_NOT_WESTERN = re.compile(r"[ðþýŠŽšžŸ]|õ(?!e)|ø[^øæå]*[èìù]|[èìù][^øæå]*ø")
_MOJIBAKE_BEGINS = "ÂÃâÅÄïð"
_MOJIBAKE = re.compile("[ÂÃâÅÄ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|ï»¿|ðŸ")


def not_text(data: bytes) -> str | None:
    """What the bytes look like, in words ("a PDF document"), where they are no text; None where they may be."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    sample = data[:_SAMPLE]
    if not sample or _wide(sample) or any(data.startswith(bom) for bom, _ in _BOMS):
        return None
    control = len(sample) - len(sample.translate(None, _CONTROL))
    return "binary data" if control > _MAX_CONTROL * len(sample) else None


def decode(data: bytes, declared: str | None = None) -> str:
    """The text that the bytes hold; never fails.

    In this order: a byte order mark, UTF-8, UTF-16 without a mark, UTF-8 with stray bytes of cp1252 (pasted together
    from two sources), the `declared` encoding (of an HTML page), and what charset-normalizer finds.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    if wide := _wide(data[:_SAMPLE]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _patched(data) or data.decode(_known(declared) or _detected(data), "replace")


def sniff(sample: bytes) -> tuple[str, int]:
    """The encoding that a file starts in and the length of its byte order mark: for files that are read as a stream.

    "utf-8" also stands for what is told line by line.
    """
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name, len(bom)
    return _wide(sample) or "utf-8", 0


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _patched(data: bytes) -> str | None:
    """The bytes as UTF-8, stray bytes as cp1252; None where it is another encoding altogether.

    In a mixed text, stray bytes stand alone among ASCII letters; in other encodings most stand beside another.
    """
    unusual = _unusual(data)
    valid = len(_VALID.findall(unusual))
    runs = _STRAY.findall(_VALID.sub(b"?", unusual))
    if not valid or sum(len(run) > 1 for run in runs) > _IN_RUNS * len(runs):
        return None
    codecs.register_error("stray-cp1252", _stray)
    return data.decode("utf-8", "stray-cp1252")


def _stray(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _unusual(data: bytes) -> bytes:
    """The lines that are not ASCII, as many as are enough to judge by."""
    lines = (line for line in data[: 16 * _SAMPLE].split(b"\n") if not line.isascii())
    return b"\n".join(lines)[:_SAMPLE] or data[-_SAMPLE:]


def _known(name: str | None) -> str | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    # Pages that say Latin-1 mean cp1252: so browsers read them, as the HTML standard has it.
    return "cp1252" if codec.name in ("iso8859-1", "ascii") else codec.name


def _detected(data: bytes) -> str:
    from charset_normalizer import from_bytes

    sample = _unusual(data)
    if len(sample) - len(sample.decode("ascii", "ignore")) < _FEW and _western(sample):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
    name = best.encoding if best else "cp1252"
    return "cp1252" if name in _LATIN and _western(sample) else name


def _western(sample: bytes) -> bool:
    """Whether the bytes read as a Western European language in cp1252.

    Bytes of Polish, Czech or Turkish give symbols within words there, or letters that no Western language has.
    """
    text = sample.decode("cp1252", "replace")
    return not _IN_WORD.search(text) and not _NOT_WESTERN.search(text)


def mend(text: str) -> str:
    """`text` with mojibake such as "â€™" put right, line by line and only where it is clearly that."""
    if not any(char in text for char in _MOJIBAKE_BEGINS) or not _MOJIBAKE.search(text):
        return text
    from ftfy import fix_encoding

    return "\n".join(fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))
