"""The choice of roles to ask about: drawn by the chat, set by other tabs too, so that a picked role stays picked."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.domain import Role
from assistant.errors import UnknownRole

if TYPE_CHECKING:
    from assistant.app import Assistant

# As many roles as a list of choices can sensibly hold; questions are asked of the whole library all the same.
ROLES_LISTED = 500


def picker(assistant: Assistant) -> gr.Dropdown:
    """The component, not yet drawn. Its value is a list of role ids; empty means all."""
    return gr.Dropdown(
        choices(assistant),
        multiselect=True,
        value=[],
        label="Roles to ask about; none chosen means all",
        show_label=False,
        container=False,
        elem_id="roles",
        scale=1,
        render=False,
    )


def choices(assistant: Assistant) -> list[tuple[str, str]]:
    """The roles to choose from, as names and ids."""
    return [(role.name, role.id) for role in assistant.roles(limit=ROLES_LISTED)]


def refreshed(assistant: Assistant, picked: Sequence[str]) -> Any:
    """The update to what the library holds now. What is picked stays picked; a role that is gone cannot be asked about,
    and Gradio lets nobody ask while a choice that is none is made."""
    listed = choices(assistant)
    known = {id for _, id in listed}
    kept = []
    for id in picked:
        with suppress(UnknownRole):
            role = assistant.role(id)
            kept.append(role.id)
            if role.id not in known:
                listed.append((role.name, role.id))
    return gr.update(choices=listed, value=kept)


def pick(listed: Sequence[tuple[str, str]], *roles: Role) -> Any:
    """The update that picks `roles` alone; they are added to the choices where these end before them."""
    chosen = [(role.name, role.id) for role in roles]
    return gr.update(choices=[*dict.fromkeys([*listed, *chosen])], value=[role.id for role in roles])
