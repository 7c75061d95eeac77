"""Files that somebody made to harm whoever opens them. Small here, far larger once opened."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pikepdf

_MEGABYTE = 1 << 20
_ADLER = 65_521


def zeros_deflated(megabytes: int, *, letter: bytes = b"\0") -> bytes:
    """A raw deflate stream that inflates to so many megabytes: one block, again and again."""
    maker = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = maker.compress(letter * _MEGABYTE) + maker.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + maker.flush()


def zlib_bomb(megabytes: int) -> bytes:
    """The same with the header and the sum that PDF wants, for zeros."""
    total = (megabytes * _MEGABYTE) % _ADLER
    return b"\x78\xda" + zeros_deflated(megabytes) + struct.pack(">I", (total << 16) | 1)


def zip_bomb(megabytes: int, name: str = "word/document.xml", *, said_bytes: int | None = None) -> bytes:
    """An archive whose only part inflates to so many megabytes, whatever it says of its size."""
    content = zeros_deflated(megabytes, letter=b" ")
    size = megabytes * _MEGABYTE if said_bytes is None else said_bytes
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(content), size, len(name), 0)
    local = b"PK\x03\x04" + fields + name.encode() + content
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def zip_of(parts: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_flag_of_encryption(content: bytes) -> bytes:
    """The archive as if each part had a password."""
    made = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = made.find(mark)
        while start >= 0:
            made[start + place] |= 1
            start = made.find(mark, start + 4)
    return bytes(made)


def locked_pdf(content: bytes) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    return made.getvalue()


def pdf_of_objects(count: int) -> bytes:
    """A PDF that says nothing, in so many objects."""
    pieces, places, length = [b"%PDF-1.7\n"], [], 9
    bodies = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    for number in range(1, count + 1):
        body = bodies[number - 1] if number <= len(bodies) else b"null"
        piece = b"%d 0 obj %s endobj\n" % (number, body)
        places.append(length)
        pieces.append(piece)
        length += len(piece)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (count + 1)
    return (
        b"".join(pieces)
        + head
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count + 1, length)
    )


def pdf_that_inflates(megabytes: int) -> bytes:
    """A PDF whose attachment is small and inflates to so many megabytes."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["annexe.json"] = b"{}"
        stream = pdf.attachments["annexe.json"].obj.EF.F
        stream.write(zlib_bomb(megabytes), filter=pikepdf.Name.FlateDecode)
        pdf.save(made, recompress_flate=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


_LAUGHS = "".join(f'<!ENTITY l{place} "{f"&l{place - 1};" * 10}">' for place in range(1, 12))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{_LAUGHS}]><d>&l11;</d>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY out SYSTEM "file:///etc/passwd">]><d>&out;</d>'
DEEP_JSON = b'{"format":"amikit-annex","version":1,"title":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
DEEP_XML = "<a>" * 200_000 + "</a>" * 200_000
DEEP_HTML = "<html><body>" + "<div><b>" * 200_000 + "12 000,00 €"
"""Nothing in it is ever closed."""
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED_WORD = OLD_WORD + "EncryptedPackage".encode("utf-16-le") + b"\0" * 200
