"""Figures as plain text, for a terminal."""

from huisheng.collect.concerns.triage.card import Card
from huisheng.collect.concerns.triage.judging import Judgement


def card_lines(card: Card) -> list[str]:
    """The card of a model, its cross-validated figures last."""
    classes = "、".join(f"{label} {count}" for label, count in sorted(card.classes.items()))
    return [
        f"data: {card.data}",
        f"date: {card.at.isoformat()}",
        f"examples: {card.examples} ({classes})",
        f"unlabelled: {card.unlabelled}",
        f"seconds: {card.seconds}",
        "cross-validated, near duplicates kept together:",
        *judgement_lines(card.judged),
    ]


def judgement_lines(judgement: Judgement) -> list[str]:
    """Figures, then a table of the classes, then one of how far the probabilities hold."""
    lines = [
        f"messages: {judgement.count}",
        f"macro-F1: {judgement.macro_f1:.4f}",
        f"accuracy: {judgement.accuracy:.4f}",
        f"coverage at 95 % precision: {judgement.coverage_95:.4f} (probability ≥ {judgement.least_95:.4f})",
        f"coverage at 98 % precision: {judgement.coverage_98:.4f} (probability ≥ {judgement.least_98:.4f})",
        "class\tprecision\trecall\tF1\tmessages",
    ]
    lines += [
        f"{each.label}\t{each.precision:.4f}\t{each.recall:.4f}\t{each.f1:.4f}\t{each.count}"
        for each in judgement.classes
    ]
    lines.append("probability\tpromised\tright\tmessages")
    lines += [
        f"{each.low:.2f}–{each.high:.2f}\t{each.promised:.4f}\t{each.right:.4f}\t{each.count}"
        for each in judgement.reliability
    ]
    if judgement.unknown:
        lines.append(f"labels that the model never saw: {'、'.join(judgement.unknown)}")
    return lines
