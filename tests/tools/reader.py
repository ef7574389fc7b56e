#!/usr/bin/env python3
"""Reads what FreeSWITCH sent in a session (.raw) and prints one line of JSON for each frame.

An independent second opinion for the tests: it shares no code with the library, and reads only
with Python's standard library. Usage: reader.py FILE...

  {"type": "event", "headers": [["Name", "value"], ["Name", ["of", "an array"]]], "body": "text"}

Types: event, log, disconnect, reply, api, and for other frames their Content-Type. "body" may be
empty. Bytes that are not UTF-8 become U+FFFD, and "lossy": true tells of it.
"""
import json
import re
import sys
from urllib.parse import unquote_to_bytes

TYPES = {b"log/data": "log", b"text/disconnect-notice": "disconnect",
         b"command/reply": "reply", b"api/response": "api"}
ENTITIES = {b"amp": b"&", b"lt": b"<", b"gt": b">", b"quot": b'"', b"apos": b"'"}


def value(raw):
    """The text of an array becomes a list."""
    if raw.startswith(b"ARRAY::") and b"|:" in raw[7:]:
        return raw[7:].split(b"|:")
    return raw


def frames(data):
    """Yields the header lines and the body of each whole frame."""
    at = 0
    while True:
        while data[at:at + 1] == b"\n":
            at += 1
        end = data.find(b"\n\n", at)
        if end < 0:
            return
        lines = data[at:end].split(b"\n")
        length = [int(v) for n, _, v in (l.partition(b":") for l in lines)
                  if n.lower() == b"content-length"]
        at = end + 2 + (length[-1] if length else 0)
        if at > len(data):
            return
        yield lines, data[end + 2:at]


def plain(lines):
    """Inner lines: the last colon splits them, values are percent-coded."""
    split = (line.rpartition(b":") if b":" in line else (line, b"", b"") for line in lines)
    return [(name, value(unquote_to_bytes(coded.lstrip(b" ")))) for name, _, coded in split]


def event_plain(body):
    head, _, rest = body.partition(b"\n\n")
    return plain(head.split(b"\n")), rest


def event_json(body):
    def encode(v):
        return [encode(e) for e in v] if isinstance(v, list) else v.encode("utf-8", "surrogateescape")
    pairs = json.loads(body.decode("utf-8", "surrogateescape"), strict=False,
                       object_pairs_hook=lambda members: members)
    headers = [(encode(n), encode(v)) for n, v in pairs]
    headers = [(n, v if isinstance(v, list) or n == b"_body" else value(v)) for n, v in headers]
    text = headers.pop()[1] if headers[-1][0] == b"_body" else b""
    if not text and headers[-1] == (b"Content-Length", b"0"):
        headers.pop()
    return headers, text


def unescape(text):
    def character(match):
        name = match[1]
        if name.startswith(b"#x"):
            return chr(int(name[2:], 16)).encode("utf-8", "surrogatepass")
        return ENTITIES[name]
    return re.sub(rb"&(#x[0-9A-F]+|[a-z]+);", character, text)


def event_xml(body):
    head, _, rest = body.partition(b"  </headers>\n")
    headers = []
    for name, coded in re.findall(rb"    <([^>]*)>([^<]*)</\1>\n", head):
        decoded = unquote_to_bytes(unescape(coded))
        if headers and headers[-1][0] == name:
            headers[-1] = (name, headers[-1][1] + [decoded])
        else:
            headers.append((name, [decoded]))
    headers = [(n, v if len(v) > 1 else value(v[0])) for n, v in headers]
    length = re.search(rb"<Content-Length>([0-9]+)</Content-Length>\n  <body>", rest)
    if not length:
        return headers, b""
    escaped, mark, raw = rest[length.end():rest.rindex(b"</body>")].partition(b"<!")
    text = unescape(escaped) + mark + raw
    if len(text) != int(length[1]) and text.endswith(b"\n  "):
        text = text[:-2]
    return headers + [(b"Content-Length", length[1])], text


def read(data):
    readers = {b"text/event-plain": event_plain, b"text/event-json": event_json,
               b"text/event-xml": event_xml}
    for lines, body in frames(data):
        split = (line.partition(b":") for line in lines)
        headers = [(name, v.lstrip(b" ")) for name, _, v in split]
        kind = dict(reversed(headers)).get(b"Content-Type", b"").strip()
        if kind in readers:
            yield "event", *readers[kind](body)
        elif kind == b"command/reply" and any(n == b"Event-Name" for n, _ in headers):
            yield "reply", plain(lines), body  # connect answers with an event that has no envelope
        else:
            yield TYPES.get(kind, kind.decode("utf-8", "replace")), headers, body


def main(paths):
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        for kind, headers, body in read(data):
            lossy = False

            def text(raw):
                nonlocal lossy
                if isinstance(raw, list):
                    return [text(r) for r in raw]
                decoded = raw.decode("utf-8", "replace")
                lossy |= decoded.encode("utf-8") != raw
                return decoded

            line = {"type": kind, "headers": [[text(n), text(v)] for n, v in headers],
                    "body": text(body)}
            if lossy:
                line["lossy"] = True
            print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main(sys.argv[1:])
