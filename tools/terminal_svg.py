#!/usr/bin/env python3
"""Draws what a command prints on a terminal of 110 columns as an SVG: python3 tools/terminal_svg.py OUT.svg COMMAND...

docs/summary.svg is made so, from the practice archive. Python's standard library only.
"""
import fcntl, html, os, pty, re, struct, sys, termios

COLUMNS, LINE, CHAR = 110, 18, 7.85
COLOURS = {"31": "#f7768e", "32": "#9ece6a", "33": "#e0af68"}


def run_on_terminal(command):
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 60, COLUMNS, 0, 0))
        os.execvp(command[0], command)
    out = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the child has closed its side
            break
        if not piece:
            break
        out += piece
    os.waitpid(child, 0)
    return out.decode("utf-8", "replace")


def styled(line):
    """The line as tspans; SGR codes 1 (bold), 2 (dim) and three colours are what Redshank uses."""
    out, style = [], ""
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if code:
            codes = code.group(1).split(";")
            style = ' font-weight="bold"' if "1" in codes else ""
            style += ' fill="#787c99"' if "2" in codes else ""
            style += "".join(f' fill="{COLOURS[c]}"' for c in codes if c in COLOURS)
        elif piece:
            out.append(f"<tspan{style}>{html.escape(piece)}</tspan>")
    return "".join(out)


def main():
    target, command = sys.argv[1], sys.argv[2:]
    text = run_on_terminal(command)
    # Progress is drawn over by what follows it on the same line.
    lines = [re.sub(r"^.*\r(?=.)|\x1b\[K", "", line.rstrip("\r")) for line in text.rstrip("\n").split("\n")]
    width, height = int(COLUMNS * CHAR + 40), len(lines) * LINE + 40
    rows = "\n".join(
        f'<text x="20" y="{32 + i * LINE}" xml:space="preserve">{styled(line)}</text>' for i, line in enumerate(lines)
    )
    with open(target, "w", encoding="utf-8") as file:
        file.write(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13" fill="#c0caf5">\n'
            f'<rect width="100%" height="100%" rx="8" fill="#1a1b26"/>\n{rows}\n</svg>\n'
        )


if __name__ == "__main__":
    main()
