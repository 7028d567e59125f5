"""Workbooks of known structure: a seeded generator for what finds tables and what adds up."""
