"""Who somebody is: OpenID Connect, tokens and the demo's people. Knows no database, no HTTP server and no plan."""
