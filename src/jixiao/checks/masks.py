"""Which sentences bear which words, as bits of a number: many promises are held against many sentences in the time of few.

Sentence 3 is the bit 1 << 3. What two sets share is `&`, and so for a thousand sentences takes no longer than for ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def mark(masks: dict[str, int], words: Iterable[str], bit: int) -> None:
    """Note that the sentence of `bit` bears `words`."""
    for word in words:
        masks[word] = masks.get(word, 0) | bit


def bearing(masks: Mapping[str, int], words: Iterable[str], least: int) -> int:
    """The sentences that bear at least so many (one to three) of `words`."""
    one = two = three = 0
    for word in words:
        mask = masks.get(word, 0)
        three |= two & mask
        two |= one & mask
        one |= mask
    return (one, two, three)[least - 1]


def numbers(mask: int) -> Iterator[int]:
    """The numbers of the sentences in a mask, in text order."""
    while mask:
        bit = mask & -mask
        yield bit.bit_length() - 1
        mask ^= bit
