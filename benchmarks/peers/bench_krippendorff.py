"""krippendorff: alpha from a matrix of raters and units, no intraclass correlations."""

from __future__ import annotations

from harness import main


def version() -> str:
    from importlib.metadata import version as of

    return of("krippendorff")


def _agreement(data):
    import krippendorff
    import numpy as np

    matrix = np.ascontiguousarray(data["rating"].T)
    return lambda: krippendorff.alpha(reliability_data=matrix, level_of_measurement="interval"), lambda alpha: {"alpha": alpha}


if __name__ == "__main__":
    main("krippendorff", version, {"agreement": _agreement})
