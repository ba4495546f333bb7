"""Rows in and out: the only SQL. Facts are append-only events; everything else here is a projection of them."""
