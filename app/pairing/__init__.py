"""Households helped, who is paired with them, promises, visits, needs and services."""
