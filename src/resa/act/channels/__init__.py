"""One adapter for each way of sending; named in `resa.app.wiring` only."""
