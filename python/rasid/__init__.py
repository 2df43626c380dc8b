"""Sorts news articles, Arabic first, by outlet type and by stance, with evidence and honest doubt.

>>> import rasid
>>> model = rasid.default()
>>> sorted(model.axes)
['gulf', 'outlet_type', 'russia', 'us']
>>> verdict = model.classify("أعلنت الوزارة موعد الاجتماع.")
>>> verdict["russia"]["class"]
'absent'
"""

from ._model import Model, default, from_bytes, load
from ._rasid import InputError, ModelError, OutputError, RasidError, UsageError, __version__
from ._training import audit, count, evaluate, merge, train
from ._verdict import Verdict

__all__ = [
    "InputError",
    "Model",
    "ModelError",
    "OutputError",
    "RasidError",
    "UsageError",
    "Verdict",
    "__version__",
    "audit",
    "count",
    "default",
    "evaluate",
    "from_bytes",
    "load",
    "merge",
    "train",
]
