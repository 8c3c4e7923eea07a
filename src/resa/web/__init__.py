"""The web application: parses requests, calls `resa.app`, renders the answers.

Takes HTTP and WebSocket requests, gives JSON, streams of events and the app's page. Who may ask for what stands in
`routes`; `door` holds it before a request is read, and `resa.app` once more. Begin with `server`, then `routes`.
"""
