"""Parts of addresses that are no slugs."""

from documents.formats import ALL_FORMATS, FORMATS, JSON


class DocumentKey:
    """A document's key: its symbol with hyphens for slashes, `A-HRC-29-38-Add.2`."""

    regex = r"[A-Za-z0-9][A-Za-z0-9.\-]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Suffix:
    """The format asked for, after the last dot: `json` of `A-HRC-29-38-Add.2.json`."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Outlet(Suffix):
    """A format of a list or record but JSON, which has addresses of its own: `csv` of `mechanisms.csv`."""

    regex = "|".join(suffix for suffix in ALL_FORMATS if suffix != JSON.suffix)
