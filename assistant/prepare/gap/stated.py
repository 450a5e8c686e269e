"""A role against what candidates say of themselves, where there is no résumé: only what they named is judged."""

from __future__ import annotations

from assistant.domain import Role
from assistant.preparation import Finding, Gap, Profile, Verdict
from assistant.prepare.gap.compare import in_order, line_of
from assistant.prepare.gap.skills import hard
from assistant.prepare.guides import topic_name


def stated(role: Role, text: str, profile: Profile) -> Gap:
    """Requirements whose topics are all among the strong ones are met, those with some partly, those with weak ones
    alone missing; the rest is unknown. There is no evidence but the candidate's word."""
    findings = []
    for requirement in in_order(role):
        topics = hard(requirement.topics)
        strong, weak = ([t for t in topics if t in named] for named in (profile.strong, profile.weak))
        verdict: Verdict = "unknown"
        why = "your profile says nothing of this"
        if strong or weak:
            verdict = "met" if len(strong) == len(topics) else "partly" if strong else "missing"
            why = "; ".join(
                f"you named {', '.join(map(topic_name, some))} as {word}"
                for some, word in ((strong, "strong"), (weak, "weak"))
                if some
            )
        line = line_of(role, text, requirement.span, requirement.kind)
        findings.append(Finding(requirement, line, verdict, why))
    return Gap(role.id, role.title, role.company, tuple(findings), ("This rests on your own word, not on a résumé.",))
