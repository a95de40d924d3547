"""How the app feels on a cheap phone: measured in a real browser, slowed four times, beside a bare page."""
