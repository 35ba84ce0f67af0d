"""What we claim about speed, as one command: `make bench`, or `python -m bench --sizes 100000,1000000`."""
