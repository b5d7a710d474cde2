# Written by `python -m mainstay._generate` from the description of the analyses.
from typing import Any

from . import attrition as attrition
from . import competency as competency
from . import data as data
from . import funnel as funnel
from . import performance as performance
from . import reasons as reasons
from . import returns as returns
from . import signals as signals
from . import survival as survival
from ._call import Result as Result, State as State, load as load
from ._error import Error as Error
from ._aft import AFT as AFT
from ._boosting import BoostedHazards as BoostedHazards
from ._causes import CauseSpecificCox as CauseSpecificCox
from ._cox import CoxPH as CoxPH
from ._hazard import DiscreteHazard as DiscreteHazard
from ._fine_gray import FineGray as FineGray
from ._curve import KaplanMeier as KaplanMeier
from ._multinomial import MultinomialHazard as MultinomialHazard
from ._penalized_cox import PenalizedCox as PenalizedCox
from ._smooth import SmoothCox as SmoothCox
from ._forest import SurvivalForest as SurvivalForest
from ._table import Table as Table

__all__ = ['AFT', 'BoostedHazards', 'CauseSpecificCox', 'CoxPH', 'DiscreteHazard', 'Error', 'FineGray', 'KaplanMeier', 'MultinomialHazard', 'PenalizedCox', 'Result', 'SmoothCox', 'State', 'SurvivalForest', 'Table', 'about', 'describe', 'estimators', 'load', 'rooms', 'data', 'survival', 'competency', 'performance', 'returns', 'signals', 'attrition', 'funnel', 'reasons']
__version__: str
rooms: list[str]
estimators: list[type]

def describe() -> dict[str, Any]: ...
def about() -> dict[str, Any]: ...
