"""Rounding and perturbation as functions of arrays: values in, values to show out."""
