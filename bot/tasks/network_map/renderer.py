"""The renderer, a program that imports little: `python -m bot.tasks.network_map.renderer < a.svg > a.png`."""

import sys
from pathlib import Path

from resvg_py import svg_to_bytes

from bot.tasks.bounds import bound_itself

FONTS = Path(__file__).parent / "fonts"


def main() -> None:
    """Read SVG from standard input and write PNG to standard output."""
    bound_itself()
    png = svg_to_bytes(
        svg_string=sys.stdin.buffer.read().decode(),
        skip_system_fonts=True,
        font_files=[str(FONTS / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")],
        font_family="DejaVu Sans",
    )
    sys.stdout.buffer.write(png)


if __name__ == "__main__":
    main()
