"""What the speed and quality claims rest on. `make bench` runs all of it; `python -m benchmarks NAME…` a part."""
