# Written by `python -m mainstay._generate` from the description of the analyses.
from collections.abc import Sequence
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._call import Result, State
from ._table import Table
from ._typing import ColumnLike, Numbers, Progress, TableLike
from .data import FindingRows, Findings

__all__ = [
    "ClassifierContributions",
    "ClassifierExplanation",
    "ClassifierFeatures",
    "ClassifierFit",
    "ClassifierHeldOut",
    "ClassifierPrediction",
    "ClassifierScores",
    "HiddenEvidence",
    "HiddenPeople",
    "HiddenReasons",
    "HiddenResult",
    "Lexicon",
    "LexiconContrast",
    "LexiconEntry",
    "LexiconFit",
    "LexiconReading",
    "LexiconReason",
    "LexiconShifter",
    "LexiconSlot",
    "PrevalenceErrors",
    "PrevalenceReasons",
    "PrevalenceResult",
    "ScrubResult",
    "ScrubSpans",
    "StatedEvidence",
    "StatedReasons",
    "StatedRows",
    "ThemeCells",
    "ThemesResult",
    "classifier",
    "hidden",
    "lexicon",
    "prevalence",
    "scrub",
    "themes",
]

class _LexiconReasonRequired(TypedDict):
    name: str

class LexiconReason(_LexiconReasonRequired, total=False):
    name_zh: str

class _LexiconSlotRequired(TypedDict):
    name: str
    words: list[str]

class LexiconSlot(_LexiconSlotRequired, total=False):
    pass

class _LexiconEntryRequired(TypedDict):
    reason: str
    phrases: list[str]

class LexiconEntry(_LexiconEntryRequired, total=False):
    when: Literal["said", "denied"]
    weight: float
    any_order: bool

class _LexiconShifterRequired(TypedDict):
    effect: Literal["negate", "strengthen", "boundary", "none", "cause", "leaving", "retract", "deny_before"]
    words: list[str]

class LexiconShifter(_LexiconShifterRequired, total=False):
    factor: float

class _LexiconContrastRequired(TypedDict):
    opens: str
    closes: str

class LexiconContrast(_LexiconContrastRequired, total=False):
    pass

class LexiconFit(Result):
    """A record of named fields.

    Attributes
    ----------
    lexicon : Lexicon
        The whole lexicon, the shipped part written out; it can be changed and handed in again.
    phrases : int
        Phrases of reasons. Must be >= 0.
    words : int
        Different words that a text is searched for. Must be >= 0.

    Methods
    -------
    read
        Which reasons do texts name, in which words?
    """
    @property
    def lexicon(self) -> Lexicon:
        """The whole lexicon, the shipped part written out; it can be changed and handed in again."""
    @property
    def phrases(self) -> int:
        """Phrases of reasons. Must be >= 0."""
    @property
    def words(self) -> int:
        """Different words that a text is searched for. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> LexiconFit: ...
    def read(
        self,
        text: ColumnLike,
        *,
        least_weight: float = 0.5,
        invalid: Literal["refuse", "replace"] = 'refuse',
        long_text: int = 100000,
        examples: int = 5,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> LexiconReading:
        """Which reasons do texts name, in which words?

        Parameters
        ----------
        text : array-like of shape (n,)
            Texts: a form's answer, an utterance of an interview. Each distinct text is read once. Text, categories
            or whole numbers. May be missing.
        least_weight : float, default 0.5
            Weight that a reason needs to be named. Must be > 0.
        invalid : {'refuse', 'replace'}, default 'refuse'
            What happens to a text that is not UTF-8.
            * ``refuse``: An error names the row.
            * ``replace``: Each byte that belongs to no character is read as U+FFFD, and the text is counted in the
              findings.
        long_text : int, default 100000
            Texts of more characters are counted in the findings. They are read in full. Must be >= 1.
        examples : int, default 5
            Rows listed for each finding. Must be between 0 and 1000.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : LexiconReading
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: n length of `text`.
        """

class Lexicon(Result):
    """A record of named fields.

    Attributes
    ----------
    name : str
        Name of the lexicon.
    version : str
        Version of the definition, a word of the owner's such as "2026-03". To be given with lists of one's own.
    shipped : bool
        Whether the shipped lexicon is taken in first; the lists here come on top of it.
    reasons : list of LexiconReason
        Reasons. With shipped, a name that is there already takes the new Chinese name.
    slots : list of LexiconSlot
        Slots. With shipped, words for a name that is there already are added to it.
    entries : list of LexiconEntry
        Phrases of reasons.
    shifters : list of LexiconShifter
        Words that turn phrases round, strengthen or weaken them, or begin a clause.
    contrasts : list of LexiconContrast
        Pairs of words: not this, but that.
    uninformative : list of str
        Phrases that name no reason, such as 个人原因, personal reasons: they carry no weight, and the words in them
        count for nothing else.
    without : list of str
        Phrases and words of the shipped lexicon that are left out.
    reach : int
        How far a shifter or the next part of a phrase may stand away, in words: a Chinese character, or a run of
        letters or digits. Must be between 1 and 100.
    """
    @property
    def name(self) -> str:
        """Name of the lexicon."""
    @property
    def version(self) -> str:
        """Version of the definition, a word of the owner's such as "2026-03". To be given with lists of one's own."""
    @property
    def shipped(self) -> bool:
        """Whether the shipped lexicon is taken in first; the lists here come on top of it."""
    @property
    def reasons(self) -> list[Any]:
        """Reasons. With shipped, a name that is there already takes the new Chinese name."""
    @property
    def slots(self) -> list[Any]:
        """Slots. With shipped, words for a name that is there already are added to it."""
    @property
    def entries(self) -> list[Any]:
        """Phrases of reasons."""
    @property
    def shifters(self) -> list[Any]:
        """Words that turn phrases round, strengthen or weaken them, or begin a clause."""
    @property
    def contrasts(self) -> list[Any]:
        """Pairs of words: not this, but that."""
    @property
    def uninformative(self) -> list[str]:
        """Phrases that name no reason, such as 个人原因, personal reasons: they carry no weight, and the words in them count for nothing else."""
    @property
    def without(self) -> list[str]:
        """Phrases and words of the shipped lexicon that are left out."""
    @property
    def reach(self) -> int:
        """How far a shifter or the next part of a phrase may stand away, in words: a Chinese character, or a run of letters or digits. Must be between 1 and 100."""
    @classmethod
    def from_json(cls, document: str | bytes) -> Lexicon: ...

class LexiconReading(Result):
    """A record of named fields.

    Attributes
    ----------
    rows : StatedRows
        What each text says.
    reasons : StatedReasons
        Every reason that something counts for, in order of row and lexicon.
    evidence : StatedEvidence
        Every phrase found, with its place, in order of row and place.
    findings : Findings
        What was met on the way.
    finding_rows : FindingRows
        First rows of each finding.
    """
    @property
    def rows(self) -> StatedRows:
        """What each text says."""
    @property
    def reasons(self) -> StatedReasons:
        """Every reason that something counts for, in order of row and lexicon."""
    @property
    def evidence(self) -> StatedEvidence:
        """Every phrase found, with its place, in order of row and place."""
    @property
    def findings(self) -> Findings:
        """What was met on the way."""
    @property
    def finding_rows(self) -> FindingRows:
        """First rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> LexiconReading: ...

class StatedRows(Table):
    """A table of equally long columns.

    Attributes
    ----------
    status : array of str of shape (n,)
        What the text says.
    reason : array of str of shape (n,)
        The reason with the greatest weight; missing unless stated. May be missing.
    weight : array of float of shape (n,)
        Its weight; without a reason the greatest weight there is. Must be >= 0.
    share : array of float of shape (n,)
        Its share of the weight of all reasons; 0 where there is none. Must be between 0 and 1.
    clauses : array of int of shape (n,)
        Clauses of the text. Must be >= 0.

    Shapes: n length of `status`.
    """
    @property
    def status(self) -> NDArray[np.object_]:
        """What the text says."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """The reason with the greatest weight; missing unless stated. May be missing."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Its weight; without a reason the greatest weight there is. Must be >= 0."""
    @property
    def share(self) -> NDArray[np.float64]:
        """Its share of the weight of all reasons; 0 where there is none. Must be between 0 and 1."""
    @property
    def clauses(self) -> NDArray[np.int64]:
        """Clauses of the text. Must be >= 0."""

class StatedReasons(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (reasons,)
        Row of the text, from 0.
    reason : array of str of shape (reasons,)
        Reason that something counts for.
    weight : array of float of shape (reasons,)
        Sum of the weights of its phrases. Must be > 0.
    clauses : array of int of shape (reasons,)
        Clauses that count for it. Must be >= 1.

    Shapes: reasons length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the text, from 0."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """Reason that something counts for."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Sum of the weights of its phrases. Must be > 0."""
    @property
    def clauses(self) -> NDArray[np.int64]:
        """Clauses that count for it. Must be >= 1."""

class StatedEvidence(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (i,)
        Row of the text, from 0.
    clause : array of int of shape (i,)
        Clause within the text, from 0.
    start : array of int of shape (i,)
        First character of what was said, from 0, in Unicode characters of the text as it was given.
    end : array of int of shape (i,)
        First character after it.
    reason : array of str of shape (i,)
        The reason; missing for an uninformative phrase. May be missing.
    phrase : array of str of shape (i,)
        The phrase of the lexicon.
    effect : array of str of shape (i,)
        Why it counts or does not.
    weight : array of float of shape (i,)
        What it counts for; 0 unless counted. Must be >= 0.
    said : list of str of shape (i,)
        The words of the text from start to end.

    Shapes: i length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the text, from 0."""
    @property
    def clause(self) -> NDArray[np.int64]:
        """Clause within the text, from 0."""
    @property
    def start(self) -> NDArray[np.int64]:
        """First character of what was said, from 0, in Unicode characters of the text as it was given."""
    @property
    def end(self) -> NDArray[np.int64]:
        """First character after it."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """The reason; missing for an uninformative phrase. May be missing."""
    @property
    def phrase(self) -> NDArray[np.object_]:
        """The phrase of the lexicon."""
    @property
    def effect(self) -> NDArray[np.object_]:
        """Why it counts or does not."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """What it counts for; 0 unless counted. Must be >= 0."""
    @property
    def said(self) -> NDArray[np.object_]:
        """The words of the text from start to end."""

def lexicon(
    *,
    name: str = '',
    version: str = '',
    shipped: bool = True,
    reasons: Sequence[LexiconReason] = (),
    slots: Sequence[LexiconSlot] = (),
    entries: Sequence[LexiconEntry] = (),
    shifters: Sequence[LexiconShifter] = (),
    contrasts: Sequence[LexiconContrast] = (),
    uninformative: Sequence[str] = (),
    without: Sequence[str] = (),
    reach: int = 8,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> LexiconFit:
    """Which words name which reason of leaving, and what turns them round?

    Parameters
    ----------
    name : str, default ''
        Name of the lexicon.
    version : str, default ''
        Version of the definition, a word of the owner's such as "2026-03". To be given with lists of one's own.
    shipped : bool, default True
        Whether the shipped lexicon is taken in first; the lists here come on top of it.
    reasons : list of LexiconReason, default ()
        Reasons. With shipped, a name that is there already takes the new Chinese name.
    slots : list of LexiconSlot, default ()
        Slots. With shipped, words for a name that is there already are added to it.
    entries : list of LexiconEntry, default ()
        Phrases of reasons.
    shifters : list of LexiconShifter, default ()
        Words that turn phrases round, strengthen or weaken them, or begin a clause.
    contrasts : list of LexiconContrast, default ()
        Pairs of words: not this, but that.
    uninformative : list of str, default ()
        Phrases that name no reason, such as 个人原因, personal reasons: they carry no weight, and the words in them
        count for nothing else.
    without : list of str, default ()
        Phrases and words of the shipped lexicon that are left out.
    reach : int, default 8
        How far a shifter or the next part of a phrase may stand away, in words: a Chinese character, or a run of
        letters or digits. Must be between 1 and 100.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : LexiconFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.
    """

class ClassifierFit(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'converged', 'iteration_limit'}
        How the fit ended.
        * ``converged``: The minimum was found.
        * ``iteration_limit``: Not converged within max_iterations; the numbers are those of the last step.
    reasons : list of str of shape (reasons,)
        The reasons in rising order.
    features : ClassifierFeatures
        The n-grams.
    coefficients : array of float of shape (p, reasons)
        Of each n-gram for each reason.
    intercepts : array of float of shape (reasons,)
        Of each reason; they add up to 0.
    temperature : float
        What log-odds are divided by. Must be > 0.
    loss : float
        Minus the log-likelihood of the labels in the fit, without the penalty. Must be >= 0.
    held_out_loss : float
        Mean log loss of held-out texts, calibrated. Must be >= 0.
    held_out_loss_raw : float
        The same with temperature 1. Must be >= 0.
    held_out_base : float
        The same by the shares of the reasons alone: what a classifier must be below. Must be >= 0.
    named_share : float
        Share of held-out texts for which a reason is named. Must be between 0 and 1.
    named_right : float
        Share of these that are right; 0 where none is named. Must be between 0 and 1.
    scores : ClassifierScores
        By reason, on held-out texts.
    held_out : ClassifierHeldOut
        Every text as a model judges it that has not seen it.
    rows : int
        Texts in the fit. Must be >= 0.
    iterations : int
        Newton steps. Must be >= 0.
    shortest : int
        As in the options. Must be between 1 and 6.
    longest : int
        As in the options. Must be between 1 and 6.
    least_probability : float
        As in the options. Must be between 0 and 1.
    findings : Findings
        What was met on the way.
    finding_rows : FindingRows
        First rows of each finding.

    Methods
    -------
    predict
        Which reasons do new texts name, and how sure is that?
    explain
        On which words does a conclusion rest?

    Shapes: reasons length of `reasons`.
    """
    @property
    def status(self) -> Literal["converged", "iteration_limit"]:
        """How the fit ended."""
    @property
    def reasons(self) -> list[str]:
        """The reasons in rising order."""
    @property
    def features(self) -> ClassifierFeatures:
        """The n-grams."""
    @property
    def coefficients(self) -> NDArray[np.float64]:
        """Of each n-gram for each reason."""
    @property
    def intercepts(self) -> NDArray[np.float64]:
        """Of each reason; they add up to 0."""
    @property
    def temperature(self) -> float:
        """What log-odds are divided by. Must be > 0."""
    @property
    def loss(self) -> float:
        """Minus the log-likelihood of the labels in the fit, without the penalty. Must be >= 0."""
    @property
    def held_out_loss(self) -> float:
        """Mean log loss of held-out texts, calibrated. Must be >= 0."""
    @property
    def held_out_loss_raw(self) -> float:
        """The same with temperature 1. Must be >= 0."""
    @property
    def held_out_base(self) -> float:
        """The same by the shares of the reasons alone: what a classifier must be below. Must be >= 0."""
    @property
    def named_share(self) -> float:
        """Share of held-out texts for which a reason is named. Must be between 0 and 1."""
    @property
    def named_right(self) -> float:
        """Share of these that are right; 0 where none is named. Must be between 0 and 1."""
    @property
    def scores(self) -> ClassifierScores:
        """By reason, on held-out texts."""
    @property
    def held_out(self) -> ClassifierHeldOut:
        """Every text as a model judges it that has not seen it."""
    @property
    def rows(self) -> int:
        """Texts in the fit. Must be >= 0."""
    @property
    def iterations(self) -> int:
        """Newton steps. Must be >= 0."""
    @property
    def shortest(self) -> int:
        """As in the options. Must be between 1 and 6."""
    @property
    def longest(self) -> int:
        """As in the options. Must be between 1 and 6."""
    @property
    def least_probability(self) -> float:
        """As in the options. Must be between 0 and 1."""
    @property
    def findings(self) -> Findings:
        """What was met on the way."""
    @property
    def finding_rows(self) -> FindingRows:
        """First rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ClassifierFit: ...
    def predict(
        self,
        text: ColumnLike,
        *,
        invalid: Literal["refuse", "replace"] = 'refuse',
        long_text: int = 100000,
        examples: int = 5,
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> ClassifierPrediction:
        """Which reasons do new texts name, and how sure is that?

        Parameters
        ----------
        text : array-like of shape (m,)
            New texts. Each distinct text is read once. Text, categories or whole numbers. May be missing.
        invalid : {'refuse', 'replace'}, default 'refuse'
            What happens to a text that is not UTF-8.
            * ``refuse``: An error names the row.
            * ``replace``: Each byte that belongs to no character is read as U+FFFD, and the text is counted in the
              findings.
        long_text : int, default 100000
            Texts of more characters are counted in the findings. They are read in full. Must be >= 1.
        examples : int, default 5
            Rows listed for each finding. Must be between 0 and 1000.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : ClassifierPrediction
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m length of `text`.
        """
    def explain(
        self,
        text: ColumnLike,
        *,
        reason: str = '',
        most: int = 5,
        least_texts: int = 5,
        invalid: Literal["refuse", "replace"] = 'refuse',
        threads: int = 0,
        seed: int = 1,
        progress: Progress = None,
    ) -> ClassifierExplanation:
        """On which words does a conclusion rest?

        Parameters
        ----------
        text : array-like of shape (m,)
            New texts. Each distinct text is read once. Text, categories or whole numbers. May be missing.
        reason : str, default ''
            Which reason; left out: the likeliest of each text.
        most : int, default 5
            N-grams listed for each text, the strongest first. Must be between 1 and 100000.
        least_texts : int, default 5
            Labelled texts in which an n-gram must stand to be listed: what stands in two is chance as often as
            evidence, and may give away who said it. It counts for the probabilities all the same. Must be >= 1.
        invalid : {'refuse', 'replace'}, default 'refuse'
            What happens to a text that is not UTF-8.
            * ``refuse``: An error names the row.
            * ``replace``: Each byte that belongs to no character is read as U+FFFD, and the text is counted in the
              findings.
        threads : int, default 0
            Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
        seed : int, default 1
            Seed of whatever is drawn at random; equal seeds give equal results.
        progress : bool or callable, default None
            Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
            installed).

        Returns
        -------
        result : ClassifierExplanation
            Its fields are described with the class.

        Raises
        ------
        mainstay.Error
            For a mistake in an argument, in one sentence that names analysis, argument and row.

        Shapes: m length of `text`.
        """

class ClassifierFeatures(Table):
    """A table of equally long columns.

    Attributes
    ----------
    ngram : list of str of shape (p,)
        The characters, in plain form.
    texts : array of int of shape (p,)
        Texts in which it stands. Must be >= 1.
    inverse_frequency : array of float of shape (p,)
        log((1 + all texts) / (1 + texts)) + 1. Must be > 0.

    Shapes: p length of `ngram`.
    """
    @property
    def ngram(self) -> NDArray[np.object_]:
        """The characters, in plain form."""
    @property
    def texts(self) -> NDArray[np.int64]:
        """Texts in which it stands. Must be >= 1."""
    @property
    def inverse_frequency(self) -> NDArray[np.float64]:
        """log((1 + all texts) / (1 + texts)) + 1. Must be > 0."""

class ClassifierScores(Table):
    """A table of equally long columns.

    Attributes
    ----------
    reason : list of str of shape (reasons,)
        The reason.
    texts : array of int of shape (reasons,)
        Texts with this label. Must be >= 0.
    named : array of int of shape (reasons,)
        Texts for which it is named: the likeliest, and likely enough. Must be >= 0.
    right : array of int of shape (reasons,)
        Of these, those with this label. Must be >= 0.
    precision : array of float of shape (reasons,)
        right / named; missing (NaN) where none is named. Must be between 0 and 1. May be missing.
    recall : array of float of shape (reasons,)
        right / texts. Must be between 0 and 1. May be missing.

    Shapes: reasons length of `reason`.
    """
    @property
    def reason(self) -> NDArray[np.object_]:
        """The reason."""
    @property
    def texts(self) -> NDArray[np.int64]:
        """Texts with this label. Must be >= 0."""
    @property
    def named(self) -> NDArray[np.int64]:
        """Texts for which it is named: the likeliest, and likely enough. Must be >= 0."""
    @property
    def right(self) -> NDArray[np.int64]:
        """Of these, those with this label. Must be >= 0."""
    @property
    def precision(self) -> NDArray[np.float64]:
        """right / named; missing (NaN) where none is named. Must be between 0 and 1. May be missing."""
    @property
    def recall(self) -> NDArray[np.float64]:
        """right / texts. Must be between 0 and 1. May be missing."""

class ClassifierHeldOut(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (i,)
        Row of the text, from 0.
    fold : array of int of shape (i,)
        Part in which it was held out.
    reason : array of str of shape (i,)
        Its label.
    likeliest : array of str of shape (i,)
        The likeliest reason by a model that has not seen its part. With `reason` it is the sample that
        reasons.prevalence asks for.
    probability : array of float of shape (i,)
        Its probability. Must be between 0 and 1.

    Shapes: i length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the text, from 0."""
    @property
    def fold(self) -> NDArray[np.int64]:
        """Part in which it was held out."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """Its label."""
    @property
    def likeliest(self) -> NDArray[np.object_]:
        """The likeliest reason by a model that has not seen its part. With `reason` it is the sample that reasons.prevalence asks for."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Its probability. Must be between 0 and 1."""

class ClassifierPrediction(Result):
    """A record of named fields.

    Attributes
    ----------
    status : array of str of shape (m,)
        What is said of the text.
    reason : array of str of shape (m,)
        The reason that is named; missing unless named. May be missing.
    likeliest : array of str of shape (m,)
        The likeliest reason, whatever its probability; missing for empty and missing texts. May be missing.
    probability : array of float of shape (m,)
        Its probability; missing (NaN) for empty and missing texts. Must be between 0 and 1. May be missing.
    probabilities : array of float of shape (m, reasons)
        Of each reason, in the order of `reasons`; they add up to 1. Missing (NaN) for empty and missing texts.
        Must be between 0 and 1. May be missing.
    reasons : list of str of shape (reasons,)
        The reasons.
    findings : Findings
        What was met on the way.
    finding_rows : FindingRows
        First rows of each finding.

    Shapes: m length of `status`, reasons length of `reasons`.
    """
    @property
    def status(self) -> NDArray[np.object_]:
        """What is said of the text."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """The reason that is named; missing unless named. May be missing."""
    @property
    def likeliest(self) -> NDArray[np.object_]:
        """The likeliest reason, whatever its probability; missing for empty and missing texts. May be missing."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Its probability; missing (NaN) for empty and missing texts. Must be between 0 and 1. May be missing."""
    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Of each reason, in the order of `reasons`; they add up to 1. Missing (NaN) for empty and missing texts. Must be between 0 and 1. May be missing."""
    @property
    def reasons(self) -> list[str]:
        """The reasons."""
    @property
    def findings(self) -> Findings:
        """What was met on the way."""
    @property
    def finding_rows(self) -> FindingRows:
        """First rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ClassifierPrediction: ...

class ClassifierExplanation(Result):
    """A record of named fields.

    Attributes
    ----------
    contributions : ClassifierContributions
        The strongest n-grams of each text.
    explained : int
        Rows of which something is listed; the others have no n-gram known from least_texts labelled texts. Must
        be >= 0.
    """
    @property
    def contributions(self) -> ClassifierContributions:
        """The strongest n-grams of each text."""
    @property
    def explained(self) -> int:
        """Rows of which something is listed; the others have no n-gram known from least_texts labelled texts. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ClassifierExplanation: ...

class ClassifierContributions(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (i,)
        Row of the text, from 0.
    start : array of int of shape (i,)
        First character of its first occurrence, from 0, in Unicode characters of the text as it was given.
    end : array of int of shape (i,)
        First character after it.
    occurrences : array of int of shape (i,)
        How often it occurs. Must be >= 1.
    texts : array of int of shape (i,)
        Labelled texts in which it stands. Must be >= 1.
    reason : array of str of shape (i,)
        The reason that is explained.
    ngram : list of str of shape (i,)
        The n-gram, in plain form.
    said : list of str of shape (i,)
        The words of the text from start to end.
    contribution : array of float of shape (i,)
        What it adds to the reason's log-odds against the mean of all reasons, calibrated. With the intercepts
        they add up, those that are not listed among them.

    Shapes: i length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the text, from 0."""
    @property
    def start(self) -> NDArray[np.int64]:
        """First character of its first occurrence, from 0, in Unicode characters of the text as it was given."""
    @property
    def end(self) -> NDArray[np.int64]:
        """First character after it."""
    @property
    def occurrences(self) -> NDArray[np.int64]:
        """How often it occurs. Must be >= 1."""
    @property
    def texts(self) -> NDArray[np.int64]:
        """Labelled texts in which it stands. Must be >= 1."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """The reason that is explained."""
    @property
    def ngram(self) -> NDArray[np.object_]:
        """The n-gram, in plain form."""
    @property
    def said(self) -> NDArray[np.object_]:
        """The words of the text from start to end."""
    @property
    def contribution(self) -> NDArray[np.float64]:
        """What it adds to the reason's log-odds against the mean of all reasons, calibrated. With the intercepts they add up, those that are not listed among them."""

def classifier(
    text: ColumnLike,
    reason: ColumnLike,
    *,
    person: ColumnLike | None = None,
    shortest: int = 1,
    longest: int = 3,
    least_rows: int = 2,
    most_features: int = 20000,
    folds: int = 5,
    ridge: float = 0.1,
    least_probability: float = 0.5,
    calibration: Literal["temperature", "none"] = 'temperature',
    invalid: Literal["refuse", "replace"] = 'refuse',
    long_text: int = 100000,
    examples: int = 5,
    max_iterations: int = 100,
    tolerance: float = 1e-06,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ClassifierFit:
    """Which reason does a text name, learnt from our own labelled texts?

    Parameters
    ----------
    text : array-like of shape (n,)
        Labelled texts. Missing and empty ones are left out and counted. Text, categories or whole numbers. May
        be missing.
    reason : array-like of shape (n,)
        The reason that a person read in each. Text, categories or whole numbers.
    person : array-like of shape (n,), optional
        Who said it: texts of one person stay in one part of the cross-validation. Left out: equal texts stay
        together. Text, categories or whole numbers.
    shortest : int, default 1
        Characters of the shortest n-gram. Must be between 1 and 6.
    longest : int, default 3
        Characters of the longest n-gram. Must be between 1 and 6.
    least_rows : int, default 2
        Texts in which an n-gram must stand to be looked at. Must be >= 1.
    most_features : int, default 20000
        N-grams looked at, those of the most texts first; of equal ones the first by its characters. Must be
        between 1 and 1000000.
    folds : int, default 5
        Parts of the cross-validation that calibrates and judges. Must be between 2 and 100.
    ridge : float, default 0.1
        Penalty: 0.5 * ridge * sum of squared coefficients is added to the loss; the intercepts are free. Must be
        > 0.
    least_probability : float, default 0.5
        A text whose best reason is less likely is not named. Must be between 0 and 1.
    calibration : {'temperature', 'none'}, default 'temperature'
        How probabilities are made honest.
        * ``temperature``: All log-odds are divided by one number, the one with which held-out texts are most
          likely.
        * ``none``: As they come from the fit.
    invalid : {'refuse', 'replace'}, default 'refuse'
        What happens to a text that is not UTF-8.
        * ``refuse``: An error names the row.
        * ``replace``: Each byte that belongs to no character is read as U+FFFD, and the text is counted in the
          findings.
    long_text : int, default 100000
        Texts of more characters are counted in the findings. They are read in full. Must be >= 1.
    examples : int, default 5
        Rows listed for each finding. Must be between 0 and 1000.
    max_iterations : int, default 100
        Newton steps at most. Must be between 1 and 10000.
    tolerance : float, default 1e-06
        Converged when no component of the gradient is larger, per row. Must be > 0 and <= 0.01.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ClassifierFit
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `text`.
    """

class HiddenResult(Result):
    """A record of named fields.

    Attributes
    ----------
    people : HiddenPeople
        One row for each person.
    reasons : HiddenReasons
        What speaks for which reason.
    evidence : HiddenEvidence
        The evidence for each conclusion.
    hidden : int
        People with a hidden reason. Must be >= 0.
    agreeing : int
        People whose interview agrees with the form. Must be >= 0.
    stated : int
        People for whom the form stands. Must be >= 0.
    undecided : int
        People for whom nothing can be said. Must be >= 0.
    without_reason : int
        Rows of evidence left out: without a reason. Must be >= 0.
    without_weight : int
        Rows of evidence left out: with weight 0, such as what was denied. Must be >= 0.
    """
    @property
    def people(self) -> HiddenPeople:
        """One row for each person."""
    @property
    def reasons(self) -> HiddenReasons:
        """What speaks for which reason."""
    @property
    def evidence(self) -> HiddenEvidence:
        """The evidence for each conclusion."""
    @property
    def hidden(self) -> int:
        """People with a hidden reason. Must be >= 0."""
    @property
    def agreeing(self) -> int:
        """People whose interview agrees with the form. Must be >= 0."""
    @property
    def stated(self) -> int:
        """People for whom the form stands. Must be >= 0."""
    @property
    def undecided(self) -> int:
        """People for whom nothing can be said. Must be >= 0."""
    @property
    def without_reason(self) -> int:
        """Rows of evidence left out: without a reason. Must be >= 0."""
    @property
    def without_weight(self) -> int:
        """Rows of evidence left out: with weight 0, such as what was denied. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> HiddenResult: ...

class HiddenPeople(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (people,)
        The person, in rising order.
    status : array of str of shape (people,)
        How form and interview go together.
    stated : array of str of shape (people,)
        Reason with the greatest weight in the form; missing where there is none, or several. May be missing.
    reason : array of str of shape (people,)
        The conclusion: the hidden reason, or the stated one; missing when undecided. May be missing.
    spoken : array of int of shape (people,)
        Utterances of the person. Must be >= 0.
    utterances : array of int of shape (people,)
        Utterances that speak for the leading reason of the interview; 0 where there is none. Must be >= 0.
    weight : array of float of shape (people,)
        Their weight, each capped. Must be >= 0.
    next_weight : array of float of shape (people,)
        The greatest weight of another reason, its form's answer included. Must be >= 0.

    Shapes: people length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person, in rising order."""
    @property
    def status(self) -> NDArray[np.object_]:
        """How form and interview go together."""
    @property
    def stated(self) -> NDArray[np.object_]:
        """Reason with the greatest weight in the form; missing where there is none, or several. May be missing."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """The conclusion: the hidden reason, or the stated one; missing when undecided. May be missing."""
    @property
    def spoken(self) -> NDArray[np.int64]:
        """Utterances of the person. Must be >= 0."""
    @property
    def utterances(self) -> NDArray[np.int64]:
        """Utterances that speak for the leading reason of the interview; 0 where there is none. Must be >= 0."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Their weight, each capped. Must be >= 0."""
    @property
    def next_weight(self) -> NDArray[np.float64]:
        """The greatest weight of another reason, its form's answer included. Must be >= 0."""

class HiddenReasons(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (reasons,)
        The person.
    reason : array of str of shape (reasons,)
        A reason that something speaks for.
    form_weight : array of float of shape (reasons,)
        Its weight in the form, capped. Must be >= 0.
    weight : array of float of shape (reasons,)
        Its weight in the interview, each utterance capped. Must be >= 0.
    utterances : array of int of shape (reasons,)
        Utterances that speak for it. Must be >= 0.

    Shapes: reasons length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def reason(self) -> NDArray[np.object_]:
        """A reason that something speaks for."""
    @property
    def form_weight(self) -> NDArray[np.float64]:
        """Its weight in the form, capped. Must be >= 0."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """Its weight in the interview, each utterance capped. Must be >= 0."""
    @property
    def utterances(self) -> NDArray[np.int64]:
        """Utterances that speak for it. Must be >= 0."""

class HiddenEvidence(Table):
    """A table of equally long columns.

    Attributes
    ----------
    person : array of str of shape (i,)
        The person.
    row : array of int of shape (i,)
        Row of the form's answer or utterance.
    evidence : array of int of shape (i,)
        Place in the evidence that was handed in: its span and words stand there.
    weight : array of float of shape (i,)
        What it counts for, before the cap. Must be > 0.

    Shapes: i length of `person`.
    """
    @property
    def person(self) -> NDArray[np.object_]:
        """The person."""
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the form's answer or utterance."""
    @property
    def evidence(self) -> NDArray[np.int64]:
        """Place in the evidence that was handed in: its span and words stand there."""
    @property
    def weight(self) -> NDArray[np.float64]:
        """What it counts for, before the cap. Must be > 0."""

def hidden(
    person: ColumnLike,
    form: ColumnLike,
    evidence_row: ColumnLike,
    evidence_reason: ColumnLike,
    evidence_weight: ColumnLike,
    *,
    least_utterances: int = 2,
    least_weight: float = 1.5,
    utterance_cap: float = 2.0,
    margin: float = 2.0,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> HiddenResult:
    """Is the reason in the form the one that people talk about?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who said it. A row is a form's answer or one utterance of an interview; utterances of the interviewer are
        left out by the caller. Text, categories or whole numbers.
    form : array-like of shape (n,)
        1 for the answer in the form, 0 for an utterance. Must be between 0 and 1.
    evidence_row : array-like of shape (evidence,)
        Row in which evidence was found, from 0: the column row of the evidence of reasons.lexicon.read. Must be
        >= 0.
    evidence_reason : array-like of shape (evidence,)
        The reason that it speaks for; missing for what says nothing. Text, categories or whole numbers. May be
        missing.
    evidence_weight : array-like of shape (evidence,)
        What it counts for; 0 for what was denied. With a classifier: its probability. Must be >= 0.
    least_utterances : int, default 2
        Utterances that must speak for the reason. Must be >= 1.
    least_weight : float, default 1.5
        Weight that they must have together. Must be > 0.
    utterance_cap : float, default 2.0
        The most that one utterance adds for one reason, and the most that the form does: a long monologue is one
        utterance. Must be > 0.
    margin : float, default 2.0
        How many times the weight of every other reason, its form's answer included, the reason must have. Must
        be >= 1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : HiddenResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`, evidence length of `evidence_row`.
    """

class PrevalenceResult(Result):
    """A record of named fields.

    Attributes
    ----------
    status : {'corrected', 'bounded', 'unidentifiable'}
        Whether the counts could be corrected.
        * ``corrected``: The shares that, put through the classifier's errors, give exactly what it counted.
        * ``bounded``: No shares between 0 and 1 give exactly what was counted: the likeliest ones are given,
          some of them 0.
        * ``unidentifiable``: The classifier confuses reasons so much, or so few texts were checked, that its
          counts say nothing of the shares: none are given.
    reasons : PrevalenceReasons
        The shares.
    errors : PrevalenceErrors
        What the classifier says of checked texts, by what is true; cells without a text are left out.
    unidentified : list of str of shape (a,)
        Reasons that keep the shares from being known: checked in fewer texts than least_checked, or mixed up
        with others.
    singular_values : array of float of shape (b,)
        Of the table of errors, falling; the classifier tells apart as many mixtures as are well above 0. Must be
        >= 0.
    by_score : list of str of shape (by_score,)
        Reasons of which every bootstrap sample says the same, as where none of the texts is about them: their
        interval is Wilson's, for as many texts as would have told of them (those counted, times the least that
        the classifier knows them by).
    texts : int
        Texts counted. Must be >= 0.
    checked : int
        Texts checked. Must be >= 0.
    replicates_left_out : int
        Bootstrap samples in which reasons were not told apart; the intervals are of the others. Must be >= 0.
    confidence : float
        As in the options. Must be > 0 and < 1.

    Shapes: a length of `unidentified`, b length of `singular_values`, by_score length of `by_score`.
    """
    @property
    def status(self) -> Literal["corrected", "bounded", "unidentifiable"]:
        """Whether the counts could be corrected."""
    @property
    def reasons(self) -> PrevalenceReasons:
        """The shares."""
    @property
    def errors(self) -> PrevalenceErrors:
        """What the classifier says of checked texts, by what is true; cells without a text are left out."""
    @property
    def unidentified(self) -> list[str]:
        """Reasons that keep the shares from being known: checked in fewer texts than least_checked, or mixed up with others."""
    @property
    def singular_values(self) -> NDArray[np.float64]:
        """Of the table of errors, falling; the classifier tells apart as many mixtures as are well above 0. Must be >= 0."""
    @property
    def by_score(self) -> list[str]:
        """Reasons of which every bootstrap sample says the same, as where none of the texts is about them: their interval is Wilson's, for as many texts as would have told of them (those counted, times the least that the classifier knows them by)."""
    @property
    def texts(self) -> int:
        """Texts counted. Must be >= 0."""
    @property
    def checked(self) -> int:
        """Texts checked. Must be >= 0."""
    @property
    def replicates_left_out(self) -> int:
        """Bootstrap samples in which reasons were not told apart; the intervals are of the others. Must be >= 0."""
    @property
    def confidence(self) -> float:
        """As in the options. Must be > 0 and < 1."""
    @classmethod
    def from_json(cls, document: str | bytes) -> PrevalenceResult: ...

class PrevalenceReasons(Table):
    """A table of equally long columns.

    Attributes
    ----------
    reason : list of str of shape (reasons,)
        The reason, in rising order.
    counted : array of int of shape (reasons,)
        Texts of which the classifier says it. Must be >= 0.
    checked : array of int of shape (reasons,)
        Checked texts of which it is true. Must be >= 0.
    raw : array of float of shape (reasons,)
        counted / all texts: what it would be if the classifier did not err. Must be between 0 and 1.
    share : array of float of shape (reasons,)
        The corrected share; missing (NaN) when unidentifiable. Must be between 0 and 1. May be missing.
    std_error : array of float of shape (reasons,)
        Bootstrap standard error. Must be >= 0. May be missing.
    lower : array of float of shape (reasons,)
        Lower end of the interval. Must be between 0 and 1. May be missing.
    upper : array of float of shape (reasons,)
        Upper end of the interval. Must be between 0 and 1. May be missing.
    sensitivity : array of float of shape (reasons,)
        Share of its checked texts that the classifier names rightly; missing where none was checked. Must be
        between 0 and 1. May be missing.

    Shapes: reasons length of `reason`.
    """
    @property
    def reason(self) -> NDArray[np.object_]:
        """The reason, in rising order."""
    @property
    def counted(self) -> NDArray[np.int64]:
        """Texts of which the classifier says it. Must be >= 0."""
    @property
    def checked(self) -> NDArray[np.int64]:
        """Checked texts of which it is true. Must be >= 0."""
    @property
    def raw(self) -> NDArray[np.float64]:
        """counted / all texts: what it would be if the classifier did not err. Must be between 0 and 1."""
    @property
    def share(self) -> NDArray[np.float64]:
        """The corrected share; missing (NaN) when unidentifiable. Must be between 0 and 1. May be missing."""
    @property
    def std_error(self) -> NDArray[np.float64]:
        """Bootstrap standard error. Must be >= 0. May be missing."""
    @property
    def lower(self) -> NDArray[np.float64]:
        """Lower end of the interval. Must be between 0 and 1. May be missing."""
    @property
    def upper(self) -> NDArray[np.float64]:
        """Upper end of the interval. Must be between 0 and 1. May be missing."""
    @property
    def sensitivity(self) -> NDArray[np.float64]:
        """Share of its checked texts that the classifier names rightly; missing where none was checked. Must be between 0 and 1. May be missing."""

class PrevalenceErrors(Table):
    """A table of equally long columns.

    Attributes
    ----------
    truth : array of str of shape (i,)
        The reason that is true.
    predicted : array of str of shape (i,)
        What the classifier says.
    texts : array of int of shape (i,)
        Checked texts. Must be >= 1.
    probability : array of float of shape (i,)
        Share of the checked texts of that reason. Must be between 0 and 1.

    Shapes: i length of `truth`.
    """
    @property
    def truth(self) -> NDArray[np.object_]:
        """The reason that is true."""
    @property
    def predicted(self) -> NDArray[np.object_]:
        """What the classifier says."""
    @property
    def texts(self) -> NDArray[np.int64]:
        """Checked texts. Must be >= 1."""
    @property
    def probability(self) -> NDArray[np.float64]:
        """Share of the checked texts of that reason. Must be between 0 and 1."""

def prevalence(
    predicted: ColumnLike,
    checked_predicted: ColumnLike,
    checked_true: ColumnLike,
    *,
    replicates: int = 1000,
    least_checked: int = 5,
    confidence: float = 0.95,
    floor: float = 0.05,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> PrevalenceResult:
    """How often does each reason really occur, when the classifier errs?

    Parameters
    ----------
    predicted : array-like of shape (n,)
        What the classifier says of each text that is counted. Texts of which it says nothing are a word of their
        own, such as "unsure". Text, categories or whole numbers.
    checked_predicted : array-like of shape (m,)
        What it says of texts that a person has checked, drawn from the same kind of texts and not learnt from.
        Text, categories or whole numbers.
    checked_true : array-like of shape (m,)
        The reason that the person read in each. Text, categories or whole numbers.
    replicates : int, default 1000
        Bootstrap samples for the intervals. Must be between 20 and 100000.
    least_checked : int, default 5
        Checked texts that a reason needs; with fewer its errors are not known. Must be >= 1.
    confidence : float, default 0.95
        Of the intervals. Must be > 0 and < 1.
    floor : float, default 0.05
        Smallest singular value of the table of errors at which reasons are still told apart. Must be > 0 and <
        1.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : PrevalenceResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `predicted`, m length of `checked_predicted`.
    """

class ScrubResult(Result):
    """A record of named fields.

    Attributes
    ----------
    text : list of str of shape (n,)
        The texts with [kind] in place of what was taken out; empty where missing.
    replaced : array of int of shape (n,)
        How much was taken out of each. Must be >= 0.
    spans : ScrubSpans
        Where, and what it was; never the words themselves.
    findings : Findings
        What was met on the way.
    finding_rows : FindingRows
        First rows of each finding.

    Shapes: n length of `text`.
    """
    @property
    def text(self) -> list[str]:
        """The texts with [kind] in place of what was taken out; empty where missing."""
    @property
    def replaced(self) -> NDArray[np.int64]:
        """How much was taken out of each. Must be >= 0."""
    @property
    def spans(self) -> ScrubSpans:
        """Where, and what it was; never the words themselves."""
    @property
    def findings(self) -> Findings:
        """What was met on the way."""
    @property
    def finding_rows(self) -> FindingRows:
        """First rows of each finding."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ScrubResult: ...

class ScrubSpans(Table):
    """A table of equally long columns.

    Attributes
    ----------
    row : array of int of shape (i,)
        Row of the text, from 0.
    start : array of int of shape (i,)
        First character taken out, from 0, in Unicode characters of the text as it was given.
    end : array of int of shape (i,)
        First character after it.
    kind : array of str of shape (i,)
        What it was.

    Shapes: i length of `row`.
    """
    @property
    def row(self) -> NDArray[np.int64]:
        """Row of the text, from 0."""
    @property
    def start(self) -> NDArray[np.int64]:
        """First character taken out, from 0, in Unicode characters of the text as it was given."""
    @property
    def end(self) -> NDArray[np.int64]:
        """First character after it."""
    @property
    def kind(self) -> NDArray[np.object_]:
        """What it was."""

def scrub(
    text: ColumnLike,
    *,
    name: ColumnLike | None = None,
    least_digits: int = 6,
    before: str = '[',
    after: str = ']',
    invalid: Literal["refuse", "replace"] = 'refuse',
    long_text: int = 100000,
    examples: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ScrubResult:
    """What may be quoted, without the personal data in it?

    Parameters
    ----------
    text : array-like of shape (n,)
        Texts. Text, categories or whole numbers. May be missing.
    name : array-like of shape (names,), optional
        Names to take out: people, customers, nicknames; each as it may be written. Case, width and traditional
        forms do not matter. Text, categories or whole numbers. May be missing.
    least_digits : int, default 6
        Digits in a row that are taken out, whatever they are. Must be between 3 and 100.
    before : str, default '['
        What stands before the kind in the place of what was taken out.
    after : str, default ']'
        What stands after it.
    invalid : {'refuse', 'replace'}, default 'refuse'
        What happens to a text that is not UTF-8.
        * ``refuse``: An error names the row.
        * ``replace``: Each byte that belongs to no character is read as U+FFFD, and the text is counted in the
          findings.
    long_text : int, default 100000
        Texts of more characters are counted in the findings. They are scrubbed in full. Must be >= 1.
    examples : int, default 5
        Rows listed for each finding. Must be between 0 and 1000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ScrubResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `text`, names length of `name`.
    """

class ThemesResult(Result):
    """A record of named fields.

    Attributes
    ----------
    cells : ThemeCells
        Themes by groups, with totals, in rising order, totals last.
    quotable : array of int of shape (n,)
        1 for a row whose theme is told in its group and in all: a scrubbed quote of it hides among enough
        people. 0 for the others. Must be between 0 and 1.
    small : int
        Cells that are too small. Must be >= 0.
    complementary : int
        Cells not told on account of others. Must be >= 0.
    without_theme : int
        Rows without a theme. Must be >= 0.
    repeated : int
        Rows of a person, theme and group that another row has too: counted once. Must be >= 0.

    Shapes: n length of `quotable`.
    """
    @property
    def cells(self) -> ThemeCells:
        """Themes by groups, with totals, in rising order, totals last."""
    @property
    def quotable(self) -> NDArray[np.int64]:
        """1 for a row whose theme is told in its group and in all: a scrubbed quote of it hides among enough people. 0 for the others. Must be between 0 and 1."""
    @property
    def small(self) -> int:
        """Cells that are too small. Must be >= 0."""
    @property
    def complementary(self) -> int:
        """Cells not told on account of others. Must be >= 0."""
    @property
    def without_theme(self) -> int:
        """Rows without a theme. Must be >= 0."""
    @property
    def repeated(self) -> int:
        """Rows of a person, theme and group that another row has too: counted once. Must be >= 0."""
    @classmethod
    def from_json(cls, document: str | bytes) -> ThemesResult: ...

class ThemeCells(Table):
    """A table of equally long columns.

    Attributes
    ----------
    theme : array of str of shape (cells,)
        The theme; missing for the total of all themes. May be missing.
    group : array of str of shape (cells,)
        The group; missing for the total of all groups, and where there are no groups. May be missing.
    status : array of str of shape (cells,)
        Whether it is told.
    people : array of float of shape (cells,)
        People who named the theme; in totals of themes a person counts once for each theme. Missing (NaN) where
        it is not told. Must be >= 0. May be missing.

    Shapes: cells length of `theme`.
    """
    @property
    def theme(self) -> NDArray[np.object_]:
        """The theme; missing for the total of all themes. May be missing."""
    @property
    def group(self) -> NDArray[np.object_]:
        """The group; missing for the total of all groups, and where there are no groups. May be missing."""
    @property
    def status(self) -> NDArray[np.object_]:
        """Whether it is told."""
    @property
    def people(self) -> NDArray[np.float64]:
        """People who named the theme; in totals of themes a person counts once for each theme. Missing (NaN) where it is not told. Must be >= 0. May be missing."""

def themes(
    person: ColumnLike,
    theme: ColumnLike,
    *,
    group: ColumnLike | None = None,
    smallest: int = 5,
    threads: int = 0,
    seed: int = 1,
    progress: Progress = None,
) -> ThemesResult:
    """How many people name which theme, so that nobody among few is found out?

    Parameters
    ----------
    person : array-like of shape (n,)
        Who named the theme. Several rows of one person, theme and group count once. Text, categories or whole
        numbers.
    theme : array-like of shape (n,)
        The theme or reason; missing where a text has none: such rows count nowhere. Text, categories or whole
        numbers. May be missing.
    group : array-like of shape (n,), optional
        Unit, site or class by which themes are told apart. Left out: no groups. Text, categories or whole
        numbers.
    smallest : int, default 5
        Cells of fewer people, but not of none, are not told. Must be between 2 and 1000000.
    threads : int, default 0
        Threads of this call, 0 for all that the machine has. Results do not depend on it, bit for bit.
    seed : int, default 1
        Seed of whatever is drawn at random; equal seeds give equal results.
    progress : bool or callable, default None
        Called with the finished share, may return False to cancel; True shows a bar (tqdm's, when it is
        installed).

    Returns
    -------
    result : ThemesResult
        Its fields are described with the class.

    Raises
    ------
    mainstay.Error
        For a mistake in an argument, in one sentence that names analysis, argument and row.

    Shapes: n length of `person`.
    """
