"""Spreadsheets and other files in and out."""
