"""Reads the text of docx files with lxml, independently of package docx, for its tests.

Usage: lxml_text.py < LIST. A line of LIST names a file. For each one line of JSON is written:

    {"file": ..., "accepted": [paragraphs], "original": [paragraphs], "chunks": n}

or {"file": ..., "error": ...}. "accepted" is the body with all tracked changes accepted, "original" with all of them
rejected; both are what Word shows, without the labels of lists. "chunks" counts altChunks. Of these the letters are read
and no more: each is one paragraph, for lxml.html does not say what a block is.
"""

import email
import io
import json
import posixpath
import sys
import zipfile
from urllib.parse import unquote

from lxml import etree, html

W = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
}
MATH = {
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
}
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What the symbol fonts of Windows show where forms and lists use them.
SYMBOLS = {
    "symbol": {0xB7: "•", 0xB0: "°", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB4: "×"},
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x9F: "•",
    },
    "wingdings 2": {0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0xA3: "☐"},
}

# Each view leaves out what the other brings in.
VIEWS = {
    "accepted": {"out": {"del", "moveFrom"}, "row": "del", "cell": "cellDel", "mark": ("del", "moveFrom"), "text": "t"},
    "original": {"out": {"ins", "moveTo"}, "row": "ins", "cell": "cellIns", "mark": ("ins", "moveTo"), "text": "delText"},
}

NO_TEXT = {
    "pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rt", "rubyPr",
    "instrText", "delInstrText", "delText", "background",
}


def name(element):
    """The local name of an element of WordprocessingML, None for any other node."""
    if not isinstance(element.tag, str):
        return None
    q = etree.QName(element)
    return q.localname if q.namespace in W else None


def child(element, *path):
    """The first descendant along a path of WordprocessingML names."""
    for step in path:
        if element is None:
            return None
        element = next((c for c in element if name(c) == step), None)
    return element


def value(element, attribute="val"):
    """An attribute of WordprocessingML."""
    if element is None:
        return None
    for key, v in element.attrib.items():
        q = etree.QName(key)
        if q.localname == attribute and q.namespace in W:
            return v
    return None


def switch(parent, prop):
    """An on/off property: True, False, or None where it is not said."""
    e = child(parent, prop) if parent is not None else None
    if e is None:
        return None
    return value(e) not in ("0", "false", "off")


class Package:
    """The parts of a docx, by name without regard to case."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)  # a path or an open file
        self.names = {unquote(n).lower(): n for n in self.zip.namelist()}

    def xml(self, part):
        stored = self.names.get(part.lower())
        if stored is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(self.zip.read(stored), parser)

    def related(self, part, kind=None, ident=None):
        folder, base = posixpath.split(part)
        rels = self.xml(posixpath.join(folder, "_rels", base + ".rels"))
        for r in rels if rels is not None else ():
            if not isinstance(r.tag, str) or r.get("TargetMode") == "External":
                continue
            if r.get("Id") == ident if ident else r.get("Type", "").endswith("/" + kind):
                target = unquote(r.get("Target", "").split("#")[0].replace("\\", "/"))
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                if target.lower() in self.names:
                    return target
        return None

    def chunk(self, part, ident):
        """The letters of an altChunk."""
        target = self.related(part, ident=ident)
        if target is None:
            return ""
        data = self.zip.read(self.names[target.lower()])
        if data.startswith(b"PK"):
            return "".join(read(io.BytesIO(data))["accepted"])
        ending = posixpath.splitext(target)[1].lower()
        charset = None
        if ending in (".mht", ".mhtml", ".eml"):
            page = next(p for p in email.message_from_bytes(data).walk() if p.get_content_type() == "text/html")
            data, charset = page.get_payload(decode=True), page.get_content_charset()
        elif ending not in (".htm", ".html", ".xhtml"):
            return data.decode("utf-8-sig", "replace") if ending == ".txt" else ""
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=charset))
        etree.strip_elements(root, "script", "style", "head", "title", etree.Comment, with_tail=False)
        return root.text_content()

    def main(self):
        found = self.related("", "officeDocument")
        if found:
            return found
        for t in self.xml("[Content_Types].xml"):
            if t.get("ContentType", "").lower().endswith(".main+xml") and "wordprocessingml" in t.get("ContentType"):
                return t.get("PartName").lstrip("/")
        raise ValueError("no main part")


class Styles:
    """Which styles hide their text."""

    def __init__(self, root):
        self.byid, self.default, self.base, self.known = {}, None, None, {}
        if root is None:
            return
        self.base = switch(child(root, "docDefaults", "rPrDefault", "rPr"), "vanish")
        for s in root:
            if name(s) == "style" and value(s, "styleId") and value(s, "styleId") not in self.byid:
                self.byid[value(s, "styleId")] = s
                if value(s, "type") == "paragraph" and value(s, "default") in ("1", "true", "on"):
                    self.default = value(s, "styleId")

    def hides(self, style):
        if style not in self.known:
            self.known[style] = self.look(style)
        return self.known[style]

    def look(self, style, seen=()):
        s = self.byid.get(style)
        if s is None or style in seen:
            return None
        for props in (child(s, "rPr"), child(s, "pPr", "rPr")):
            said = switch(props, "vanish")
            if said is not None:
                return said
        return self.look(value(child(s, "basedOn")), seen + (style,))


class Paragraph:
    def __init__(self):
        self.text, self.kept = [], True


class Reader:
    """Reads one body in one view."""

    def __init__(self, root, styles, view, chunk, fields=True):
        self.styles, self.view, self.chunk, self.with_fields = styles, VIEWS[view], chunk, fields
        self.preserve = root.get(SPACE) == "preserve"
        self.paragraphs, self.waiting, self.fields, self.suppressed, self.chunks = [], [], [], False, 0
        self.container(root, None)

    def lines(self):
        return ["".join(p.text) for p in self.paragraphs if p.kept]

    def container(self, element, para):
        """What joins paragraphs does so within one container."""
        outer, self.waiting = self.waiting, []
        for c in element:
            self.node(c, para, False)
        self.settle()
        self.waiting = outer

    def settle(self):
        """Paragraphs whose mark is gone and that nothing follows stay one paragraph, if there is anything in them."""
        if self.waiting:
            last = self.waiting[-1]
            last.text = [t for p in self.waiting for t in p.text]
            last.kept = bool("".join(last.text))
        self.waiting = []

    def inside(self, element, para, hidden):
        for c in element:
            self.node(c, para, hidden)

    def node(self, c, para, hidden):
        n = name(c)
        if n is None:
            self.foreign(c, para, hidden)
        elif n in self.view["out"] or n in NO_TEXT and n != self.view["text"]:
            pass
        elif n == "p":
            self.paragraph(c)
        elif n == "tbl":
            self.settle()
            self.container(c, para)
        elif n == "tr":
            if child(c, "trPr", self.view["row"]) is None:
                self.container(c, para)
        elif n == "tc":
            if child(c, "tcPr", self.view["cell"]) is None:
                self.container(c, para)
        elif n == "txbxContent":
            self.container(c, para)
        elif n == "altChunk":
            self.settle()
            self.chunks += 1
            self.paragraphs.append(Paragraph())
            self.paragraphs[-1].text.append(self.chunk(next((v for k, v in c.attrib.items() if k.endswith("}id")), "")))
        elif n == "r":
            self.inside(c, para, self.run_hidden(c, hidden))
        elif n in ("t", "delText"):
            self.text(c, para, hidden)
        elif n == "fldChar":
            self.field(value(c, "fldCharType"))
        else:
            mark = {"tab": "\t", "ptab": "\t", "br": "\v", "cr": "\v", "noBreakHyphen": "-"}.get(n)
            if n == "sym":
                mark = self.symbol(c)
            if mark:
                self.put(mark, para, hidden)
            self.inside(c, para, hidden)

    def foreign(self, c, para, hidden):
        if not isinstance(c.tag, str):
            return
        q = etree.QName(c)
        if q.namespace == MC and q.localname == "AlternateContent":
            options = [o for o in c if isinstance(o.tag, str)]
            choices = [o for o in options if etree.QName(o).localname == "Choice"] or options
            if choices:
                self.inside(choices[0], para, hidden)
        elif q.namespace in MATH and q.localname == "t":
            self.text(c, para, hidden)
        else:
            self.inside(c, para, hidden)

    def paragraph(self, c):
        p = Paragraph()
        self.paragraphs.append(p)
        style = value(child(c, "pPr", "pStyle"))
        if style not in self.styles.byid:
            style = self.styles.default
        hidden = self.styles.hides(style)
        self.inside(c, p, bool(self.styles.base if hidden is None else hidden))
        mark = child(c, "pPr", "rPr")
        if any(child(mark, m) is not None for m in self.view["mark"]):
            p.kept = False
            self.waiting.append(p)
        elif self.waiting:
            p.text = [t for w in self.waiting for t in w.text] + p.text
            self.waiting = []

    def run_hidden(self, run, hidden):
        said = switch(child(run, "rPr"), "vanish")
        if said is not None:
            return said
        if self.styles.hides(value(child(run, "rPr", "rStyle"))):
            return not hidden
        return hidden

    def put(self, s, para, hidden):
        if any(f == "instruction" for f in self.fields):
            self.suppressed = True
        elif para is not None and not hidden:
            para.text.append(s)

    def text(self, c, para, hidden):
        s = (c.text or "") + "".join(k.tail or "" for k in c)
        s = s.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        space = c.get(SPACE)
        if space != "preserve" and (space is not None or not self.preserve):
            s = s.strip(" \t")
        if s:
            self.put(s, para, hidden)

    def field(self, kind):
        if not self.with_fields:
            return
        if kind == "begin":
            self.fields.append("instruction")
        elif kind == "separate" and self.fields:
            self.fields[-1] = "result"
        elif kind == "end" and self.fields:
            self.fields.pop()

    @staticmethod
    def symbol(c):
        try:
            code = int(value(c, "char") or "", 16)
        except ValueError:
            return ""
        font = (value(c, "font") or "").lower()
        return SYMBOLS.get(font, {}).get(code & 0xFF, chr(code))


def read(path):
    package = Package(path)
    main = package.main()
    root = package.xml(main)
    if root is None or name(root) != "document":
        raise ValueError("no Word document")
    part = package.related(main, "styles")
    styles = Styles(package.xml(part) if part else None)
    out = {"file": str(path)}
    for view in VIEWS:
        reader = Reader(root, styles, view, lambda ident: package.chunk(main, ident))
        if reader.suppressed and reader.fields:  # a field without an end hides nothing
            reader = Reader(root, styles, view, reader.chunk, fields=False)
        out[view], out["chunks"] = reader.lines(), reader.chunks
    return out


def main():
    sys.setrecursionlimit(10_000)
    for line in sys.stdin:
        path = line.rstrip("\n")
        try:
            result = read(path)
        except Exception as e:  # whatever a broken file makes a library raise
            result = {"file": path, "error": f"{type(e).__name__}: {e}"}
        print(json.dumps(result))


if __name__ == "__main__":
    main()
