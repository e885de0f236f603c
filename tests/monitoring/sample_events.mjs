const key = 'local_dev_key';
const day = 24 * 60 * 60 * 1000;

function visit(person, daysAgo) {
  const at = (seconds) => new Date(Date.now() - daysAgo * day - 60_000 + seconds * 1000).toISOString();
  const session = { $session_id: `${person}-${daysAgo}`, $current_url: `https://example.com/${daysAgo}` };
  return [
    { event: '$pageview', distinct_id: person, timestamp: at(0), properties: session },
    { event: 'signed_up', distinct_id: person, timestamp: at(30), properties: session },
  ];
}

async function post(relay, contentType, body) {
  const reply = await fetch(`${relay}/batch/`, { method: 'POST', headers: { 'Content-Type': contentType }, body });
  await reply.text();
  return reply.status;
}

async function sendBatch(relay, batch, expected) {
  const status = await post(relay, 'application/json', JSON.stringify({ api_key: key, batch }));
  if (status !== expected) {
    throw new Error(`a batch got ${status} instead of ${expected}`);
  }
}

// Events of the last days: pageviews in sessions, rejected ones, one with a warning; and a request that is refused.
export async function sendSampleEvents() {
  const batch = [
    ...[0, 1, 2].flatMap((daysAgo) => ['ann', 'bob'].flatMap((person) => visit(person, daysAgo))),
    { distinct_id: 'ann' },
    { event: 'no_one' },
    { event: 'late', distinct_id: 'ann', timestamp: 'yesterday' },
  ];
  await sendBatch(process.env.RELAY_URL, batch, 200);
  await post(process.env.RELAY_URL, 'text/plain', 'refused');
}

// For a relay whose database is missing.
export const sendUnstorableEvent = () => sendBatch(process.env.FAILING_RELAY_URL, visit('ann', 0), 503);
