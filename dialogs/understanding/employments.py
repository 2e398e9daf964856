"""Past workplaces with their years: “NCC til 2026”, “Ulven 2015–2019; Rema”, “TCS 2012 to 2015 and Wipro”."""

import re

PARTS = re.compile(r"[;\n,]|\.\s|\s(?:og|and|så|then|deretter|before that|før det)\s(?=[^\W\d_])")
JOINING = re.compile(
    r"fra|from|siden|since|til|to|until|till|frem|fram|opp|up|ca|about|rundt|around|i|in|nå|now|dag|today|present|dd|og|and"
    r"|[-–—]"
)
YEAR = re.compile(r"\(?'?(?:(?:19|20)\d{2}|\d{2})(?:\s?[-–—/]\s?(?:'?\d{2,4})?)?\)?[.:]?")
LEAD = re.compile(
    r"(?:(?:jeg |i )?(?:har )?(?:jobba|jobbet|jobber|worked|work|var|was|vært)(?: (?:i|på|hos|at|for|in|ved))?|hos|at)"
    r"\s+",
    re.IGNORECASE,
)


LONGEST = 400  # characters; an answer has at most 300


def employments_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return each workplace with its years as typed ("" if none); parts without a name are left out."""
    found = [_employment(part) for part in PARTS.split(text[:LONGEST])]
    return tuple((company, years) for company, years in found if any(letter.isalpha() for letter in company))


def _employment(part: str) -> tuple[str, str]:
    said = part.strip()
    lead = LEAD.match(said)
    words = said[lead.end() if lead else 0 :].split()
    dated = [at for at, word in enumerate(words) if YEAR.fullmatch(word) and len(word.strip("()'.:")) >= 4]
    if not dated:
        return " ".join(words), ""
    first, last = dated[0], dated[-1]
    while first and JOINING.fullmatch(words[first - 1].lower().strip("(.")):
        first -= 1
    while last + 1 < len(words) and JOINING.fullmatch(words[last + 1].lower().strip(").")):
        last += 1
    company = " ".join([*words[:first], *words[last + 1 :]]).strip(" -–:()")
    return company, " ".join(words[first : last + 1]).strip("():. ")
