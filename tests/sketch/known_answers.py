#!/usr/bin/env python3
"""Known answers for the sketches of scheme 1 (docs/scheme.md), by a program of its own.

    python3 tests/sketch/known_answers.py > tests/sketch/known_answers.h

This is the second opinion on the definitions of shingle hashes, signatures, odd sketches,
winnowed keys and band keys, in Python's unbounded integers and only its standard library.
If a change of the library makes a suite disagree with these numbers, stored digests have
become incomparable: raise WTW_SCHEME, change the definition here, and make the numbers
anew.
"""

SCHEME = 1
MASK32 = (1 << 32) - 1
MASK64 = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15

# Bytes 24 to 55 of XXH3's default secret: what inputs of 9 to 16 bytes use.
SECRET = bytes.fromhex(
    "72 40 a4 a4 b7 b3 67 1f cb 79 e6 4e cc c0 e5 78"
    "82 5a d0 7d cc ff 72 21 b8 08 46 74 f7 43 24 8e"
)


def token(i):
    """The i-th token hash of every example: any numbers without a pattern do."""
    x = (i + 1) * 0xD1342543DE82EF95 & MASK64
    return (x ^ x >> 29) * 0xAEF17502108EF2D9 & MASK64


def mix(x):
    """splitmix64's output function."""
    x = (x + GOLDEN) & MASK64
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & MASK64
    x = (x ^ x >> 27) * 0x94D049BB133111EB & MASK64
    return x ^ x >> 31


def rotate(x, bits):
    return (x << bits | x >> (64 - bits)) & MASK64


def shingle_hash(tokens):
    h = 0
    for number, t in enumerate(tokens):
        h = (rotate(h, 13) + t) & MASK64 if number else t
    h = h * GOLDEN & MASK64
    h ^= h >> 32
    return h or 1


def shingle_hashes(tokens, k):
    width = min(k, len(tokens))
    return [shingle_hash(tokens[i:i + width]) for i in range(len(tokens) - width + 1)]


def signature(shingles, slot_count, seed):
    bits = slot_count.bit_length() - 1
    multiplier = mix(seed) | 1
    values = []
    slots = [MASK32] * slot_count
    for number in range(4):
        factor = mix((multiplier - number) & MASK64) | 1 if number else multiplier
        places = [[] for _ in range(slot_count)]
        for shingle in shingles:
            seeded = shingle * factor & MASK64
            value = seeded >> (32 - bits) & MASK32
            places[seeded >> (64 - bits)].append(value)
            if number == 0:
                values.append(value)
        slots = [least if least < MASK32 else min(place, default=MASK32)
                 for least, place in zip(slots, places)]
    for slot, least in enumerate(slots):
        a = mix((multiplier + slot) & MASK64) & MASK32 | 1
        if least == MASK32:
            slots[slot] = min(a * v & MASK32 for v in values)
    return slots


def odd_sketch(shingles, seed):
    multiplier = mix(seed) | 1
    bits = 0
    for shingle in shingles:
        bits ^= 1 << ((shingle * multiplier & MASK64) >> 48) % 512
    return [bits >> 64 * word & MASK64 for word in range(8)]


def winnowed(shingles, step=5, window=24):
    """Of every window of hashes of two shingles, the least; the rightmost of equals.

    Keys have 31 bits.
    """
    hashes = [(rotate(shingles[i], 32) + shingles[i + step]) & MASK64
              for i in range(len(shingles) - step)]
    if not hashes:
        return []
    window = min(window, len(hashes))
    chosen = []
    for begin in range(len(hashes) - window + 1):
        places = range(begin, begin + window)
        least = min(places, key=lambda i: (hashes[i] >> 32, -i))
        if not chosen or chosen[-1] != least:
            chosen.append(least)
    keys = [hashes[i] & MASK32 >> 1 for i in chosen]
    return [key for i, key in enumerate(keys) if i == 0 or key != keys[i - 1]]


def xxh3(data):
    """XXH3, 64 bits, seed 0, of 9 to 16 bytes."""
    def word(at, source):
        return int.from_bytes(source[at:at + 8], "little")

    low = word(0, data) ^ word(0, SECRET) ^ word(8, SECRET)
    high = word(len(data) - 8, data) ^ word(16, SECRET) ^ word(24, SECRET)
    product = low * high
    swapped = int.from_bytes(low.to_bytes(8, "little"), "big")
    h = (len(data) + swapped + high + ((product & MASK64) ^ product >> 64)) & MASK64
    h ^= h >> 37
    h = h * 0x165667919E3779F9 & MASK64
    return h ^ h >> 32


def band_keys(slots, bands, rows):
    keys = []
    for band in range(bands):
        part = slots[band * rows:band * rows + rows]
        keys.append(xxh3(b"".join(s.to_bytes(4, "little") for s in part)) & MASK32)
    return keys


def fold(numbers):
    """Many numbers in one, order counts; the suites fold theirs alike."""
    h = 0
    for number in numbers:
        h = (h * 0x100000001B3 ^ number) & MASK64
    return h


def show(name, numbers, bits):
    digits = bits // 4
    cells = [f"0x{number:0{digits}x}" for number in numbers]
    per_line = 3 if bits == 64 else 6
    lines = [", ".join(cells[i:i + per_line]) for i in range(0, len(cells), per_line)]
    body = ",\n    ".join(lines)
    print(f"static const uint{bits}_t {name}[] = {{\n    {body}}};\n")


def main():
    tokens = [token(i) for i in range(5000)]
    shingles = {k: shingle_hashes(tokens[:20], k) for k in (1, 3, 5, 16)}
    of_40 = shingle_hashes(tokens[:42], 3)
    of_5 = shingle_hashes(tokens[:7], 3)
    of_4998 = shingle_hashes(tokens, 3)

    print("/*\n * known_answers.h - made by known_answers.py, which explains it\n */")
    print("#ifndef WTW_TESTS_SKETCH_KNOWN_ANSWERS_H")
    print("#define WTW_TESTS_SKETCH_KNOWN_ANSWERS_H\n")
    print("#include <stddef.h>\n#include <stdint.h>\n")
    print(f"enum {{ KNOWN_SCHEME = {SCHEME} }};\n")
    print("/* Token hash 'i' of every example. */")
    print("static inline uint64_t known_token(uint64_t i)\n{")
    print("    uint64_t x = (i + 1) * 0xd1342543de82ef95u;\n")
    print("    return (x ^ x >> 29) * 0xaef17502108ef2d9u;\n}\n")
    print("/* Many numbers in one. */")
    print("static inline uint64_t known_fold(uint64_t fold, uint64_t number)\n{")
    print("    return fold * 0x100000001b3u ^ number;\n}\n")

    print("/* The shingle hashes of tokens 0 to 19. */")
    for k, hashes in shingles.items():
        show(f"known_shingles_{k}", hashes, 64)
    print("/* The one shingle of tokens 0 and 1 where k is 3 or more. */")
    show("known_short_shingle", shingle_hashes(tokens[:2], 3), 64)
    print("/* Signatures of the 3-token shingles of tokens 0 to 6, and 0 to 41. */")
    show("known_signature_of_5_seed_0", signature(of_5, 16, 0), 32)
    show("known_signature_of_5_seed_42", signature(of_5, 16, 42), 32)
    show("known_signature_of_40_seed_0", signature(of_40, 16, 0), 32)
    print("/* Folds of signatures of the 3-token shingles of tokens 0 to 4999, and 0 to 41:"
          "\n * slots 16, 32, ... 1024. */")
    counts = [16, 32, 64, 128, 256, 512, 1024]
    show("known_folds_of_4998", [fold(signature(of_4998, n, 7)) for n in counts], 64)
    show("known_folds_of_40", [fold(signature(of_40, n, MASK64)) for n in counts], 64)
    print("/* Odd sketches of the same sets. */")
    show("known_odd_sketch_of_5", odd_sketch(of_5, 0), 64)
    show("known_odd_sketch_of_40", odd_sketch(of_40, 42), 64)
    show("known_odd_sketch_of_4998", odd_sketch(of_4998, 0), 64)
    print("/* Winnowed keys of the 3-token shingles of tokens 0 to 7, 0 to 30, 0 to 399, of"
          "\n * tokens 0 to 39 five times over, and of tokens 0 to 9 twenty times over: ties in"
          "\n * every window. */")
    show("known_keys_of_8_tokens", winnowed(of_40[:6]), 32)
    show("known_keys_of_31_tokens", winnowed(of_40[:29]), 32)
    show("known_keys_of_400_tokens", winnowed(of_4998[:398]), 32)
    show("known_keys_of_repeats", winnowed(shingle_hashes(tokens[:40] * 5, 3)), 32)
    show("known_keys_of_ties", winnowed(shingle_hashes(tokens[:10] * 20, 3)), 32)
    print("/* Keys of 42 bands of 3 rows of known_signature's 128 slots, seed 0, of tokens"
          "\n * 0 to 41, and of 32 bands of 4 rows. */")
    slots = signature(of_40, 128, 0)
    show("known_band_keys_of_3_rows", band_keys(slots, 42, 3), 32)
    show("known_band_keys_of_4_rows", band_keys(slots, 32, 4), 32)
    print("#endif")


if __name__ == "__main__":
    main()
