"""How the memo looks: A4, one font of the theme, quiet headings, the stamp and the page at the foot."""

from __future__ import annotations

import re
from typing import Any

from fram.workspace.papers.printed.office import LANGUAGES, THEME, colour

WIDTH_CM = 16.6
"""Width of the text on A4."""
_MARGIN_CM = 2.2
_FIELD = re.compile(r"<<(\w+)>>")


def field(name: str) -> str:
    """Return the mark that stands for a field (``PAGE``, ``NUMPAGES``) in a text for the foot."""
    return f"<<{name}>>"


def dress(paper: Any, *, lang: str) -> None:
    """Give a new document our page, our styles and the reader's language."""
    from docx.shared import Cm

    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin, section.bottom_margin = Cm(2.0), Cm(2.0)
    section.footer_distance = Cm(0.9)
    for owner, kind in ((paper.part.package, "thumbnail"), (paper.part, "stylesWithEffects")):
        for name in [key for key, rel in owner.rels.items() if rel.reltype.endswith(f"/{kind}")]:
            owner.rels.pop(name)
    _speak(paper, LANGUAGES[lang], comma=lang == "nb")
    _shape(paper.styles)


def _speak(paper: Any, language: str, *, comma: bool) -> None:
    """Say the language where spelling checkers and screen readers look, and that this is today's Word."""
    from docx.oxml.ns import qn

    styles, settings = paper.styles.element, paper.settings.element
    for element in [*styles.iter(qn("w:lang")), *settings.iter(qn("w:themeFontLang"))]:
        element.set(qn("w:val"), language)
        element.attrib.pop(qn("w:eastAsia"), None)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for element in settings.iter(qn("w:decimalSymbol"), qn("w:listSeparator")):
        is_decimal = element.tag == qn("w:decimalSymbol")
        element.set(qn("w:val"), ("," if is_decimal else ";") if comma else ("." if is_decimal else ","))


def _shape(styles: Any) -> None:
    """Sizes in points; colours from the theme, so that a house can put in its own."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Cm, Pt

    sizes = {
        "Normal": (10.5, 0, 6), "Title": (20, 0, 6), "Heading 1": (13, 14, 4), "List Bullet": (10.5, 0, 3),
        "List Number": (10.5, 0, 4), "Caption": (10, 8, 3), "Footer": (8, 0, 0), "Memo head": (10.5, 0, 2),
        "Memo cell": (8.5, 1.5, 1.5), "Memo gap": (4, 0, 0), "Memo small": (9, 0, 3),
    }  # fmt: skip
    for name, (size, before, after) in sizes.items():
        if name.startswith("Memo"):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        style = styles[name]
        style.font.size = Pt(size)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)
        spacing.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if name.startswith("List"):
            _spaced(style)
    styles["Normal"].paragraph_format.line_spacing = 1.1
    head = styles["Memo head"].paragraph_format
    head.left_indent, head.first_line_indent = Cm(3.2), Cm(-3.2)
    head.tab_stops.add_tab_stop(Cm(3.2))
    for name in ("Title", "Heading 1", "Caption", "Footer"):
        _coloured(styles[name], "muted" if name == "Footer" else "strong")
    _without_rule(styles["Title"])


def _spaced(style: Any) -> None:
    """Points of a list stand apart: the template would draw them together."""
    from docx.oxml.ns import qn

    for element in list(style.element.iter(qn("w:contextualSpacing"))):
        element.getparent().remove(element)


def _coloured(style: Any, name: str) -> None:
    """A colour as a place of the theme, and as its value for programs that do not look there."""
    from docx.enum.dml import MSO_THEME_COLOR
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    place = next(place for place, colour_name in THEME.items() if colour_name == name and "accent" in place)
    style.font.color.rgb = RGBColor.from_string(colour(name))
    style.font.color.theme_color = getattr(MSO_THEME_COLOR, place.upper().replace("ACCENT", "ACCENT_"))
    for shade in ("w:themeShade", "w:themeTint"):
        style.element.rPr.find(qn("w:color")).attrib.pop(qn(shade), None)


def _without_rule(style: Any) -> None:
    from docx.oxml.ns import qn

    for element in list(style.element.iter(qn("w:pBdr"), qn("w:spacing"))):
        if element.tag == qn("w:pBdr") or element.getparent().tag == qn("w:rPr"):
            element.getparent().remove(element)
    style.font.bold = True


def foot(paper: Any, *, stamp: str, page: str) -> None:
    """Write the stamp and the page at the foot of every page; the page and their number are fields."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    paragraph = paper.sections[0].footer.paragraphs[0]
    stops = paper.styles["Footer"].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{stamp}\t")
    for number, part in enumerate(_FIELD.split(page)):
        if number % 2 == 0:
            paragraph.add_run(part)
            continue
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), part)
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        simple.append(run)
        paragraph._p.append(simple)
