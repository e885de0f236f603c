"""What the Node tests have the published Python SDKs send. usage: python_sdks.py MARKER URL KEY PURCHASES"""
import sys

problems = []


def note(problem, _):
    """They call it in a thread of theirs, where an exception is lost."""
    problems.append(problem)


def use_posthog(marker, url, key, purchases):
    from posthog import Posthog

    client = Posthog(key, host=url, flush_at=5, on_error=note)
    user, visitor = f"user of {marker}", f"visitor of {marker}"
    client.capture("visited", distinct_id=visitor)
    client.capture("$identify", distinct_id=user, properties={"$anon_distinct_id": visitor})
    client.set(distinct_id=user, properties={"email": "a@example.com"})
    client.alias(user, f"old id of {marker}")  # in this order they name the same person
    client.group_identify("company", f"company of {marker}", {"name": "Acme"}, distinct_id=user)
    for n in range(purchases):
        client.capture("bought", distinct_id=user, properties={"n": n}, groups={"company": "acme"})
    client.capture_ai("$ai_generation", distinct_id=user, properties={"$ai_model": "m"})
    client.shutdown()


def use_segment(marker, url, key, purchases):
    from segment.analytics.client import Client

    client = Client(key, host=url, upload_size=5, on_error=note)
    user, visitor, old = f"user of {marker}", f"visitor of {marker}", f"old id of {marker}"
    client.page(anonymous_id=visitor, name="Home", properties={"url": "https://shop.example/a", "marker": marker})
    client.screen(anonymous_id=visitor, name="Cart", properties={"marker": marker})
    client.track(anonymous_id=visitor, event="visited", properties={"marker": marker})
    client.identify(user_id=user, anonymous_id=visitor, traits={"email": "a@example.com"})
    client.alias(previous_id=old, user_id=user)
    client.group(user_id=user, group_id=f"company of {marker}", traits={"name": "Acme"})
    for n in range(purchases):
        client.track(user_id=user, event="bought", properties={"n": n, "marker": marker})
    client.flush()
    client.join()


marker, url, key, purchases = sys.argv[1:]
use = use_segment if marker == "analytics-python" else use_posthog
use(marker, url, key, int(purchases))
sys.exit(f"not sent: {problems}" if problems else 0)
