"""Puts the blocks of a file in their order, those of a table by rows; for readers of files that mark them; pure."""

from __future__ import annotations

from documents.intake.blocks import Block, Blocks
from documents.intake.limits import Watch, seen

Row = list[list[Block]]  # cells, each with its blocks


class Gatherer:
    """Takes blocks as a reader finds them. Within a row they wait until it ends."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.found = Blocks()
        self.rows: list[Row] = []

    def add(self, block: Block) -> None:
        """Take a block: into the open cell, or as the next of the file."""
        self.watch.count(block.number + block.text)
        if self.rows:
            self.rows[-1] = self.rows[-1] or [[]]
            self.rows[-1][-1].append(block)
        else:
            self.found.blocks.append(block)

    def leave_out(self, text: str) -> None:
        """Take words that are no text of the document."""
        if words := " ".join(seen(text).split()):
            self.watch.count(words)
            self.found.left_out.append(words)

    def open_row(self) -> None:
        self.rows.append([])

    def open_cell(self) -> None:
        if self.rows:
            self.rows[-1].append([])

    def close_row(self) -> None:
        """End a row: one block, its cells parted by tabs. Where only one cell has words, the table is mere layout."""
        if not self.rows:
            return
        row = self.rows.pop()
        filled = [cell for cell in row if cell]
        if len(filled) == 1:
            self.put(filled[0])
        elif filled:
            self.put([Block("\t".join(map(text_of, row)).rstrip("\t"))])

    def put(self, blocks: list[Block]) -> None:
        """Take blocks that are counted already."""
        (self.rows[-1][-1] if self.rows and self.rows[-1] else self.found.blocks).extend(blocks)

    def close(self) -> Blocks:
        """End all rows that the file left open, and return what was found."""
        while self.rows:
            self.close_row()
        return self.found


def text_of(cell: list[Block]) -> str:
    """Return the words of a cell, with the numbers of its paragraphs."""
    return "\n".join(f"{block.number} {block.text}".strip() for block in cell)
