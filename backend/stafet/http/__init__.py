"""Routes, cookies, problem+json, static files. Nothing here decides who may do what."""
