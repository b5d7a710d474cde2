"""The draws of the library's hold-outs and folds, restated: a hash of seed, experiment and person."""
MASK = (1 << 64) - 1


def scatter(x):
    x = (x + 0x9E3779B97F4A7C15) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def fnv(text):
    h = 0xCBF29CE484222325
    for byte in text.encode():
        h = ((h ^ byte) * 0x100000001B3) & MASK
    return h


def draw(seed, experiment, person):
    """53 bits."""
    return scatter(scatter(scatter(seed) ^ fnv(experiment)) ^ fnv(str(person))) >> 11
