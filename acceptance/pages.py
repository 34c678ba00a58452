# SPDX-License-Identifier: Apache-2.0
"""HTML as mail programs and mailing services write it, from paragraphs of text."""

from collections.abc import Callable, Sequence
from html import escape


def letter_html(program: str, paragraphs: Sequence[str], extra: str = "", signature: str = "") -> str:
    """A person's letter. `extra` (HTML) stands before the last paragraph."""
    body = [escape(p, quote=False) for p in paragraphs]
    if program == "gmail":
        rows = [f"<div>{p}</div><div><br></div>" for p in body]
        return f'<div dir="ltr">{"".join(rows[:-1])}{extra}{rows[-1]}{signature}</div>\n'
    if program.startswith("outlook"):
        rows = [f'<p class="MsoNormal"><span lang="EN-GB">{p}<o:p></o:p></span></p>\n' for p in body]
        return (
            '<html xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n<meta name="Generator" content="Microsoft Word 15 (filtered medium)">\n'
            '<style><!--\np.MsoNormal\n\t{margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif;}\n--></style>\n</head>\n'
            f'<body lang="EN-GB" link="#0563C1">\n<div class="WordSection1">\n{"".join(rows[:-1])}{extra}{rows[-1]}{signature}</div>\n</body>\n</html>\n'
        )
    if program == "apple":
        rows = [f'<div class="">{p}</div><div class=""><br class=""></div>' for p in body]
        return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body style="word-wrap: break-word;" class="">{"".join(rows[:-1])}{extra}{rows[-1]}{signature}</body></html>\n'
    rows = [f"    <p>{p}</p>\n" for p in body]
    return f'<!DOCTYPE html>\n<html>\n  <head>\n    <meta http-equiv="content-type" content="text/html; charset=UTF-8">\n  </head>\n  <body>\n{"".join(rows[:-1])}{extra}{rows[-1]}{signature}  </body>\n</html>\n'


def article_html(outlet: str, headline: str, paragraphs: Sequence[str], top: str, link: str, more: str, colour: str) -> str:
    """A press article with its photo (`top`), as a newspaper's share button or a mail merge lays it out."""
    body = "".join(f'<p style="font:16px/1.5 Georgia,serif">{escape(p, quote=False)}</p>\n' for p in paragraphs)
    return (
        f'<html><body style="margin:0;background:#f6f6f4"><table role="presentation" width="600" align="center" cellpadding="0" cellspacing="0"><tr><td style="border-top:4px solid {colour};padding:12px">\n'
        f'<div style="font:bold 13px sans-serif;color:{colour}">{escape(outlet)}</div>\n<h1 style="font:26px Georgia,serif">{escape(headline)}</h1>\n{top}\n{body}'
        f'<p><a href="{link}">{more}</a></p>\n</td></tr></table></body></html>\n'
    )


def newsletter_html(
    title: str, host: str, stories: Sequence[tuple[str, str, str]], wrap: Callable[[str], str], pixel: str, footer: str, style: int
) -> str:
    """An issue: `stories` are (headline, text, address of the page). `wrap` turns a link into the tracked one of this reader."""
    colour = ("#0a4d8c", "#7a1f2b", "#1c6b3a", "#333333", "#b35900")[style % 5]
    head = f'<tr><td><a href="{wrap(f"https://{host}/")}"><img src="https://{host}/img/head{style}.png" width="600" height="90" alt="{escape(title)}"></a></td></tr>\n'
    rows = []
    for number, (headline, text, url) in enumerate(stories):
        link = wrap(url)
        image = f'<img src="https://{host}/img/{url[-6:]}.jpg" width="180" alt="">' if style % 2 and number < 2 else ""
        rows.append(
            f'<tr><td style="padding:8px 16px">{image}<h2 style="font-size:19px;color:{colour}"><a href="{link}" style="color:{colour}">{escape(headline, quote=False)}</a></h2><p>{escape(text, quote=False)}</p><p><a href="{link}">&raquo;</a></p></td></tr>\n'
        )
    tracked = f'<img src="{pixel}" width="1" height="1" border="0" alt="">' if pixel else ""
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">\n<html><head>'
        f'<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{escape(title)}</title><style type="text/css">body{{margin:0;padding:0}} td{{font-family:Arial,sans-serif}}</style></head>\n'
        f'<body><table width="600" align="center" cellpadding="0" cellspacing="0">\n{head}{"".join(rows)}<tr><td style="font-size:11px;color:#888">{footer}</td></tr></table>{tracked}</body></html>\n'
    )


def stories_text(title: str, stories: Sequence[tuple[str, str, str]], wrap: Callable[[str], str], footer: str) -> str:
    return title + "\n\n" + "\n\n".join(f"{h}\n{t}\n{wrap(u)}" for h, t, u in stories) + f"\n\n-- \n{footer}\n"


def wrap_lines(text: str, width: int = 74) -> str:
    """Hard line ends as older programs make them; textwrap is too slow for the bulk."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return "\n".join(lines)


def plain(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(wrap_lines(p) for p in paragraphs) + "\n"
