"""Reading a file into sections, paragraphs and notes: pure, without models; `documents/importing.py` writes them."""
