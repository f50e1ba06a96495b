"""绩效公开 (jixiao): publishes government performance evaluations from YAML and Markdown."""

__version__ = "0.1.0"
