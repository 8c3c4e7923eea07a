"""What happened: sources become records, and records become what they yield, or are rejected with their reasons.

Takes files, folders and frames; gives batches for the store, and says whose record is whose. Begin with `spec` (how a
source is read), then `judge` (what a record yields), `intake` (one import) and `identity` (who is who).
"""
