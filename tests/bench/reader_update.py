"""One update by the `reader` library, for `refresh.py`; runs in a Python that has it.

python reader_update.py DATABASE [--add FILE]     FILE: an address a line, which are added and not updated
"""

from __future__ import annotations

import sys
from pathlib import Path

from reader import make_reader

reader = make_reader(sys.argv[1])
if "--add" in sys.argv:
    for address in Path(sys.argv[3]).read_text().split():
        reader.add_feed(address)
else:
    reader.update_feeds(workers=8, scheduled=False)
reader.close()
