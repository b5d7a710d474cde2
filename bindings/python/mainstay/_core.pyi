from typing import Any

Call: Any
Columns: Any
Value: Any
about: Any
check_known: Any
describe: Any
load: Any
refuse: Any
set_error_class: Any
