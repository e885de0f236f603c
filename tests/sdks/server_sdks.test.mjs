// Published SDKs of Segment, RudderStack and Jitsu for Node, posthog-node by capture V1, and the Python SDKs of PostHog and
// Segment: every event is stored once, nothing is sent twice, and the ids are one person.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { checkPerson, storedEvents } from './checks.mjs';
import { startRecorder } from './recorder.mjs';
import { startStack } from './stack.mjs';

const key = 'write_key';
const purchases = 7;
const python = process.env.PYTHON ?? new URL('venv/bin/python3', import.meta.url).pathname;

let stack, recorder;

before(async () => {
  stack = await startStack({ key, origins: [] });
  recorder = await startRecorder(stack.relay);
});

after(async () => {
  recorder?.stop();
  await stack?.stop();
});

const stored = (sent, marker) => storedEvents(stack, sent, marker);
const once = (event, rows = 1) => ({ event, rows, uuids: rows });

// The calls that all SDKs of the kind have. `send(call, message)` gives one to the SDK.
async function useAll(marker, send) {
  const visitor = `visitor of ${marker}`;
  const user = `user of ${marker}`;
  const old = `old id of ${marker}`;
  await send('page', { anonymousId: visitor, name: 'Home', properties: { url: 'https://shop.example/a', marker } });
  await send('screen', { anonymousId: visitor, name: 'Cart', properties: { marker } });
  await send('track', { anonymousId: visitor, event: 'visited', properties: { marker } });
  await send('identify', { userId: user, anonymousId: visitor, traits: { email: 'a@example.com' } });
  await send('alias', { previousId: old, userId: user });
  await send('group', { userId: user, groupId: `company of ${marker}`, traits: { name: 'Acme' } });
  for (let n = 0; n < purchases; ++n) {
    await send('track', { userId: user, event: 'bought', timestamp: new Date(), properties: { n, marker } });
  }
  return { visitor, user, old };
}

const all = [
  once('$create_alias'),
  once('$groupidentify'),
  once('$identify'),
  once('$pageview'),
  once('$screen'),
  once('bought', purchases),
  once('visited'),
];

async function check(marker, ids) {
  const sent = 6 + purchases;
  assert.deepEqual(await stored(sent, marker), all);
  await checkPerson(stack, ids.user, Object.values(ids));
  const replies = recorder.take();
  assert.ok(replies.length > 0);
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [200]);
  const [page] = await stack.rows(`SELECT current_url, host FROM events WHERE event = '$pageview' AND distinct_id = '${ids.visitor}'`);
  assert.deepEqual(page, { current_url: 'https://shop.example/a', host: 'shop.example' });
}

test('@segment/analytics-node delivers what it is given', async () => {
  const { Analytics } = await import('@segment/analytics-node');
  const analytics = new Analytics({ writeKey: key, host: recorder.url, flushAt: 5 });
  const problems = [];
  analytics.on('error', (problem) => problems.push(problem));
  const ids = await useAll('analytics-node 3', (call, message) => analytics[call](message));
  await analytics.closeAndFlush();
  assert.deepEqual(problems, []);
  await check('analytics-node 3', ids);
});

test('analytics-node 6 delivers what it is given', async () => {
  const { default: Analytics } = await import('analytics-node');
  const analytics = new Analytics(key, { host: recorder.url, flushAt: 5, flushInterval: 50 });
  const ids = await useAll('analytics-node 6', (call, message) => analytics[call](message));
  await analytics.flush();
  await check('analytics-node 6', ids);
});

test('@rudderstack/rudder-sdk-node delivers what it is given', async () => {
  const { default: module } = await import('@rudderstack/rudder-sdk-node');
  const RudderAnalytics = module.default ?? module;
  const analytics = new RudderAnalytics(key, { dataPlaneUrl: recorder.url, flushAt: 5, flushInterval: 50 });
  const ids = await useAll('rudder-sdk-node', (call, message) => analytics[call](message));
  await new Promise((done) => analytics.flush(done));
  await check('rudder-sdk-node', ids);
});

test('@jitsu/js delivers what it is given in Node', async () => {
  const { jitsuAnalytics } = await import('@jitsu/js');
  const marker = 'jitsu-js';
  const visitor = `visitor of ${marker}`;
  const user = `user of ${marker}`;
  const analytics = jitsuAnalytics({ host: recorder.url, writeKey: `${key}:secret`, fetch });
  await analytics.setAnonymousId(visitor);
  await analytics.page({ name: 'Home', url: 'https://shop.example/a', marker });
  await analytics.track('visited', { marker });
  await analytics.identify(user, { email: 'a@example.com' });
  await analytics.group(`company of ${marker}`, { name: 'Acme' });
  for (let n = 0; n < purchases; ++n) await analytics.track('bought', { n, marker });
  assert.deepEqual(await stored(4 + purchases, marker), [
    once('$groupidentify'),
    once('$identify'),
    once('$pageview'),
    once('bought', purchases),
    once('visited'),
  ]);
  await checkPerson(stack, user, [visitor, user]);
  assert.deepEqual(
    recorder.take().map(({ status }) => status),
    Array(4 + purchases).fill(200),
  );
});

test('posthog-node delivers what it is given by capture V1', async () => {
  process.env.POSTHOG_CAPTURE_MODE = 'v1';
  const { PostHog } = await import('posthog-node');
  const user = 'user of capture V1';
  const client = new PostHog(key, { host: recorder.url, flushAt: 5 });
  const problems = [];
  client.on('error', (problem) => problems.push(problem));
  client.capture({ distinctId: 'visitor of capture V1', event: 'visited', properties: { $session_id: 's', $window_id: 'w' } });
  client.identify({ distinctId: user, properties: { email: 'a@example.com' } });
  client.alias({ distinctId: user, alias: 'visitor of capture V1' });
  client.groupIdentify({ groupType: 'company', groupKey: 'capture V1', properties: { name: 'Acme' }, distinctId: user });
  for (let n = 0; n < purchases; ++n) client.capture({ distinctId: user, event: 'bought', properties: { n } });
  await client.shutdown();
  assert.deepEqual(problems, []);
  assert.deepEqual(await stored(4 + purchases, 'capture V1'), [
    once('$create_alias'),
    once('$groupidentify'),
    once('$identify'),
    once('bought', purchases),
    once('visited'),
  ]);
  const replies = recorder.take();
  assert.ok(replies.every(({ path }) => path === '/i/v1/analytics/events/' || path === '/i/v1/analytics/events'));
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [200]);
  await checkPerson(stack, user, ['visitor of capture V1', user]);
  const [visited] = await stack.rows(
    `SELECT session_id, window_id, JSONExtractString(properties, '$lib') AS lib, JSONExtractString(properties, '$lib_version') AS version
     FROM events WHERE distinct_id = 'visitor of capture V1'`,
  );
  assert.deepEqual(visited, { session_id: 's', window_id: 'w', lib: 'posthog-node', version: '5.70.0' });
  const [raw] = await stack.rows(`SELECT DISTINCT dialect, sdk FROM raw_events WHERE position(event, 'capture V1') > 0`);
  assert.deepEqual(raw, { dialect: 'posthog_v1', sdk: 'posthog-node/5.70.0' });
});

const usePython = (marker, env = {}) =>
  promisify(execFile)(python, [new URL('python_sdks.py', import.meta.url).pathname, marker, recorder.url, key, purchases], { env: { ...process.env, ...env } });

for (const mode of ['v0', 'v1']) {
  test(`posthog for Python delivers what it is given by capture ${mode}`, async () => {
    const marker = `posthog-python-${mode}`;
    await usePython(marker, { POSTHOG_CAPTURE_MODE: mode });
    assert.deepEqual(await stored(6 + purchases, marker), [
      once('$ai_generation'),
      once('$create_alias'),
      once('$groupidentify'),
      once('$identify'),
      once('$set'),
      once('bought', purchases),
      once('visited'),
    ]);
    await checkPerson(stack, `user of ${marker}`, [`user of ${marker}`, `visitor of ${marker}`, `old id of ${marker}`]);
    const replies = recorder.take();
    assert.deepEqual([...new Set(replies.map(({ status }) => status))], [200]);
    assert.equal(replies.some(({ path }) => path.startsWith('/i/v1/analytics/events')), mode === 'v1');
  });
}

test('segment-analytics-python delivers what it is given', async () => {
  const marker = 'analytics-python';
  await usePython(marker);
  await check(marker, { visitor: `visitor of ${marker}`, user: `user of ${marker}`, old: `old id of ${marker}` });
});

test('nothing of all that was rejected or warned of', async () => {
  assert.deepEqual(await stack.rows('SELECT reason, event FROM rejected_events'), []);
  assert.deepEqual(await stack.rows('SELECT warning, detail FROM ingestion_warnings'), []);
});
