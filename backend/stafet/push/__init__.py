"""The knock on the phone: Web Push with neutral texts. Knows no plan, no database and no HTTP server."""
