"""A backend with posthog for Python."""
import os
import sys

from posthog import Posthog

problems = []
posthog = Posthog(
    "local_dev_key",
    host=os.environ.get("RELAY_URL", "http://127.0.0.1:8080"),
    on_error=lambda problem, _: problems.append(problem),
)

posthog.set(distinct_id="dan", properties={"email": "dan@example.com"})
posthog.group_identify("company", "acme", {"name": "Acme"})
posthog.capture("invoice_paid", distinct_id="dan", properties={"amount": 25}, groups={"company": "acme"})
posthog.shutdown()  # sends what still waits
if problems:
    sys.exit(f"not sent: {problems[0]}")
print("sent")
