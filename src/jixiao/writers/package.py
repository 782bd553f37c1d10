"""Office files are zips: the same zip twice."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_WHEN = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def repack(data: bytes) -> bytes:
    """The same office file with sorted members, one fixed time and no dates of making: equal contents, equal bytes.

    `[Content_Types].xml` stays first, as readers expect. The day a report bears is in its text, not in the package.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda one: (one != _FIRST, one)):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _WHEN.sub(b"", content)
            target.writestr(member, content, compresslevel=6)
    return out.getvalue()
