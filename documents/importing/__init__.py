"""Writing a report that was read into the database; `documents/intake/` reads it."""

from documents.importing.bringing import bring_in, new_document, printed
from documents.importing.force import put_in_force
from documents.importing.outcome import Change, Outcome

__all__ = ["Change", "Outcome", "bring_in", "new_document", "printed", "put_in_force"]
