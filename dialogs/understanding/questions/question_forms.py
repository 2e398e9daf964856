"""Recognition of questions by their form in Norwegian and English, with or without a “?”.

An answer must hardly ever be mistaken for a question, so forms that also occur in answers ("hva som helst", "when I get
home", "Per, is a manager", "hva med Kari?") do not count.
"""

import re
from itertools import pairwise
from typing import Final

from dialogs.understanding.folding import fold_question
from dialogs.understanding.people.people_in_text import is_nobody
from dialogs.understanding.people.vocabulary import is_first_name
from dialogs.understanding.questions.vocabulary import words_in


def _folded(words: str) -> frozenset[str]:
    return frozenset(words_in(words))


WH: Final = _folded(
    "hva ka kva ke hvem kem kven hvorfor koffor kvifor hvofor hvordan kossen korleis kordan åssen hvilken hvilke "
    "hvilket hvor kor what whats wot wat wots why how who whos whom which where wheres"
)
DIALECT: Final = _folded("ka kva ke kem kven koffor kvifor kossen korleis kordan kor wot wat")
"""Dialect question words, after which the subject may precede the verb ("ka du mein")."""

WHEN: Final = _folded("når when")
ALSO_RELATIVE: Final = _folded("who whos whom which where wheres when når hvor")
"""Question words that are also relative pronouns after a comma: “Per, who works at Aker”."""

NO_QUESTION: Final = _folded("som med about enn ever")
"""Words after a question word that rule out a question: "hva som helst", “how about Kari”, "hvem jeg enn møter"."""

ME: Final = _folded("jeg eg æ")
YOU: Final = _folded("du dere")
ONE_OTHER: Final = _folded("han hun ham henne ho he she him her his hans hennes")
SUBJECT_NB: Final = (
    ME
    | YOU
    | _folded(
        "vi man en det dette den disse de dei noen nokon alle andre folk han hun ho sjefen lederen arbeidsgiver "
        "arbeidsgiveren jobben kollegaen kollegene kolleger mora mor moren faren mamma pappa broren venner familien "
        "kontaktene referansene referanser meldingen profilen navnet cv-en telegram nav"
    )
)
AFTER_ANY_VERB: Final = _folded("noen nokon de dei man folk han hun nav")
SUBJECT_EN: Final = _folded(
    "i you it this that they we he she there people anyone anybody someone somebody everyone everybody these those "
    "recruiters employers companies references referees acquaintances linkedin telegram nav"
)
EMBEDDED: Final = ONE_OTHER | _folded("jeg eg du vi man de det i you we they it")
"""Subjects that, directly after a question word, mark a subordinate clause: "hva jeg gjør nå"."""

ASKING_OF_ME: Final = _folded(
    "er e kan må skal ska bør vil får har blir trenger tør mister burde kunne skulle plager utnytter"
)
"""Verbs that form a question before “jeg”; other verbs there begin statements ("tror jeg tar fredag")."""

VERB_NB: Final = ASKING_OF_ME | _folded(
    "koster virker funker fungerer går finnes fins gjør hjelper tar varer gjelder teller betyr kommer ser leser ringer "
    "passer"
)
MODAL_NB: Final = _folded("er bør skal kan må vil")
VERB_EN: Final = _folded(
    "do does did is are am was were can could should would will shall may must have has isn't aren't don't doesn't "
    "didn't can't couldn't shouldn't wouldn't won't haven't"
)
BEFORE_THING: Final = _folded("does is are can could should will must did isn't was has")
THING_EN: Final = _folded("my the your our")
AFTER_WILL: Final = _folded("be get know see find hear have")
BETWEEN: Final = _folded("ikke ikkje egentlig faktisk virkelig not actually really even")
"""Adverbs that may stand between the verb and its subject."""

LEAD_INS: Final = _folded(
    "altså hei heisann hallo ok okay ja nei men og eh hmm sorry unnskyld beklager hi hello hey yes yeah no but and "
    "so well please pls just bare så oh btw forresten"
)
SHRUGS: Final = _folded("samme samma vel nok likt")
"""Words after "er det" that mark a statement: "er det samme for meg"."""

ONE_DOES: Final = _folded("tar gjør")
ASKED_OF_IT: Final = _folded("lang lenge mye noe vondt")
"""Words that make "tar det lang tid" a question; "tar det i morgen" is a statement without its subject."""

THANKS: Final = _folded("takk thanks thank plis please mvh hilsen")
STATING: Final = _folded("så da")
"""Adverbs after which the verb precedes the subject in statements too: "da er det tirsdag"."""

DAYS: Final = re.compile(
    r"\b(?:man|tirs|ons|tors|fre|lor|son)dag|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\bkl\b|\d"
)

# These patterns are matched against folded words, in which "ø" and "å" are "o" and "a".
ANYWHERE: Final = re.compile(
    r"\b(?:(?:hva|ka|kva) (?:gjor|skal|bor|ma|kan) (?:jeg|eg|a|vi)|(?:hva|ka|kva) (?:na|no|da|sa)$"
    r"|what (?:do|should|can|could) (?:i|we)|what (?:now|then)$"
    r"|which (?:one )?is (?:best|better)|(?:hva|hvilken|hvem) er best"
    r"|how (?:do|can|should) i|hvordan (?:gjor|skal|kan) jeg"
    r"|er det (?:lov|greit|trygt|noen vits)|is (?:it|that|this) (?:ok|legal|allowed|safe|worth))\b"
)
OPENERS: Final = re.compile(
    r"(?:(?:jeg |eg |i |im |just )?(?:lurer|lurte|wonder|wondering|was wondering)\b"
    r"|(?:jeg vil(?: gjerne)?|i want to|id like to) (?:vite|know|slette|delete|snakke med et|talk to a|speak to a)\b"
    r"|(?:jeg |eg |i )?(?:skjonner|forstar|skjonte) (?:ikke|ikkje|ingenting)\b"
    r"|(?:i )?(?:dont|do not|didnt) (?:understand|get (?:it|the|this|what))\b"
    r"|(?:forklar|explain|clarify)\b|(?:fortell|tell) (?:meg|me)\b|(?:sporsmal|question)\b"
    r"|(?:slett|delete|erase|fjern|remove) (?:alt|everything|all|meg|me|dataene|my data|det jeg|what i)\b"
    r"|(?:glem meg|forget me)$|(?:ha|huh)$|vet du\b|any idea\b|tenk (?:om|hvis)\b"
    r"|(?:got|know) any\b|any (?:point|chance|tips)\b|hva hvis\b|what if\b"
    r"|(?:hvis|if|om (?:han|hun|de|noen|ingen))\b.* (?:da|then)$)"
)

MUSING: Final = re.compile(
    r"(?:hvem vet|who knows|god knows|skal vi se|hva (?:heter|het) (?:det|den)|whats it called"
    r"|(?:hvorfor ikke|why not) \w+(?: \w+)?$)"
)
"""Rhetorical questions and proposals: "hvem vet, Kari kanskje", “why not Jonas”."""

_SENTENCES: Final = re.compile(r"[.!?\n;]+")
_CLAUSES: Final = re.compile(r"[,:()–—\"«»“”]| - ")


def is_asked(text: str) -> bool:
    """Return whether a text has the form of a question to the coach."""
    if is_nobody(text):
        return False
    is_marked = ends_with_mark(text)
    if not is_marked and _answers_itself(text):
        return False
    return any(_is_asked(sentence, is_marked=is_marked) for sentence in _SENTENCES.split(text))


def ends_with_mark(text: str) -> bool:
    """Return whether a text ends with a question mark."""
    return text.rstrip(" .!)\n").endswith("?")


def _answers_itself(text: str) -> bool:
    """Return whether words that may be the answer follow a question: "vil du ha etternavnet også? Berg"."""
    *before, last = text.rstrip(" .!\n").split("?")
    words = words_in(last)
    return bool(before) and len(words) <= 3 and THANKS.isdisjoint(words) and not OPENERS.match(" ".join(words))


def _is_asked(sentence: str, *, is_marked: bool) -> bool:
    words = _without_lead_in(words_in(sentence))
    whole = " ".join(words)
    if MUSING.match(whole):
        return False
    if OPENERS.match(whole) or ANYWHERE.search(whole):
        return True
    if is_marked and _speaks_to_reader(words):
        return True
    first, *others = _CLAUSES.split(sentence)
    return _begins(first, is_free=True, is_only=not others) or any(
        _begins(clause, is_free=is_marked, is_later=True) for clause in others
    )


def _speaks_to_reader(words: list[str]) -> bool:
    """Return whether one of the words is “you” or “your” in either language."""
    return not {"du", "deg", "you", "your"}.isdisjoint(words)


def _without_lead_in(words: list[str]) -> list[str]:
    while len(words) > 1 and words[0] in LEAD_INS:
        words = words[1:]
    return words


def _begins(clause: str, *, is_free: bool, is_only: bool = False, is_later: bool = False) -> bool:
    """Return whether a clause begins as a question. Without `is_free`, only unambiguous forms count.

    `is_only`: the sentence has no other clause. `is_later`: the clause follows another one.
    """
    said = words_in(clause)
    words = _without_lead_in(said)
    if not words:
        return False
    if words[0] in WH | WHEN:
        return _begins_with_word(words, is_free=is_free, is_only=is_only)
    if said[0] in STATING or (is_later and not ONE_OTHER.isdisjoint(words[1:2])):
        return False
    is_ours = words[:2] in (["kan", "vi"], ["can", "we"], ["skal", "vi"], ["shall", "we"])
    if is_ours and DAYS.search(fold_question(clause)):
        return False
    verb, subject, after = _turned(words)
    return _turns_nb(verb, subject, after, is_free=is_free) or _turns_en(verb, subject, after, is_free=is_free)


def _turned(words: list[str]) -> tuple[str, str, str]:
    verb, *others = words
    while others and others[0] in BETWEEN:
        others = others[1:]
    subject, after = [*others, "", ""][:2]
    return verb, subject, after


def _begins_with_word(words: list[str], *, is_free: bool, is_only: bool) -> bool:
    asking, second, third = [*words, "", ""][:3]
    if not second:
        return is_only
    if second in NO_QUESTION or _is_said_to_oneself(words):
        return False
    is_turned_en = second in VERB_EN and third in SUBJECT_EN
    if asking in ALSO_RELATIVE and not is_free and not is_turned_en:
        return False
    if asking in WHEN:
        if second in {"pa", "i"}:  # "når på dagen er det best"
            return any(verb in VERB_NB and subject in SUBJECT_NB for verb, subject in pairwise(words))
        is_turned_nb = second in MODAL_NB or (third in SUBJECT_NB and second not in SUBJECT_NB)
        return second in VERB_EN if asking == "when" else is_turned_nb
    return second not in EMBEDDED or asking in DIALECT


def _is_said_to_oneself(words: list[str]) -> bool:
    """Return whether the user asks themselves for a name: "hva heter hun igjen"."""
    return not ONE_OTHER.isdisjoint(words) and not {"heter", "het", "name", "called", "igjen", "again"}.isdisjoint(
        words
    )


def _turns_nb(verb: str, subject: str, after: str, *, is_free: bool) -> bool:
    """Return whether the verb precedes its subject as in a question. After a comma, statements have this order too."""
    if subject in ME:
        return verb in ASKING_OF_ME and is_free
    if subject in YOU:
        return verb in VERB_NB or (verb.endswith("r") and len(verb) > 3)
    if is_free and subject in AFTER_ANY_VERB and verb.endswith("r") and len(verb) > 3 and not is_first_name(verb):
        return True
    if verb not in VERB_NB or after in SHRUGS or (verb in ONE_DOES and after not in ASKED_OF_IT):
        return False
    # "Tor Arne" is a name, although folded "tør" is a verb of questions; "Jo" and "Bo" are also ordinary words.
    is_named = len(subject) > 2 and is_first_name(subject) and bool(after) and verb != "tor"
    return subject in {"det", "dette"} or (is_free and (subject in SUBJECT_NB or is_named))


def _turns_en(verb: str, subject: str, after: str, *, is_free: bool) -> bool:
    if verb not in VERB_EN:
        return False
    if verb == "am" or subject in SUBJECT_EN:
        return verb != "am" or subject == "i"
    is_of_thing = is_free and verb in BEFORE_THING and subject in THING_EN
    is_named = verb == "will" and is_first_name(subject) and after in AFTER_WILL
    return is_of_thing or is_named
