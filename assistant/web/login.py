"""The sign-in page: drawn without Gradio and without script, so that nothing of the app is sent before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from math import ceil

from assistant.web import TITLE

_SAID = {
    "en": {
        "title": "Sign in",
        "lead": "This app is open to those who have a name and a password for it.",
        "name": "Name",
        "password": "Password",
        "enter": "Sign in",
        "wrong": "Name and password do not fit together. Check both and try again.",
        "locked": "Too many attempts. Try again in {minutes} min.",
        "busy": "Many people are signing in at this moment. Try again in a few seconds.",
        "form": "Sign in with the form on this page.",
        "cookies": "Signing in sets one cookie; without cookies this page comes back.",
    },
    "zh": {
        "title": "登录",
        "lead": "使用本应用需要用户名和密码。",
        "name": "用户名",
        "password": "密码",
        "enter": "登录",
        "wrong": "用户名与密码不匹配,请检查后重试。",
        "locked": "尝试次数过多,请在 {minutes} 分钟后重试。",
        "busy": "当前登录人数较多,请稍等几秒后重试。",
        "form": "请使用本页的表单登录。",
        "cookies": "登录时会保存一个 Cookie;如果浏览器禁用 Cookie,将回到本页。",
    },
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why somebody is not in: "" for one who only just came; `wait` in seconds where it helps to wait."""

    kind: str = ""
    wait: float = 0.0


def language_of(accepted: str, cookies: Mapping[str, str], query: Mapping[str, str]) -> str:
    """The language to draw the page in: asked for by `?lang=`, remembered, or the browser's first that we have."""
    wanted = [query.get("lang", ""), cookies.get("prep-lang", ""), *accepted.split(",")]
    codes = (text.split(";")[0].strip().lower()[:2] for text in wanted)
    return next((code for code in codes if code in _SAID), "en")


def sentence(problem: Problem, language: str = "en") -> str:
    """What to say; nothing where there is no problem."""
    said = _SAID[language].get(problem.kind, "")
    return said.format(minutes=max(1, ceil(problem.wait / 60)))


def page_html(problem: Problem, *, name: str = "", back: str = "", language: str = "en") -> str:
    """The page. `name` stands in its field again after a mistake, `back` is the query to go on to."""
    said, trouble = _SAID[language], sentence(problem, language)
    # The first empty field has the focus, and the message is read out with it.
    invalid = ' aria-invalid="true" aria-describedby="problem"' if problem.kind == "wrong" else ""
    on_name, on_password = ("", " autofocus") if name else (" autofocus", "")
    message = f'<p id="problem" class="problem" role="alert">{escape(trouble)}</p>' if trouble else ""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        # Under the policy of the other pages (no-referrer) browsers send a form without telling its origin.
        '<meta name="referrer" content="same-origin">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{said['title']} · {TITLE}</title>"
        '<link rel="stylesheet" href="prep/login.css"></head><body><main>'
        f"<h1>{TITLE}</h1><p>{said['lead']}</p>"
        f'<form method="post" action="login" aria-label="{said["title"]}">{message}'
        '<input type="hidden" name="page" value="1">'
        f'<input type="hidden" name="back" value="{escape(back)}">'
        f'<label for="username">{said["name"]}</label>'
        f'<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" '
        f'required maxlength="200" value="{escape(name)}"{on_name}{invalid}>'
        f'<label for="password">{said["password"]}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required '
        f'maxlength="1024"{on_password}{invalid}>'
        f'<button>{said["enter"]}</button><p class="small">{said["cookies"]}</p></form></main></body></html>'
    )
