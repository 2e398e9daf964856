"""Words for yes and no, and short answers to a proposed interpretation."""

from dialogs.understanding.folding import fold_answer

SAME: dict[str, str] = {
    **dict.fromkeys(("jepp", "japp", "jada", "joda", "jo", "ja takk", "ja, takk", "ja gjerne", "ja, gjerne"), "ja"),
    **dict.fromkeys(("yep", "yeah", "yup", "yes please", "yes, please", "sure"), "yes"),
    **dict.fromkeys(("nei takk", "nei, takk", "niks", "næ", "nope", "nei nei"), "nei"),
    **dict.fromkeys(("no thanks", "no, thanks", "no thank you", "nah"), "no"),
}
"""Synonyms of a plain yes or no."""

RIGHT = frozenset(
    {"ja", "ja det stemmer", "ja, det stemmer", "stemmer", "det stemmer", "stemmer det", "riktig", "det er riktig"}
    | {"ok", "okei", "greit", "fint", "bra", "perfekt", "helt riktig", "ser bra ut", "ser riktig ut"}
    | {"yes", "yes that's right", "yes, that's right", "right", "correct", "that's correct", "it's right", "okay"}
    | {"fine", "good", "perfect", "looks good", "looks right", "all good"}
)
"""Answers that confirm “is that right?”."""

WRONG = frozenset(
    {"nei", "feil", "det er feil", "stemmer ikke", "det stemmer ikke", "nei, det stemmer ikke", "ikke helt", "ikke"}
    | {"no", "wrong", "that's wrong", "not quite", "not right", "that's not right", "no, that's not right"}
)
"""Answers that deny “is that right?”."""

NEITHER = frozenset(
    {"ingen", "ingen av dem", "ingen av disse", "ingen passer", "vet ikke", "aner ikke", "usikker", "noe annet"}
    | {"none", "none of them", "none of these", "neither", "don't know", "i don't know", "no idea", "not sure"}
    | {"something else"}
)
"""Answers to “which of these?” that choose none."""


def short_answer(text: str) -> str:
    """Return a short answer normalised for comparison: lower case, no full stop or quotes, synonyms merged."""
    plain = fold_answer(text)
    return SAME.get(plain, plain)


def says_right(text: str) -> bool:
    """Return whether a text only confirms the proposed interpretation."""
    return short_answer(text) in RIGHT


def says_neither(text: str) -> bool:
    """Return whether a text rejects all offered options, or says that the user cannot tell."""
    plain = short_answer(text)
    return plain in NEITHER or plain in WRONG


def says_wrong(text: str) -> bool:
    """Return whether a text only denies the proposed interpretation."""
    return short_answer(text) in WRONG
