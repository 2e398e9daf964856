"""Relations such as "kona mi" or “my old boss”, and the category of contact that they imply."""

import re

from dialogs.model.facts import Category
from dialogs.model.person_line import PersonLine
from dialogs.understanding.people.described import is_described, is_mine, is_of_somebody
from dialogs.understanding.people.vocabulary import bare, words_of

FAMILY = re.compile(
    r"(?:sviger|ste|halv|tvilling|lille|store|step|god|grand|half)?-?"
    r"(?:mor|mora|moren|far|faren|bror|broren|søster|søstera|søsteren|sønn|sønnen|datter|dattera|datteren"
    r"|mother|father|brother|sister|son|daughter)(?:-in-law)?"
    r"|kon[ea]|mann|mannen|samboer(?:en)?|sambo|kjæresten?|forloveden?|wife|husband|spouse|partner|fianc\w+|girlfriend"
    r"|boyfriend|onkel|onkelen|tant[ae]|tanten|uncle|aunt|auntie|fetter|fetteren|kusin[ea]|kusinen|cousin|niese|nevø"
    r"|niesen|nevøen|niece|nephew|svogere?n?|svigerinn[ea]n?|søskenbarn(?:et)?"
)
FRIEND = re.compile(
    r"(?:beste?|barndoms)?(?:venn|vennen|venninn[ea]n?|kompis|kompisen|kamerat|kameraten)|bestie|friend|pal"
)
LOOSE = re.compile(r"nabo|naboen|neighbou?r|bekjent|bekjente|kjenning|acquaintance|utleier|utleieren|landlord")
AT_WORK = re.compile(
    r"(?:eks-?|ex-?)?(?:sjef|sjefen|leder|lederen|boss|manager|kollega|kollegaen|arbeidskamerat|colleague|co-?worker"
    r"|workmate)"
)
FORMER = frozenset(
    {"tidligere", "tidl", "forrige", "førre", "gamle", "gammel", "old", "former", "previous", "ex", "eks"}
)


def category_of(line: PersonLine, *, is_working: bool) -> Category | None:
    """Return the category that the name or note implies, or None if the user must be asked."""
    role = line.role if line.role and is_mine(line.role.split()) else None  # "sjefen i DNB" may be another's
    for words in filter(None, (line.name, role, line.note)):
        if is_described(words.split()):
            return category_in(words, is_working=is_working)
    return None


def category_in(words: str, *, is_working: bool) -> Category | None:
    """Return the category that a description implies, or None. A user without a job has only former colleagues."""
    said = [bare(word) for word in words.split()]
    if is_of_somebody(words.split()):
        return Category.ACQUAINTANCE
    if any(AT_WORK.fullmatch(word) for word in said):
        return _at_work(said, is_working=is_working)
    if not FORMER.isdisjoint(said):
        return None
    if any(FAMILY.fullmatch(word) or FRIEND.fullmatch(word) or word in words_of("kin") for word in said):
        return Category.CLOSE
    return Category.ACQUAINTANCE if any(map(LOOSE.fullmatch, said)) else None


def _at_work(said: list[str], *, is_working: bool) -> Category | None:
    if not is_working or not FORMER.isdisjoint(said) or any(word.startswith(("ex", "eks")) for word in said):
        return Category.FORMER
    is_mine = any(word in words_of("possessive") or word.endswith("en") for word in said)
    return Category.COLLEAGUE if is_mine else None
