"""All possible drafts: short, complete, kind, easy to decline, and without traces of the template.

The figures are printed; read them with `pytest -s tests/dialogs/messages/test_letters.py`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations, product

import pytest
from rapidfuzz.fuzz import token_sort_ratio

from bot.i18n import Languages
from dialogs.messages.letters.catalogue import variants
from dialogs.messages.letters.compose import TALKS, TELLS, compose
from dialogs.messages.letters.facts import Brief
from dialogs.messages.letters.policy import ALSO, ALWAYS, FITTING, LIMITS, REFUSED, manner_refusal, refusal
from dialogs.model.facts import Category, Target
from dialogs.model.outreach import Channel, Occasion, Purpose, Tone
from dialogs.model.records import replace
from dialogs.text import Language
from dialogs.wording.labels import PURPOSES
from tests.support import prose
from tests.support.free_words import rows_of
from tests.support.letters_measured import EVERYTHING, NOTHING, OWN_LINE, Made, bare, drafts, kinds
from tests.support.spelling import Speller, words_in

SPEAK = Languages.load().speak

COMMON = {
    Purpose.OPENINGS,
    Purpose.RECOMMEND,
    Purpose.REFEREE,
    Purpose.UNOFFICIAL,
    Purpose.INTRODUCE,
    Purpose.INSIDE,
    Purpose.SAME_PLACE,
    Purpose.FOLLOW_UP,
    Purpose.THANKS,
}
"""Purposes that are so common that they need three variants."""

NO_REQUEST = {Purpose.FOLLOW_UP, Purpose.THANKS, Purpose.GIVE_BACK, Purpose.HEADS_UP}
"""Purposes that are not a first request, so the recipient needs no easy way to decline."""

MOST_WORDS = 90
"""Maximum words, with an own line and a plea for discretion; without them it is about sixty."""

MOST_ALIKE = 70

NO = {
    Language.NB: "helt greit|helt i orden|like bra|like greit|også greit|full forståelse|helt fritt|ikke ille opp"
    "|bare nei|si nei|sier du nei|nei er helt|bare å si|mer ber jeg ikke|også nyttig|også fint|bare si det"
    "|ligge|la det være|la være|lar du det|lar vi det|dropper|tåler|vente|trenger ikke svare",
    Language.EN: "no problem|fine|say no|say so|just say|no harm|no hard feelings|good to know|useful to know|not to"
    "|leave it|leave that|drop it|don't worry|understand|all right|all i'm asking|a no is|amiss|decline"
    "|free not|quite free|can take it|can wait|don't have to|let me know|i won't ask again|great too",
}
"""Phrases that allow the recipient to decline."""

FAKE = re.compile(
    r"—|!!|pick your brain|uforpliktende|rekke ut|lidenskap|lenge siden sist|hope this finds|håper dette"
    r"|nettverk|network|passion|dedikert|motivert|dynami|resultatorient|dyktig|flink|talented|skilled|hard-?working"
    r"|erfaren|experienced|engasjert|løsningsorient|du er den beste|you're the best|ekspert|expert|imponer|impress",
    re.IGNORECASE,
)
"""Signs of insincerity: flattery, self-praise, CV prose, unidiomatic phrases."""


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(drafts(SPEAK))


@pytest.fixture(scope="module")
def different(made: list[Made]) -> list[Made]:
    """Return one draft for each text; channels may differ only in line breaks."""
    return list({(" ".join(one.text.split()), one.language): one for one in made}.values())


def show(found: Iterable[object]) -> None:
    """Fail with a line for each of these, if there are any."""
    lines = [str(one) for one in found]
    assert not lines, f"{len(lines)}:\n" + "\n".join(lines[:40])


# --- measurements over all drafts ------------------------------------------------------------------------------------


def test_every_draft_keeps_within_its_channel_and_is_short(made: list[Made]) -> None:
    show(one for one in made if len(one.text) > LIMITS[one.brief.channel])
    show(one for one in made if len(prose.words(one.letter)) > MOST_WORDS)
    show(one for one in made if one.brief.is_short and len(one.text) > len(longer(one)))


def longer(one: Made) -> str:
    return compose(replace(one.brief, is_short=False), SPEAK, one.language).text


def test_every_draft_greets_by_the_first_name_and_closes(made: list[Made]) -> None:
    greetings = {"Hei Kari!", "Hei Kari,", "Hi Kari!", "Hi Kari,", "Hello Kari,"}
    closes = {"Hilsen", "Beste hilsen", "Vennlig hilsen", "All the best,", "Best,", "Kind regards,", "Best wishes"}
    show(one for one in made if one.greeting not in greetings)
    names = ("Ola Nordmann", "Ola", "")
    ends = {f"{close}{between}{name}".strip() for close in closes for between in (" ", "\n") for name in names}
    show(one for one in made if one.close not in ends)
    show(one for one in made if (one.brief.tone is Tone.FORMAL) != ("Nordmann" in one.close) and one.brief.sender)


def test_every_first_request_has_an_easy_way_to_say_no(made: list[Made]) -> None:
    requests = [one for one in made if one.brief.purpose not in NO_REQUEST]
    show({one.letter for one in requests if not re.search(NO[one.language], one.letter.lower())})


def test_nothing_sounds_like_a_template(different: list[Made]) -> None:
    show(one for one in different if FAKE.search(one.text) or "!" in one.body)
    show(one for one in different if re.search(r"[{}<>\[\]|%⟨⟩…]|None|  | [,.?!:]|[.,:?]{2}", one.text))
    show(one for one in different if re.search(r"(?<![.!?:«“\n])[.!?] [a-zæøå]", one.text.replace("e.g.", "")))
    show(one for one in different if one.letter.count("?") > 2)


def test_every_draft_in_norwegian_is_easy_to_read(different: list[Made]) -> None:
    show(f"LIX {prose.lix(one.body):.0f}: {one}" for one in different if is_hard(one))


def is_hard(one: Made) -> bool:
    return one.language is Language.NB and prose.lix(one.body) >= 40


def test_no_variant_is_much_like_another(made: list[Made]) -> None:
    show(f"{ratio:.0f}: {one.letter} / {other.letter}" for ratio, one, other in likenesses(made) if ratio > MOST_ALIKE)


def likenesses(made: list[Made]) -> list[tuple[float, Made, Made]]:
    """Return the similarity of any two letters with the same purpose and category, regardless of tone."""
    same: dict[object, list[Made]] = defaultdict(list)
    for one in made:
        if one.told == "nothing" and not one.brief.is_short and one.brief.channel is not Channel.EMAIL:
            brief = one.brief
            same[brief.purpose, brief.occasion, brief.category, brief.channel, one.language].append(one)
    return [
        (token_sort_ratio(bare(one), bare(other)), one, other)
        for letters in same.values()
        for one, other in combinations(letters, 2)
    ]


@pytest.mark.parametrize("language", list(Language))
def test_every_word_is_in_a_dictionary(language: Language, different: list[Made]) -> None:
    names = {"kari", "ola", "nordmann", "dnb", "lise", "dahl", "ulven", "bergen"}
    given = set(words_in("controller prosjektleder byggeleder noe med folk bygg og anlegg"))
    listed = {row["word"].casefold() for row in rows_of("words.tsv") if row["language"] == language.value}
    words = {
        word: one
        for one in different
        if one.language is language
        for word in words_in(f"{one.draft.subject} {one.text.replace(OWN_LINE[language], '')}")
    }
    speller = Speller(language, set(words), frozenset(names | given | listed))
    show(f"{word} in {words[word]}" for word in sorted(words) if not speller.is_right(word))


def test_the_languages_are_not_mixed(different: list[Made]) -> None:
    plain = [one for one in different if one.told in {"nothing", "an industry"}]
    show(one for one in plain if one.language is Language.NB and re.search(r"\b(?:the|and|you)\b", one.text))
    show(one for one in plain if one.language is Language.EN and re.search(r"\b(?:jeg|og|du|deg)\b", one.text))


def test_an_email_has_a_subject_and_nothing_else_has(made: list[Made]) -> None:
    show(one for one in made if bool(one.draft.subject) != (one.brief.channel is Channel.EMAIL))
    show(one for one in made if len(one.draft.subject) > 60 or re.search(r"[{}<>|]", one.draft.subject))


def test_only_a_discreet_search_asks_for_discretion(different: list[Made]) -> None:
    pleas = re.compile(
        r"sagt noe på jobben|vet de det ikke ennå|vet ikke om dette ennå"
        r"|don't know (?:at work )?yet|doesn't know yet|does not know yet"
    )
    show(
        one
        for one in different
        if bool(pleas.search(one.text)) != (one.brief.is_discreet and one.brief.purpose in TELLS)
    )


def test_the_figures(made: list[Made], different: list[Made]) -> None:
    """Print the figures that the tests above limit; it has no limit of its own."""
    rows = [
        f"{len(made)} drafts, {len(different)} of them different",
        "language, channel   drafts  words  most  chars  most  limit  LIX  most",
    ]
    lixes = {text: prose.lix(text) for text in {one.text for one in made}}
    for language, channel in product(Language, Channel):
        some = [one for one in made if one.language is language and one.brief.channel is channel]
        words, sizes = [len(prose.words(one.letter)) for one in some], [len(one.text) for one in some]
        lix = [lixes[one.text] for one in some]
        rows.append(
            f"{language}, {channel:12} {len(some):9} {sum(words) / len(words):6.0f} {max(words):5} "
            f"{sum(sizes) / len(sizes):6.0f} {max(sizes):5} {LIMITS[channel]:6} "
            f"{sum(lix) / len(lix):4.0f} {max(lix):5.0f}"
        )
    alike = [ratio for ratio, _, _ in likenesses(made)]
    rows.append(
        f"{len(alike)} pairs of variants: {sum(alike) / len(alike):.0f} alike in the mean, {max(alike):.0f} at most"
    )
    print("\n".join(rows))  # noqa: T201 - read with -s
    assert len({one.text for one in made}) > 4000


# --- the content for each purpose ------------------------------------------------------------------------------------


def test_there_are_variants_enough_in_each_tone_and_language() -> None:
    for kind, language in product(kinds(), Language):
        count = len(variants(kind.purpose, kind.category, kind.tone, language, kind.occasion))
        assert count >= (3 if kind.purpose in COMMON else 2), (kind, language)


def test_the_tones_differ_in_greeting_close_and_words() -> None:
    for kind, language in product(kinds(), Language):
        told = [replace(kind, tone=tone) for tone in Tone]
        ones = [Made(brief, language, compose(brief, SPEAK, language), "nothing") for brief in told]
        assert len({(one.greeting, one.close) for one in ones}) == len(Tone)
        assert len({one.body for one in ones}) == len(Tone)


def test_everything_fits_or_is_refused_with_something_better_that_fits() -> None:
    for purpose, category in product(Purpose, Category):
        is_offered = purpose in (*FITTING[category], *ALSO[category], *ALWAYS)
        refused = refusal(purpose, category)
        assert is_offered == (refused is None), (purpose, category)
        if refused:
            assert refused.purpose is not None
            assert refusal(refused.purpose, category) is None, (purpose, category)


def test_family_is_no_referee_and_nobody_at_work_is_asked_for_openings() -> None:
    assert (Category.CLOSE, Purpose.REFEREE) in REFUSED
    for category in (Category.COLLEAGUE, Category.PERIPHERAL):
        assert refusal(Purpose.OPENINGS, category)


def test_a_good_word_at_a_public_employer_is_refused() -> None:
    for purpose in (Purpose.RECOMMEND, Purpose.UNOFFICIAL):
        better = refusal(purpose, Category.ACQUAINTANCE, is_public=True)
        assert better
        assert better.purpose is Purpose.ASK_ABOUT
    assert refusal(Purpose.ASK_ABOUT, Category.ACQUAINTANCE, is_public=True) is None


def test_a_way_that_does_not_fit_is_refused_with_one_that_does() -> None:
    for purpose, category, channel, tone in product(Purpose, Category, Channel, Tone):
        refused = manner_refusal(purpose, category, channel, tone)
        if refused:
            better = (refused.channel or channel, refused.tone or tone)
            again = manner_refusal(purpose, category, *better)
            assert again is None or again.channel is None, (purpose, category, channel, tone)


def test_every_purpose_has_words() -> None:
    assert set(PURPOSES) == set(Purpose)


# --- the user's own words --------------------------------------------------------------------------------------------


def test_the_users_own_words_stand_as_they_are() -> None:
    own = "<b>Hei</b> & {takk} [x|y] 🙂 مرحبا"
    brief = replace(EVERYTHING, own_line=own, target=Target(("{x}",)))
    assert own in compose(brief, SPEAK, Language.NB).text
    assert "{x}" in compose(brief, SPEAK, Language.NB).text


def test_an_own_line_becomes_a_sentence() -> None:
    brief = replace(NOTHING, own_line="takk for  sist\npå hytta")
    assert "\n\nTakk for sist på hytta. Jeg" in compose(brief, SPEAK, Language.NB).text


def test_family_is_greeted_with_a_small_letter() -> None:
    brief = Brief(Purpose.RECOMMEND, Category.CLOSE, "Mamma", "Ola", Target(), tone=Tone.NEAR)
    assert compose(brief, SPEAK, Language.NB).text.startswith("Hei mamma!")


def test_what_is_forwarded_says_nothing_of_a_search(made: list[Made]) -> None:
    for one in made:
        if one.brief.purpose is Purpose.INTRODUCE:
            forwarded = re.split(r"\n+", one.body)[-1]
            assert re.search("«.+»$|“.+”$", forwarded), one
            assert not re.search(r"ny jobb|noe nytt|søke|new job|looking for|applying", forwarded), one


def test_a_thank_you_has_an_occasion_even_where_none_was_told() -> None:
    brief = replace(NOTHING, purpose=Purpose.THANKS)
    answer = replace(brief, occasion=Occasion.ANSWER)
    assert compose(brief, SPEAK, Language.NB) == compose(answer, SPEAK, Language.NB)


def test_who_talks_to_others_is_asked_to_mention_it_to_nobody_at_work() -> None:
    for purpose in TALKS:
        text = compose(replace(EVERYTHING, purpose=purpose), SPEAK, Language.EN).text
        assert "mention it to anyone I work with" in text
