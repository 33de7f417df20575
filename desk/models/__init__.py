"""The editorial desk: what readers send, what editors propose, and what became of each record."""

from desk.models.change import OPEN, Change, ChangeState
from desk.models.message import KEPT_FOR, TEXT_LIMIT, Message, MessageKind, MessageState
from desk.models.version import Deed, Version

__all__ = [
    "KEPT_FOR",
    "OPEN",
    "TEXT_LIMIT",
    "Change",
    "ChangeState",
    "Deed",
    "Message",
    "MessageKind",
    "MessageState",
    "Version",
]
