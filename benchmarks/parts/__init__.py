"""What several benchmarks share: a made-up network of any size, a sink for mail, progress, and the table at the end."""
