"""The editorial desk: what readers send, what editors propose, and what became of each record."""

from desk.models.change import OPEN, Change, ChangeState
from desk.models.message import ANSWER_LIMIT, KEPT_FOR, TEXT_LIMIT, Message, MessageKind, MessageState
from desk.models.snapshot import Snapshot
from desk.models.step import Did, Step
from desk.models.version import Deed, Version

__all__ = [
    "ANSWER_LIMIT",
    "KEPT_FOR",
    "OPEN",
    "TEXT_LIMIT",
    "Change",
    "ChangeState",
    "Deed",
    "Did",
    "Message",
    "MessageKind",
    "MessageState",
    "Snapshot",
    "Step",
    "Version",
]
