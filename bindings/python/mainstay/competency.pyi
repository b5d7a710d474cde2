# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike

__all__ = [
    "Profile",
    "ProfileDimension",
    "ProfileGap",
    "ProfileGrade",
    "ProfileLimit",
    "ProfileTable",
    "RoleProfile",
    "profile",
]

class _ProfileDimensionRequired(TypedDict):
    name: str
    target: float

class ProfileDimension(_ProfileDimensionRequired, total=False):
    weight: float
    lower: float
    upper: float
    zero: float | None
    floor: float | None
    floor_rule: Literal["cap", "soft", "veto"]
    veto: float | None
    surplus: Literal["ignore", "bonus", "ideal"]
    surplus_change: float
    std_error: float
    indifference: float
    preference: float
    scale: str

class _ProfileGapRequired(TypedDict):
    gap: float
    value: float

class ProfileGap(_ProfileGapRequired, total=False):
    pass

class _ProfileLimitRequired(TypedDict):
    dimension: str
    at_least: float

class ProfileLimit(_ProfileLimitRequired, total=False):
    veto: float | None

class _ProfileGradeRequired(TypedDict):
    name: str

class ProfileGrade(_ProfileGradeRequired, total=False):
    limits: list[ProfileLimit]

class RoleProfile(Result):
    """A record of named fields.

    Attributes
    ----------
    profile : Profile
        The profile as it was given.
    dimensions : ProfileTable
        Its dimensions.
    """
    @property
    def profile(self) -> Profile:
        """The profile as it was given."""
    @property
    def dimensions(self) -> ProfileTable:
        """Its dimensions."""
    @classmethod
    def from_json(cls, document: str | bytes) -> RoleProfile: ...

class Profile(Result):
    """A record of named fields.

    Attributes
    ----------
    name : str
        Name of the post.
    version : str
        Version of the profile, a word of the owner's such as "2026-03".
    dimensions : list of ProfileDimension
        What is asked for, 1 to 1000.
    weights : {'shares', 'relative'}
        How the weights are read.
        * ``shares``: They are shares and must add up to 1 (1e-9).
        * ``relative``: Only their ratios count: each is divided by their sum.
    aggregation : {'power_mean', 'conjunctive', 'gap_table', 'distance', 'level', 'shape', 'mahalanobis', 'electre'}
        How the dimensions make one score.
        * ``power_mean``: Weighted power mean of u with exponent `power`: 1 adds, 0 is geometric, -Infinity is
          the weakest dimension.
        * ``conjunctive``: 1 when the dimensions at or beyond their target have a weight of `majority` or more
          together, else 0.
        * ``gap_table``: Each distance from the target is looked up in `gaps`; the weighted mean of what is found
          there over the largest value of the table.
        * ``distance``: 1 - distance from the targets over the largest distance that the scales allow. Surplus
          counts as much as lack.
        * ``level``: 1 - difference between the mean score and the mean target over the largest possible.
          Strengths make up for weaknesses in full.
        * ``shape``: (1 + correlation of scores and targets over the dimensions) / 2: the pattern alone, whatever
          its level.
        * ``mahalanobis``: Share of a normal group around the targets with `covariance` that lies farther from
          them (upper tail of chi-squared).
        * ``electre``: Credibility that the person is at least as good as the targets (ELECTRE III), with
          indifference, preference and veto of each dimension.
    power : float
        Exponent of aggregation = power_mean: from 1, where strengths make up for weaknesses in full, down to
        -Infinity, where they do not at all. Must be <= 1. May be infinite.
    ceiling : float
        The most that the score can be while a must-have with floor_rule = cap fails. Must be between 0 and 1.
    majority : float
        Weight of the dimensions that must be met: with aggregation = conjunctive, and for a grade (MR-Sort).
        Must be > 0 and <= 1.
    gaps : list of ProfileGap
        For aggregation = gap_table, in rising order of gap; straight lines between the rows, the end rows beyond
        them. Left out: the table of nine gaps from -4 to 4 that gives 5 at 0.
    covariance : array of float
        For aggregation = mahalanobis: covariance of the dimensions among those who do well, row by row.
    grades : list of ProfileGrade
        Grades to sort into, the best first.
    """
    @property
    def name(self) -> str:
        """Name of the post."""
    @property
    def version(self) -> str:
        """Version of the profile, a word of the owner's such as "2026-03"."""
    @property
    def dimensions(self) -> list[ProfileDimension]:
        """What is asked for, 1 to 1000."""
    @property
    def weights(self) -> Literal["shares", "relative"]:
        """How the weights are read."""
    @property
    def aggregation(self) -> Literal["power_mean", "conjunctive", "gap_table", "distance", "level", "shape", "mahalanobis", "electre"]:
        """How the dimensions make one score."""
    @property
    def power(self) -> float:
        """Exponent of aggregation = power_mean: from 1, where strengths make up for weaknesses in full, down to -Infinity, where they do not at all. Must be <= 1. May be infinite."""
    @property
    def ceiling(self) -> float:
        """The most that the score can be while a must-have with floor_rule = cap fails. Must be between 0 and 1."""
    @property
    def majority(self) -> float:
        """Weight of the dimensions that must be met: with aggregation = conjunctive, and for a grade (MR-Sort). Must be > 0 and <= 1."""
    @property
    def gaps(self) -> list[ProfileGap]:
        """For aggregation = gap_table, in rising order of gap; straight lines between the rows, the end rows beyond them. Left out: the table of nine gaps from -4 to 4 that gives 5 at 0."""
    @property
    def covariance(self) -> NDArray[np.float64]:
        """For aggregation = mahalanobis: covariance of the dimensions among those who do well, row by row."""
    @property
    def grades(self) -> list[ProfileGrade]:
        """Grades to sort into, the best first."""
    @classmethod
    def from_json(cls, document: str | bytes) -> Profile: ...

class ProfileTable(Table):
    """A table of equally long columns.

    Attributes
    ----------
    dimension : list of str of shape (dimensions,)
        Name.
    share : array of float of shape (dimensions,)
        Weight as a share of all. Must be between 0 and 1.
    zero : array of float of shape (dimensions,)
        The score that is worth nothing.
    target : array of float of shape (dimensions,)
        The score that is worth everything.
    floor : array of float of shape (dimensions,)
        The floor; missing (NaN) where there is none. May be missing.

    Shapes: dimensions length of `dimension`.
    """
    @property
    def dimension(self) -> NDArray[np.object_]:
        """Name."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Weight as a share of all. Must be between 0 and 1."""
    @property
    def zero(self) -> NDArray[np.float64]:
        """The score that is worth nothing."""
    @property
    def target(self) -> NDArray[np.float64]:
        """The score that is worth everything."""
    @property
    def floor(self) -> NDArray[np.float64]:
        """The floor; missing (NaN) where there is none. May be missing."""

def profile(
    dimensions: Sequence[ProfileDimension],
    *,
    name: str = '',
    version: str = '',
    weights: Literal["shares", "relative"] = 'shares',
    aggregation: Literal["power_mean", "conjunctive", "gap_table", "distance", "level", "shape", "mahalanobis", "electre"] = 'power_mean',
    power: float = 1.0,
    ceiling: float = 0.6,
    majority: float = 1.0,
    gaps: Sequence[ProfileGap] = (),
    covariance: Numbers = (),
    grades: Sequence[ProfileGrade] = (),
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> RoleProfile:
    """What does the post ask for, and does it contradict itself?

    Parameters
    ----------
    dimensions : list of ProfileDimension
        What is asked for, 1 to 1000.
    name : str, default ''
        Name of the post.
    version : str, default ''
        Version of the profile, a word of the owner's such as "2026-03".
    weights : {'shares', 'relative'}, default 'shares'
        How the weights are read.
        * ``shares``: They are shares and must add up to 1 (1e-9).
        * ``relative``: Only their ratios count: each is divided by their sum.
    aggregation : {'power_mean', 'conjunctive', 'gap_table', 'distance', 'level', 'shape', 'mahalanobis', 'electre'}, default 'power_mean'
        How the dimensions make one score.
        * ``power_mean``: Weighted power mean of u with exponent `power`: 1 adds, 0 is geometric, -Infinity is
          the weakest dimension.
        * ``conjunctive``: 1 when the dimensions at or beyond their target have a weight of `majority` or more
          together, else 0.
        * ``gap_table``: Each distance from the target is looked up in `gaps`; the weighted mean of what is found
          there over the largest value of the table.
        * ``distance``: 1 - distance from the targets over the largest distance that the scales allow. Surplus
          counts as much as lack.
        * ``level``: 1 - difference between the mean score and the mean target over the largest possible.
          Strengths make up for weaknesses in full.
        * ``shape``: (1 + correlation of scores and targets over the dimensions) / 2: the pattern alone, whatever
          its level.
        * ``mahalanobis``: Share of a normal group around the targets with `covariance` that lies farther from
          them (upper tail of chi-squared).
        * ``electre``: Credibility that the person is at least as good as the targets (ELECTRE III), with
          indifference, preference and veto of each dimension.
    power : float, default 1.0
        Exponent of aggregation = power_mean: from 1, where strengths make up for weaknesses in full, down to
        -Infinity, where they do not at all. Must be <= 1. May be infinite.
    ceiling : float, default 0.6
        The most that the score can be while a must-have with floor_rule = cap fails. Must be between 0 and 1.
    majority : float, default 1.0
        Weight of the dimensions that must be met: with aggregation = conjunctive, and for a grade (MR-Sort).
        Must be > 0 and <= 1.
    gaps : list of ProfileGap, default ()
        For aggregation = gap_table, in rising order of gap; straight lines between the rows, the end rows beyond
        them. Left out: the table of nine gaps from -4 to 4 that gives 5 at 0.
    covariance : list of float, default ()
        For aggregation = mahalanobis: covariance of the dimensions among those who do well, row by row.
    grades : list of ProfileGrade, default ()
        Grades to sort into, the best first.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : RoleProfile
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.
    """
