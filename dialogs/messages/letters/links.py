"""Detection of links, addresses, handles and names of services in a text, including disguised forms."""

import re
from typing import Final

_ENDS: Final = (
    "com|no|org|net|io|info|dev|app|co|uk|eu|se|dk|de|fi|me|ly|gg|xyz|biz|ai|tv|us|ru|cn|top|site|online|shop|link|club"
    "|page|cloud|tech|store|live|world|jobs|work|to|is|ch|fr|es|it|nl|be|at"
)
_SURE_ENDS: Final = "com|org|net|io|dev|app|uk|eu|xyz|ly|gg|biz|ai|ru|cn"
"""Top-level domains that are not Norwegian or English words, so they cannot continue a sentence."""

_SHORT: Final = "f.eks m.fl o.fl bl.a d.v.s dvs t.o.m m.m o.l e.l p.t p.g.a ph.d e.g i.e a.m p.m p.s f.kr e.kr m.a.o"
_SHORT_FORMS: Final = frozenset(_SHORT.split())
_OR: Final = "og/eller and/or ja/nei yes/no han/hun she/he he/she hun/han m/k"
_BOTH: Final = frozenset(_OR.split())
_SERVICES: Final = (
    r"linkedin|telegram|whats\s?app|signal|snap(?:chat)?|insta(?:gram)?|facebook|fb|messenger|twitter|tik\s?tok|discord"
    r"|skype|zoom|teams|slack|github|vipps|paypal|gmail|hotmail|outlook|yahoo|icloud|proton(?:mail)?|google|youtube"
    r"|finn|calendly|bitly|tinyurl|reddit|mastodon|viber|wechat|bluesky|threads"
)

_LINKS: Final = re.compile(
    r"[/\\]{2}|\w:\s*+[/\\]{2}"
    r"|\bh(?:tt|xx|\*\*)p(?:s\b|\b)"
    r"|\b(?:ftp|mailto|tel|sms|tg|javascript|data|magnet|file|callto|skype|facetime|whatsapp|geo|market|intent):\S"
    r"|\bwww\d?\b"
    r"|\w\s+[.]\s*\w|\w[.]\s+(?:" + _SURE_ENDS + r")\b"
    r"|\b(?:dot|d0t|dått)\b|\b(?:punktum|punkt|prikk|period|point)\s+(?:" + _ENDS + r")\b"
    r"|[\[({<]\s*(?:dot|at|a|punktum|punkt|prikk|krøllalfa|[.])\s*[\])}>]"
    r"|\b(?:krøllalfa|alfakrøll|snabel-?a|at\s*sign)\b"
    r"|\w_\w|#\w|\w[\\|]\w|\w\s*=\s*\w|&\w+|\w\?\w|\w%"
    r"|\b(?:" + _SERVICES + r")\b",
    re.IGNORECASE,
)
_DOTTED: Final = re.compile(r"(?<![\w-])[\w-]++(?:[.][\w-]++)++")
_SLASHED: Final = re.compile(r"(?<![^\s/])[^\s/]++(?:\s?/\s?[^\s/]++)++")


def links_in(text: str) -> set[str]:
    """Return what looks like a link, an address or a service in a text, in lower case."""
    words = text.casefold()
    found = {"".join(match[0].split()) for match in _LINKS.finditer(words)}
    found |= {match[0] for match in _DOTTED.finditer(words) if _is_domain(match[0])}
    return found | {"".join(match[0].split()) for match in _SLASHED.finditer(words) if match[0] not in _BOTH}


def _is_domain(dotted: str) -> bool:
    """Return whether words joined by dots may be a domain, that is, the last label has two letters or more."""
    return dotted not in _SHORT_FORMS and len(dotted.rpartition(".")[2]) > 1
