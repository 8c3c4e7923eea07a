"""How well readers read: what the shipped head learns from, and the table of docs/reference/voice.md."""
