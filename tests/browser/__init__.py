"""The portal in a real browser: which pages are looked at, what is checked on them, and how all of them are crawled."""
