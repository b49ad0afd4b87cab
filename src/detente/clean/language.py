"""Whether a text is in another language than English: function words first, a language identifier for the doubtful."""

from __future__ import annotations

import re

ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "is",
        "that",
        "for",
        "on",
        "was",
        "with",
        "as",
        "by",
        "at",
        "from",
        "he",
        "it",
        "his",
        "has",
        "have",
        "had",
        "be",
        "are",
        "were",
        "an",
        "this",
        "which",
        "or",
        "but",
        "not",
        "their",
        "they",
        "its",
        "been",
        "after",
        "who",
        "will",
        "would",
        "said",
        "she",
        "her",
        "him",
        "said",
        "over",
        "into",
        "than",
        "about",
        "more",
        "when",
        "there",
        "against",
    ]
)
ENGLISH_SHARE = 0.14
"""English news has 0.35 to 0.45 of these words; German, French, Spanish and Dutch news under 0.06."""
FEW_WORDS = 8
NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "ms": "Malay", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def foreign_language(text: str) -> str | None:
    """The language of a text, "French (fr)", if it is not English; None for English and for texts too short to tell."""
    tokens = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    if not tokens:
        return None
    latin = sum(token[0] < "\u0250" for token in tokens) / len(tokens)
    share = sum(token in ENGLISH for token in tokens) / len(tokens)
    if share >= ENGLISH_SHARE or (len(tokens) < FEW_WORDS and latin > 0.5):
        return None
    from py3langid import classify

    code = str(classify(text[:5000])[0])
    if code == "en":
        return None
    if latin > 0.5 and len(tokens) < 3 * FEW_WORDS and share > 0:
        return None
    return f"{NAMES[code]} ({code})" if code in NAMES else f"another language ({code})"
