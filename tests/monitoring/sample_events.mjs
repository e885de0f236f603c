// Sends events of the last days through the relay: pageviews in sessions, rejected ones, one with a warning; and a request
// that is refused.
const key = 'monitoring_key';
const day = 24 * 60 * 60 * 1000;

function visit(person, daysAgo) {
  const at = (seconds) => new Date(Date.now() - daysAgo * day - 60_000 + seconds * 1000).toISOString();
  const session = { $session_id: `${person}-${daysAgo}`, $current_url: `https://example.com/${daysAgo}` };
  return [
    { event: '$pageview', distinct_id: person, timestamp: at(0), properties: session },
    { event: 'signed_up', distinct_id: person, timestamp: at(30), properties: session },
  ];
}

async function post(path, contentType, body) {
  const reply = await fetch(process.env.RELAY_URL + path, { method: 'POST', headers: { 'Content-Type': contentType }, body });
  await reply.text();
  return reply.status;
}

export async function sendSampleEvents() {
  const batch = [
    ...[0, 1, 2].flatMap((daysAgo) => ['ann', 'bob'].flatMap((person) => visit(person, daysAgo))),
    { distinct_id: 'ann' },
    { event: 'no_one' },
    { event: 'late', distinct_id: 'ann', timestamp: 'yesterday' },
  ];
  const status = await post('/batch/', 'application/json', JSON.stringify({ api_key: key, batch }));
  if (status !== 200) {
    throw new Error(`the sample events got ${status}`);
  }
  await post('/batch/', 'text/plain', 'refused');
}
