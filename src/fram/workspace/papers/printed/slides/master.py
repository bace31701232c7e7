"""The master of the slides: 16:9, where everything stands, and one layout for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

WIDE, HIGH, MARGIN = 13.333, 7.5, 0.6
"""Inches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    def split(self, share: float, *, gap: float = 0.35) -> tuple[Box, Box]:
        """Return a left and a right part, with a gap between them."""
        first = (self.width - gap) * share
        right = Box(
            left=self.left + first + gap, top=self.top, width=self.width - first - gap, height=self.height
        )
        return Box(left=self.left, top=self.top, width=first, height=self.height), right

    def halves(self, share: float, *, gap: float = 0.1) -> tuple[Box, Box]:
        """Return an upper and a lower part, with a gap between them."""
        first = (self.height - gap) * share
        upper = Box(left=self.left, top=self.top, width=self.width, height=first)
        top, height = self.top + first + gap, self.height - first - gap
        return upper, Box(left=self.left, top=top, width=self.width, height=height)


_ACROSS = WIDE - 2 * MARGIN
TITLE = Box(left=MARGIN, top=0.4, width=_ACROSS, height=0.95)
LEDE = Box(left=MARGIN, top=1.36, width=_ACROSS, height=0.42)
BODY = Box(left=MARGIN, top=1.9, width=_ACROSS, height=4.55)
SOURCE = Box(left=MARGIN, top=6.55, width=_ACROSS, height=0.32)
FOOT = Box(left=MARGIN, top=6.98, width=_ACROSS - 1.2, height=0.28)
NUMBER = Box(left=WIDE - MARGIN - 1.0, top=6.98, width=1.0, height=0.28)
LEDE_AT, SOURCE_AT = 13, 14
"""The placeholders' numbers."""


_KEPT = ("Title Only", "Title and Content", "Blank")
_PLACEHOLDER = """<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/>
<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="body" sz="quarter" idx="{idx}"/></p:nvPr>
</p:nvSpPr>
<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm></p:spPr><p:txBody>
<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle>
<a:lvl1pPr marL="0" indent="0"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{size}">
<a:solidFill><a:schemeClr val="accent6"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>
<a:p><a:r><a:rPr lang="en-US"/><a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>"""


def prepare(show: Any) -> None:
    """Make the template 16:9, with our places, and without what belongs to its maker."""
    from pptx.util import Inches

    show.slide_width, show.slide_height = Inches(WIDE), Inches(HIGH)
    for layout in list(show.slide_layouts):
        if layout.name not in _KEPT:
            show.slide_layouts.remove(layout)
    package = show.part.package
    for owner, kind in ((package, "thumbnail"), (show.part, "printerSettings")):
        for name in [key for key, rel in owner._rels.items() if rel.reltype.endswith(f"/{kind}")]:
            owner._rels.pop(name)
    _prepare_master(show.slide_master)
    layouts = show.slide_layouts
    _prepare_layout(next(layout for layout in layouts if layout.name == "Title Only"))
    # The layout that slides use comes first, so that a slide added by hand looks like the others.
    first = layouts._sldLayoutIdLst
    first.insert(0, first.sldLayoutId_lst[[layout.name for layout in layouts].index("Finding")])


def _prepare_master(master: Any) -> None:
    boxes = {"TITLE": TITLE, "BODY": BODY, "FOOTER": FOOT, "SLIDE_NUMBER": NUMBER}
    for shape in list(master.placeholders):
        kind = str(shape.placeholder_format.type).split(" ")[0]
        if kind == "DATE":
            shape._element.getparent().remove(shape._element)
            continue
        place(shape, boxes[kind])
        body = shape.text_frame._txBody.bodyPr
        for side in ("lIns", "rIns", "tIns", "bIns"):
            body.set(side, "0")
        body.set("anchor", {"TITLE": "b", "BODY": "t"}.get(kind, "ctr"))
    _restyle(master._element)


def _restyle(master: Any) -> None:
    """Titles are sentences: left, bold, small enough for two lines. The foot is quiet."""
    from pptx.oxml.ns import qn

    level = master.xpath("p:txStyles/p:titleStyle/a:lvl1pPr")[0]
    level.set("algn", "l")
    level.find(qn("a:defRPr")).attrib.update({"sz": "2400", "b": "1"})
    body = master.xpath("p:txStyles/p:bodyStyle")[0]
    for letters, size in zip(body.iter(qn("a:defRPr")), (1800, 1600, 1400), strict=False):
        letters.set("sz", str(size))
    for small in master.xpath("p:cSld//p:sp[p:nvSpPr/p:nvPr/p:ph[@type='ftr' or @type='sldNum']]"):
        style = next(small.iter(qn("a:lvl1pPr")))
        style.set("algn", "r" if small.xpath(".//p:ph[@type='sldNum']") else "l")
        style.find(qn("a:defRPr")).set("sz", "900")
        for tint in small.iter(qn("a:schemeClr")):
            tint.set("val", "accent6")
            for change in list(tint):
                tint.remove(change)


def _prepare_layout(layout: Any) -> None:
    from pptx.oxml import parse_xml

    layout.name = "Finding"
    layout._element.attrib.pop("type", None)
    for shape in list(layout.placeholders):
        if "DATE" in str(shape.placeholder_format.type):
            shape._element.getparent().remove(shape._element)
    rows = ((LEDE_AT, "Lede", LEDE, 1600, "t"), (SOURCE_AT, "Source", SOURCE, 1000, "b"))
    for idx, name, box, size, anchor in rows:
        x, y, cx, cy = emu(box)
        layout.shapes._spTree.append(
            parse_xml(
                _PLACEHOLDER.format(
                    id=idx + 20, name=name, idx=idx, x=x, y=y, cx=cx, cy=cy, size=size, anchor=anchor
                )
            )
        )


def place(shape: Any, box: Box) -> None:
    """Move a shape to a place."""
    from pptx.util import Inches

    shape.left, shape.top = Inches(box.left), Inches(box.top)
    shape.width, shape.height = Inches(box.width), Inches(box.height)


def emu(box: Box) -> tuple[int, int, int, int]:
    """Return a place as office files count it."""
    from pptx.util import Inches

    return Inches(box.left), Inches(box.top), Inches(box.width), Inches(box.height)
