"""Measures of the app in a real browser, on a processor made slower."""
