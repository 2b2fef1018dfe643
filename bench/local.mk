# Measurements, run by hand.
EXTRA_DIST += bench/run-speed
