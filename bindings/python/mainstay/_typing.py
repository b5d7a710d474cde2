"""What functions take, for type checkers: anything that the data of a column or a table can be read from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional, Protocol, Union

from numpy.typing import NDArray


class HasArrowStream(Protocol):
    """Series and frames of polars, pyarrow, pandas 3, duckdb."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> object: ...


class HasArrowArray(Protocol):
    """Arrays and record batches of pyarrow."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[object, object]: ...


class HasArray(Protocol):
    """Whatever numpy can make an array of, pandas' series among them."""

    def __array__(self) -> NDArray[Any]: ...


ColumnLike = Union[Sequence[Any], NDArray[Any], HasArray, HasArrowStream, HasArrowArray]
TableLike = Union[Mapping[str, ColumnLike], Sequence[Sequence[Any]], ColumnLike]
Numbers = Union[Sequence[float], NDArray[Any]]
Progress = Optional[Union[bool, Callable[[float], Optional[bool]]]]
