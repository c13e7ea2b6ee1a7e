"""Under which licences the installed parts stand, and which of them may be combined with Khural's."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement

# Licences under which code may be combined with a work under AGPL-3.0-or-later (https://www.gnu.org/licenses/license-list).
COMPATIBLE = {
    "0BSD",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "LGPL-3.0-only",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "ZPL-2.1",
    "Zlib",
}

# How older metadata spells them.
SPELLED = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ZPL 2.1": "ZPL-2.1",
    "Zope Public License": "ZPL-2.1",
}

# Metadata that says less than the licence file beside it; what that file says.
READ_IN_THE_FILE = {
    "axe-playwright-python": "MIT",
    "docutils": "BSD-2-Clause",  # the rest is public domain, and one GPL-3 editor mode that is not in the wheel
    "fido2": "BSD-2-Clause",  # its vendored list of public suffixes is MPL-2.0
    "qrcode": "BSD-3-Clause",  # "Other/Proprietary" names the MIT notice of the code it came from
}


def combined(expression: str) -> set[str]:
    """The licences that an SPDX expression names."""
    return set(re.split(r" (?:AND|OR) |[()]", expression)) - {""}


def stated(part: Distribution) -> set[str]:
    """The licences that the metadata of `part` names, each in the spelling of COMPATIBLE where we know it."""
    name = part.metadata["Name"].lower()
    if name in READ_IN_THE_FILE:
        return {READ_IN_THE_FILE[name]}
    expression = part.metadata.get("License-Expression")
    if expression:
        return combined(expression)
    classifiers = part.metadata.get_all("Classifier") or []
    found = {row.rsplit(" :: ", 1)[1] for row in classifiers if row.startswith("License :: ")}
    if not found:
        found = combined((part.metadata.get("License") or "nothing").splitlines()[0].strip())
    return {SPELLED.get(one, one) for one in found}


def installed_with_khural() -> list[str]:
    """The names of all parts that `khural[web]` brings along, found by following requirements from it."""
    names: set[str] = set()
    waiting = [("khural", "web")]
    while waiting:
        name, extra = waiting.pop()
        for text in distribution(name).requires or []:
            wanted = Requirement(text)
            key = wanted.name.lower()
            if key in names or not (wanted.marker is None or wanted.marker.evaluate({"extra": extra})):
                continue
            names.add(key)
            waiting += [(key, one) for one in wanted.extras or {""}]
    return sorted(names)
