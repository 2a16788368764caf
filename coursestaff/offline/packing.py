"""The pictures of an explorer in little room.

They share nearly everything: letters, axes, table heads. So each is kept as a list of places in
one list of parts, which makes 120 pictures of 80 kB each as small as 60 kB in all. offline.js
puts them together again.
"""

import base64
import gzip
import json
import re
from collections.abc import Mapping

# An SVG stands between two characters that no HTML holds, instead of in base64.
_SVG = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_PACKED_SVG = re.compile("\x02([^\x03]*)\x03")


def pack(states: Mapping[str, Mapping]) -> dict:
    """States as {"parts": texts, "states": key → {"sentence", "picture": places in parts}}."""
    parts: dict[str, int] = {}
    packed = {}
    for name, state in states.items():
        plain = _SVG.sub(lambda found: f"\x02{_text(found[1])}\x03", state["picture"])
        pieces = [piece for piece in re.split(r"(?<=[>\n])", plain) if piece]
        places = [parts.setdefault(piece, len(parts)) for piece in pieces]
        packed[name] = {"sentence": state["sentence"], "picture": places}
    return {"parts": list(parts), "states": packed}


def unpack(packed: Mapping) -> dict[str, dict]:
    """What was packed; offline.js does the same."""
    states = {}
    for name, state in packed["states"].items():
        plain = "".join(packed["parts"][place] for place in state["picture"])
        picture = _PACKED_SVG.sub(lambda found: _address(found[1]), plain)
        states[name] = {"picture": picture, "sentence": state["sentence"]}
    return states


def _text(encoded: str) -> str:
    return base64.b64decode(encoded).decode("utf-8")


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}"


def squeezed(packed: Mapping) -> str:
    """Packed states as a page carries them: JSON, gzip, base64."""
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode("utf-8"), mtime=0)).decode("ascii")
