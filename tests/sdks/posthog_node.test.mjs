// Published versions of posthog-node: every event is stored once, with its uuid, and nothing is sent twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually } from './eventually.mjs';
import { startStack } from './stack.mjs';

const key = 'phc_test';
const versions = ['posthog-node', 'posthog-node-4', 'posthog-node-3'];

let stack;

before(async () => {
  stack = await startStack({ key, origins: [] });
});

after(() => stack?.stop());

for (const version of versions) {
  test(`${version} delivers what it is given`, async () => {
    const { PostHog } = await import(version);
    const statuses = [];
    const counted = async (url, options) => {
      const reply = await fetch(url, options);
      statuses.push(reply.status);
      return reply;
    };
    const client = new PostHog(key, { host: stack.relay, flushAt: 5, fetch: counted });
    const user = `user of ${version}`;
    client.capture({ distinctId: `visitor of ${version}`, event: 'visited' });
    client.identify({ distinctId: user, properties: { email: 'a@example.com' } });
    client.alias({ distinctId: user, alias: `visitor of ${version}` });
    client.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { name: 'Acme' }, distinctId: user });
    for (let n = 0; n < 7; ++n) {
      client.capture({ distinctId: user, event: 'bought', properties: { n, $set: { last: n } }, groups: { company: 'acme' } });
    }
    client.captureAi?.({ distinctId: user, event: '$ai_generation', properties: { $ai_model: 'm' } });
    await (client.shutdownAsync?.() ?? client.shutdown());

    assert.deepEqual([...new Set(statuses)], [200]);
    const stored = await stack.rows(
      `SELECT event, count() AS rows, uniqExact(uuid) AS uuids FROM events
       WHERE person_id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')
       GROUP BY event ORDER BY event SETTINGS output_format_json_quote_64bit_integers = 0`,
    );
    const once = (event, rows) => ({ event, rows, uuids: rows });
    const ai = client.captureAi ? [once('$ai_generation', 1)] : [];
    assert.deepEqual(stored, [...ai, once('$create_alias', 1), once('$groupidentify', 1), once('$identify', 1), once('bought', 7), once('visited', 1)]);
    const last = async () => (await stack.rows(`SELECT JSONExtractInt(properties, 'last') AS last FROM persons WHERE distinct_id = '${user}'`))[0]?.last;
    await eventually(async () => Number(await last()) === 6);
    assert.equal(Number(await last()), 6);
  });
}

test('nothing of all that was rejected', async () => {
  assert.deepEqual(await stack.rows('SELECT reason, event FROM rejected_events'), []);
});
