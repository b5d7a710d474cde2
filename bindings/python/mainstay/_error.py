"""The one exception of Mainstay."""

from __future__ import annotations

from typing import Any

from . import _core


class Error(ValueError):
    """A caller's mistake, a cancelled call or damaged bytes, in one sentence: ``survival.cox: duration[17] is -3, but must be > 0``.

    Attributes
    ----------
    code : str
        ``invalid_argument``, ``unknown_name``, ``wrong_shape``, ``wrong_type``, ``cancelled``, ``out_of_memory``, ``corrupt``,
        ``unsupported``, ``io`` or ``internal``.
    analysis, argument, value, rule : str or None
        The parts of the sentence, where it has them.
    index : int or None
        The row at fault.
    """

    def __init__(
        self,
        sentence: str,
        code: str = "invalid_argument",
        analysis: str | None = None,
        argument: str | None = None,
        index: int | None = None,
        value: str | None = None,
        rule: str | None = None,
    ) -> None:
        super().__init__(sentence)
        self.code, self.analysis, self.argument = code, analysis, argument
        self.index, self.value, self.rule = index, value, rule

    def __reduce__(self) -> Any:
        return Error, (str(self), self.code, self.analysis, self.argument, self.index, self.value, self.rule)


Error.__module__ = "mainstay"
_core.set_error_class(Error)
