"""Parts of addresses that are no slugs."""


class DocumentKey:
    """A document's key: its symbol with hyphens for slashes, `A-HRC-29-38-Add.2`."""

    regex = r"[A-Za-z0-9][A-Za-z0-9.\-]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
