"""Draws what a command printed, with its colors, as an SVG: draw-terminal.py TITLE FILE < text"""
import io
import sys

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

title, path = sys.argv[1:]
# Fonts of the reader's machine: a page must not load anything from elsewhere.
start, end = CONSOLE_SVG_FORMAT.index("    @font-face"), CONSOLE_SVG_FORMAT.index("    .{unique_id}-matrix")
template = CONSOLE_SVG_FORMAT[:start] + CONSOLE_SVG_FORMAT[end:].replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")

lines = [Text(f"$ {title}", "bold"), *Text.from_ansi(sys.stdin.read().rstrip("\n")).split("\n", allow_blank=True)]
width = min(120, max(line.cell_len for line in lines))
console = Console(record=True, width=width, file=io.StringIO(), force_terminal=True, color_system="standard")
for line in lines:
    console.print(line)
console.save_svg(path, title="", code_format=template, unique_id="terminal")
