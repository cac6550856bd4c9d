"""Exits with 0 if the service is healthy: python -m app.health."""

import urllib.request

urllib.request.urlopen("http://127.0.0.1:8000/healthz", timeout=2)
