"""briefing: who accused whom of which cyber operation, in which words, and what the accused answered."""

__version__ = "0.1.0"
