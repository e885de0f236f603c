// Published browser SDKs of Segment, RudderStack and Jitsu, and posthog-js-lite, in Chromium from a page of a listed origin: every
// call is stored once, the ids are one person, and neither the console nor a reply has an error.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, openPage } from './browser.mjs';
import { eventually } from './eventually.mjs';
import { startSite } from './site.mjs';
import { startStack } from './stack.mjs';

const key = 'write_key';
const modules = '/node_modules';

let site, stack, browser;

before(async () => {
  site = await startSite();
  stack = await startStack({ key, origins: [site.origin] });
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await stack?.stop();
  site?.stop();
});

async function startSegment({ modules, key, options }) {
  await new Promise((loaded) => {
    const script = document.createElement('script');
    script.src = `${modules}/@segment/analytics-next/dist/umd/index.js`;
    script.onload = loaded;
    document.head.append(script);
  });
  const [analytics] = await window.AnalyticsNext.AnalyticsBrowser.load({ writeKey: key, ...options });
  window.sdk = analytics;
  return analytics.user().anonymousId();
}

async function startRudder({ modules, relay, key, options }) {
  const { RudderAnalytics } = await import(`${modules}/@rudderstack/analytics-js/dist/npm/modern/bundled/esm/index.mjs`);
  window.sdk = new RudderAnalytics();
  window.sdk.load(key, relay, { configUrl: relay, ...options });
  await new Promise((ready) => window.sdk.ready(ready));
  return window.sdk.getAnonymousId();
}

async function startJitsu({ modules, relay, key }) {
  const { jitsuAnalytics } = await import(`${modules}/@jitsu/js/dist/jitsu.es.js`);
  window.sdk = jitsuAnalytics({ host: relay, writeKey: `${key}:secret` });
  await window.sdk.track('opened');
  return window.sdk.user().anonymousId;
}

const inlineSettings = (relay) => ({ integrations: { 'Segment.io': { apiKey: key, apiHost: `${new URL(relay).host}/v1`, protocol: 'http' } } });

// `start` leaves the SDK in window.sdk of the page and gives the anonymous id; `path` is where it sends what. One that
// `keepsTheLast` sends them when the page ends.
const sdks = {
  '@segment/analytics-next': { start: startSegment, options: (relay) => ({ cdnURL: relay }), path: '/v1/i' },
  '@segment/analytics-next with settings in the page': {
    start: startSegment,
    options: (relay) => ({ cdnSettings: inlineSettings(relay) }),
    path: '/v1/i',
  },
  '@rudderstack/analytics-js': { start: startRudder, path: '/v1/identify' },
  '@rudderstack/analytics-js in batches': {
    start: startRudder,
    options: () => ({ queueOptions: { batch: { enabled: true, maxItems: 4, flushInterval: 500 } } }),
    path: '/v1/batch',
  },
  '@rudderstack/analytics-js by beacon': { start: startRudder, options: () => ({ useBeacon: true }), path: '/beacon/v1/batch', keepsTheLast: true },
  '@jitsu/js': { start: startJitsu, path: '/api/s/identify', more: ['opened'], lacks: ['$create_alias'] },
};

// The calls that all have; `alias` where there is one.
async function use([user, old]) {
  const { sdk } = window;
  await sdk.page('Home');
  await sdk.track('clicked', { plan: 'pro' });
  await sdk.identify(user, { email: 'a@example.com' });
  await sdk.group('acme', { name: 'Acme' });
  await sdk.alias?.(user, old);
  for (let n = 0; n < 5; ++n) await sdk.track('bought', { n });
}

// Who comes next is somebody else. RudderStack's wants to be told so.
async function leave(by) {
  await window.sdk.reset(...(by.startsWith('@rudderstack') ? [true] : []));
  await window.sdk.track('looked', { by });
}

for (const [name, { start, options = () => ({}), path, keepsTheLast = false, more = [], lacks = [] }] of Object.entries(sdks)) {
  test(`${name} delivers what a page gives it`, async () => {
    const user = `user of ${name}`;
    const old = `old id of ${name}`;
    const { page, problems, posted } = await openPage(browser);
    await page.goto(site.origin);
    const anonymous = await page.evaluate(start, { modules, relay: stack.relay, key, options: options(stack.relay) });
    await page.evaluate(use, [user, old]);
    await page.evaluate(leave, name);
    const ofPerson = `person_id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`;
    const stored = async () =>
      (await stack.rows(`SELECT event, uuid, host FROM events WHERE ${ofPerson} ORDER BY event`));
    const expected = ['$create_alias', '$groupidentify', '$identify', '$pageview', 'bought', 'bought', 'bought', 'bought', 'bought', 'clicked', ...more]
      .filter((event) => !lacks.includes(event))
      .sort();
    // What is not sent yet waits for the next page with the SDK, or goes by beacon.
    const looked = () => stack.rows(`SELECT distinct_id FROM events WHERE event = 'looked' AND JSONExtractString(properties, 'by') = '${name}'`);
    await eventually(async () => (await stored()).length >= expected.length && (keepsTheLast || (await looked()).length > 0));
    await page.click('#away');
    await page.waitForURL('**/away');
    await page.close();
    await eventually(async () => (await looked()).length > 0);
    const events = await stored();
    assert.deepEqual(events.map(({ event }) => event), expected);
    assert.equal(new Set(events.map(({ uuid }) => uuid)).size, expected.length);
    assert.deepEqual([...new Set(events.map(({ host }) => host))], [new URL(site.origin).host]);
    const [{ rows }] = await stack.rows(`SELECT count() AS rows FROM raw_events WHERE position(event, '${anonymous}') > 0`);
    assert.equal(Number(rows), expected.length, 'each message came once');
    const ids = (await stack.rows(`SELECT distinct_id FROM person_distinct_ids WHERE ${ofPerson}`)).map(({ distinct_id }) => distinct_id);
    assert.ok(ids.includes(anonymous), 'the visitor is the user');
    const [next, ...others] = await looked();
    assert.deepEqual(others, []);
    assert.ok(next && !ids.includes(next.distinct_id), 'after the reset it is somebody else');
    assert.ok(posted.some((request) => request.path === path), `${path} of ${posted.map((request) => request.path)}`);
    const properties = async () =>
      JSON.parse((await stack.rows(`SELECT properties FROM persons WHERE id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`))[0]?.properties ?? '{}');
    await eventually(async () => (await properties()).email);
    assert.equal((await properties()).email, 'a@example.com');
    assert.deepEqual(problems, []);
  });
}

test('posthog-js-lite delivers what a page gives it', async () => {
  const user = 'user of posthog-js-lite';
  const { page, problems } = await openPage(browser);
  await page.goto(site.origin);
  const [anonymous, next] = await page.evaluate(
    async ({ modules, relay, key, user }) => {
      const { default: PostHog } = await import(`${modules}/posthog-js-lite/dist/index.mjs`);
      const posthog = new PostHog(key, { host: relay });
      const anonymous = posthog.getDistinctId();
      posthog.capture('clicked', { plan: 'pro' });
      posthog.identify(user, { email: 'a@example.com' });
      posthog.alias('alias of posthog-js-lite');
      posthog.group('company', 'acme', { name: 'Acme' });
      for (let n = 0; n < 5; ++n) posthog.capture('bought', { n });
      posthog.reset();
      posthog.capture('looked');
      const next = posthog.getDistinctId();
      await posthog.flush();
      return [anonymous, next];
    },
    { modules, relay: stack.relay, key, user },
  );
  await page.close();
  const expected = ['$create_alias', '$groupidentify', '$identify', 'bought', 'bought', 'bought', 'bought', 'bought', 'clicked', 'looked'];
  const ofPerson = `person_id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`;
  const stored = () => stack.rows(`SELECT event, uuid FROM events WHERE ${ofPerson} OR distinct_id = '${next}' ORDER BY event`);
  await eventually(async () => (await stored()).length >= expected.length);
  const events = await stored();
  assert.deepEqual(events.map(({ event }) => event), expected);
  assert.equal(new Set(events.map(({ uuid }) => uuid)).size, expected.length);
  const ids = await stack.rows(`SELECT distinct_id FROM person_distinct_ids WHERE ${ofPerson} ORDER BY distinct_id`);
  assert.deepEqual(ids.map(({ distinct_id }) => distinct_id), [anonymous, 'alias of posthog-js-lite', user].sort());
  assert.deepEqual(problems, []);
});

test('nothing of all that was rejected', async () => {
  assert.deepEqual(await stack.rows('SELECT reason, event FROM rejected_events'), []);
});
