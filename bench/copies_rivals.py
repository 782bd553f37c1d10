"""Near copies as datasketch finds them: MinHash of 4-grams without digits, and LSH. Run in the environment of rivals.

`python copies_rivals.py COUNT OUT.json` prints seconds and memory as JSON and leaves the pairs behind. It imports nothing of jixiao.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

from copied_texts import agency, texts

from machine import peak

_NOT_KEPT = re.compile(r"[^一-鿿]+")
PERMUTATIONS, THRESHOLD, GRAM = 64, 0.6, 4


def main() -> None:
    """Every text hashed, put into the index and looked up."""
    from datasketch import MinHash, MinHashLSH

    count, target = int(sys.argv[1]), Path(sys.argv[2])
    corpus = [text for text, _ in texts(count)]
    start = time.process_time()
    index, pairs = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS), []
    for number, text in enumerate(corpus):
        plain = _NOT_KEPT.sub("", text.replace(agency(number), ""))
        grams = {plain[at : at + GRAM].encode() for at in range(len(plain) - GRAM + 1)}
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(list(grams))
        pairs += [(other, number) for other in index.query(sketch)]
        index.insert(number, sketch)
    spent = time.process_time() - start
    target.write_text(json.dumps(sorted(pairs)), encoding="utf-8")
    print(json.dumps({"processor": spent, "memory": peak()}))


if __name__ == "__main__":
    main()
