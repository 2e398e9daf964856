"""Malicious rewrites of a draft, from the model or its input, in many forms; each must be rejected."""

from itertools import product
from typing import Final

from dialogs.text import Language

_HOSTS: Final = ("example.com", "eksempel.no", "t.me/olanord", "bit.ly/3xYz", "kari-jobb.xyz")
_WRAPPED: Final = (
    "{}",
    "({})",
    "https://{}",
    "http:// {}",
    "hxxps://{}",
    "//{}",
    "www.{}",
    "HTTPS://{}/a?b=c",
    "[her]({})",
    "<{}>",
    "ftp:{}",
    "{}.",
)
_MADE: Final = (
    "example dot com",
    "example DOT com",
    "example [dot] com",
    "example (.) com",
    "example punktum no",
    "eksempel prikk com",
    "example . com",
    "example .com",
    "example. com",
    "example\n.com",
    "example\u3002com",
    "example\uff0ecom",
    "example\uff61com",
    "example\u2024com",
    "ｅｘａｍｐｌｅ．ｃｏｍ",
    "exam\u200bple.com",
    "example\u00b7com",
    "example\u2022com",
    "ⓔⓧ.com",
    "@olanord",
    "＠olanord",
    "@ olanord",
    "ola@example.org",
    "ola (at) example",
    "ola [at] example",
    "ola krøllalfa example",
    "ola snabel-a example",
    "ola＠example．org",
    "ola @ example",
    "mailto:ola",
    "tel:ola",
    "tg:olanord",
    "sms:olanord",
    "javascript:alert",
    "t . me / olanord",
    "t.me\\olanord",
    "tme/olanord",
    "bitly/abc",
    "linkedin olanord",
    "på telegram som olanord",
    "on WhatsApp",
    "gmail",
    "ola_nord",
    "#olanord",
    "snap olanord",
    "+47 912 34 567",
    "91234567",
    "912-34-567",
    "(912) 34567",
    "９１２３４５６７",
    "٩١٢٣٤٥",
    "@1@.no",
    "@1@@2@.com",
    "@1@/@2@",
    "instagram olanord",
    "192.168.0.1",
    "localhost:8080",
    "xn--bcher-kva.com",
    "example,com/a",
    "example%2Ecom",
    "http",
    "www",
)
LINKS: Final = [*(wrap.format(host) for wrap, host in product(_WRAPPED, _HOSTS)), *_MADE]

_NAMED: Final = (
    "Kari",
    "Per",
    "Mohammed",
    "Nordmann",
    "Haugland",
    "Ødegård",
    "Equinor",
    "DNB",
    "NAV",
    "Telenor",
    "Bergen",
    "Oslo",
    "McDonald",
    "O'Brien",
    "Åse-Marie",
    "kari",
    "mohammed",
    "equinor",
    "telenor",
    "bergen",
    "eQuinor",
    "KARI",
    "K",
    "K a r i",
    "k-a-r-i",
    "Xyzzy",
    "Will",
    "Hope",
    "De",
    "Monday",
    "Google",
    "Norge",
)
_SAID: Final = (" {}", ", {}", " «{}»", ": {}", " hos {}, helst")
NAMES: Final = [said.format(name) for name, said in product(_NAMED, _SAID)]
"""Names within a sentence. At the beginning of one, only words that no sentence begins with are found."""

AT_THE_START: Final = (
    "Haugland",
    "Ødegård",
    "Equinor",
    "DNB",
    "Telenor",
    "Bergen",
    "Kari",
    "Mohammed",
    "Xyzzy",
    "Åse-Marie",
    "O'Brien",
    "Google",
    "Per",
    "McDonald",
    "Smith",
    "Hansen",
    "Statoil",
    "KARI",
)

_IN_NORWEGIAN: Final = (
    "tre fire fem seks sju syv åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten "
    "tjue tyve tretti tredve førti femti seksti sytti åtti nitti hundre tusen millioner milliard tjueen "
    "tjuefem toogtyve femogtredve femhundre totusen nittenåttifire hundrevis tusenvis dusin halvparten "
    "halvannen dobbelt tredje fjerde femte tiende prosent tiår two fifteen 3 17 2020 20190 2019 ½ Ⅻ ² ５ ٣"
)
_IN_ENGLISH: Final = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred thousand "
    "million billion twenty-one ninety-nine hundreds thousands dozen dozens half double twice third "
    "fourth fifth tenth percent decade tjue femti 3 17 2020 20190 2019 ½ Ⅻ ² ５ ٣"
)
NUMBERS: Final = {Language.NB: _IN_NORWEGIAN.split(), Language.EN: _IN_ENGLISH.split()}

UNSEEN: Final = (
    *(
        chr(code)
        for code in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0xAD, 0x61C, 0x34F)
    ),
    *(chr(code) for code in (*range(9), 9, 0xB, 0xC, 0xD, *range(0xE, 0x20), 0x7F, *range(0x80, 0xA0), 0x2028, 0x2029)),
    *(
        chr(code)
        for code in (0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800, 0x180E, 0xFE00, 0xFE0F, 0xE0041, 0xE0100, 0x3000, 0x2003)
    ),
    *"аеорсухіјԁΑΒΕρν",
    *(chr(code) for code in (0xE000, 0x10FFFF, 0x1F1F3, 0x1F170, 0x1D41A, 0x0336, 0x20D0, 0xA78F, 0x2215)),
)
"""Characters that are invisible, reverse the line, are controls, or imitate our letters."""
