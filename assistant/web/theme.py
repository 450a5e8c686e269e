"""The looks: Gradio's theme in our colours. What the theme cannot say stands in `assets/app.css`."""

from __future__ import annotations

import gradio as gr

# System fonts only: nothing is fetched from anywhere.
FONT = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Noto Sans CJK SC", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "DejaVu Sans Mono", "monospace")


def theme() -> gr.themes.Base:
    """A calm theme on stone grey with one teal accent, light and dark."""
    base = gr.themes.Base(primary_hue="teal", secondary_hue="teal", neutral_hue="stone", font=FONT, font_mono=MONO)
    return base.set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="#171513",
        body_text_color="*neutral_900",
        body_text_color_dark="*neutral_100",
        block_background_fill="transparent",
        block_border_width="0px",
        block_shadow="none",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
        button_primary_text_color="white",
        input_background_fill="white",
        input_background_fill_dark="#211e1b",
        input_border_color="*neutral_300",
        input_border_color_dark="*neutral_700",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
    )
