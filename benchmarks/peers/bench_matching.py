"""matching: the hospital–resident game; making its players from lists of names is not counted."""

from __future__ import annotations

from importlib.metadata import version as version_of

from harness import main


def version() -> str:
    return version_of("matching")


def _stable_matching(data):
    import numpy as np
    from matching.games import HospitalResident

    person, post, rating = data["person"], data["post"], data["rating"]
    people: dict[int, list[str]] = {}
    for i, j in zip(person.tolist(), post.tolist()):  # in the order of the wishes
        people.setdefault(i, []).append(f"h{j}")
    posts: dict[int, list[str]] = {}
    for row in np.lexsort((rating, post)).tolist():
        posts.setdefault(int(post[row]), []).append(f"r{person[row]}")
    seats = {f"h{j}": int(data["capacity"][j]) for j in posts}

    def game():
        return HospitalResident.create_from_dictionaries({f"r{i}": wanted for i, wanted in people.items()}, {f"h{j}": liked for j, liked in posts.items()}, seats)

    game_ = [game()]

    def work():
        solved = game_[0].solve(optimal="resident")
        return {resident.name: hospital.name for hospital, residents in solved.items() for resident in residents}

    def read(got):
        return {"post": [int(got[f"r{i}"][1:]) if f"r{i}" in got else -1 for i in range(len(people))]}

    return work, read


if __name__ == "__main__":
    main("matching", version, {"stable_matching": _stable_matching})
