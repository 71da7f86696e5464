"""Appraisals: 民主评议党员, the grades of a year, seen by those whom they concern."""
