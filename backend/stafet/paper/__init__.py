"""Papers are drawn here: a value in, a PDF out, in a process of its own. Knows no plan, no database and no HTTP."""
