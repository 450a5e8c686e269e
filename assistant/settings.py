"""Settings, from the environment (`PREP_…`) and the command line. Read once, passed down, never global."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import InvalidSetting

Engine = Literal["extractive", "llm"]
Sharing = Literal["shared", "private"]


def _default_home() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("interview-prep", appauthor=False))


class Settings(BaseSettings):
    """What a user or an operator may set. Each field is an environment variable with the prefix `PREP_`.

    `home`: the folder of the library and the user's own data. `engine`: which engine answers unless asked otherwise.
    `embedding`: "builtin", or "provider:model" for any LangChain provider ("openai:text-embedding-3-small").
    `chunk_size`: the longest chunk, in characters. `evidence_k`: how many chunks an open question is answered from.
    `dense_share`: the weight of vectors against words when both searches are fused, from 0 to 1. `model`: the chat
    model, as "provider:model" or a model's name alone ("openai:gpt-4o-mini"); `window` and `answer_tokens`: the tokens
    that it takes in all, and that an answer may have; `model_seconds`: how long it may take for an answer.
    `chroma_url`, `catalog_url`, `records_url`: a Chroma server, and SQLAlchemy URLs for the catalog and the users' own
    data, in place of the embedded ones. `users_file`: who may sign in to the browser app (made by `prep users`).
    `library`: with sign-in, whether all users see one library or each has a private one.
    """

    model_config = SettingsConfigDict(env_prefix="PREP_", extra="ignore", frozen=True)

    home: Path = Field(default_factory=_default_home)
    engine: Engine = "extractive"
    embedding: str = "builtin"
    chunk_size: int = Field(default=600, ge=100, le=4000)
    evidence_k: int = Field(default=16, ge=1, le=100)
    dense_share: float = Field(default=0.5, ge=0, le=1)
    model: str | None = Field(default=None, min_length=1)
    window: int = Field(default=8000, ge=1000, le=2_000_000)
    answer_tokens: int = Field(default=700, ge=50, le=100_000)
    model_seconds: float = Field(default=60.0, gt=0, le=3600)
    chroma_url: str | None = Field(default=None, validation_alias=AliasChoices("PREP_CHROMA_URL", "CHROMA_URL"))
    catalog_url: str | None = None
    records_url: str | None = None
    users_file: Path | None = None
    library: Sharing = "shared"


def read_settings(**given: object) -> Settings:
    """The settings: `given` (those not None) over the environment over the defaults.

    Raises InvalidSetting naming the first setting that cannot be used, its value, and what is wrong with it.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise InvalidSetting(
            f"setting {name!r} cannot be {first.get('input')!r}: {first['msg'].lower()}; "
            f"correct it on the command line or in PREP_{name.upper()}"
        ) from error
