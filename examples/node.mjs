// A backend with posthog-node.
import { PostHog } from 'posthog-node';

const posthog = new PostHog('local_dev_key', { host: process.env.RELAY_URL ?? 'http://127.0.0.1:8080' });
posthog.on('error', (problem) => {
  console.error(problem);
  process.exitCode = 1;
});

posthog.identify({ distinctId: 'cleo', properties: { email: 'cleo@example.com' } });
posthog.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { name: 'Acme' } });
posthog.capture({ distinctId: 'cleo', event: 'invoice_paid', properties: { amount: 25 }, groups: { company: 'acme' } });
await posthog.shutdown(); // sends what still waits
if (!process.exitCode) console.log('sent');
