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

// What each does in the page. `start` leaves the SDK in window.sdk and gives the anonymous id.
const sdks = {
  '@segment/analytics-next': {
    start: async ({ modules, relay, key }) => {
      await new Promise((loaded) => {
        const script = document.createElement('script');
        script.src = `${modules}/@segment/analytics-next/dist/umd/index.js`;
        script.onload = loaded;
        document.head.append(script);
      });
      const [analytics] = await window.AnalyticsNext.AnalyticsBrowser.load({ writeKey: key, cdnURL: relay });
      window.sdk = analytics;
      return analytics.user().anonymousId();
    },
  },
  '@rudderstack/analytics-js': {
    start: async ({ modules, relay, key }) => {
      const { RudderAnalytics } = await import(`${modules}/@rudderstack/analytics-js/dist/npm/modern/bundled/esm/index.mjs`);
      window.sdk = new RudderAnalytics();
      window.sdk.load(key, relay, { configUrl: relay });
      await new Promise((ready) => window.sdk.ready(ready));
      return window.sdk.getAnonymousId();
    },
  },
  '@rudderstack/analytics-js by beacon': {
    start: async ({ modules, relay, key }) => {
      const { RudderAnalytics } = await import(`${modules}/@rudderstack/analytics-js/dist/npm/modern/bundled/esm/index.mjs`);
      window.sdk = new RudderAnalytics();
      window.sdk.load(key, relay, { configUrl: relay, useBeacon: true });
      await new Promise((ready) => window.sdk.ready(ready));
      return window.sdk.getAnonymousId();
    },
  },
  '@jitsu/js': {
    start: async ({ modules, relay, key }) => {
      const { jitsuAnalytics } = await import(`${modules}/@jitsu/js/dist/jitsu.es.js`);
      window.sdk = jitsuAnalytics({ host: relay, writeKey: `${key}:secret` });
      await window.sdk.track('opened');
      return window.sdk.user().anonymousId;
    },
    more: ['opened'],
    lacks: ['$create_alias'],
  },
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

for (const [name, { start, more = [], lacks = [] }] of Object.entries(sdks)) {
  test(`${name} delivers what a page gives it`, async () => {
    const user = `user of ${name}`;
    const old = `old id of ${name}`;
    const { page, problems } = await openPage(browser);
    await page.goto(site.origin);
    const anonymous = await page.evaluate(start, { modules, relay: stack.relay, key });
    await page.evaluate(use, [user, old]);
    const ofPerson = `person_id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`;
    const stored = async () =>
      (await stack.rows(`SELECT event, uuid, host FROM events WHERE ${ofPerson} ORDER BY event`));
    const expected = ['$create_alias', '$groupidentify', '$identify', '$pageview', 'bought', 'bought', 'bought', 'bought', 'bought', 'clicked', ...more]
      .filter((event) => !lacks.includes(event))
      .sort();
    // What is not sent yet waits for the next page with the SDK, or goes by beacon.
    await eventually(async () => (await stored()).length >= expected.length);
    await page.click('#away');
    await page.waitForURL('**/away');
    await page.close();
    const events = await stored();
    assert.deepEqual(events.map(({ event }) => event), expected);
    assert.equal(new Set(events.map(({ uuid }) => uuid)).size, expected.length);
    assert.deepEqual([...new Set(events.map(({ host }) => host))], [new URL(site.origin).host]);
    const [{ rows }] = await stack.rows(`SELECT count() AS rows FROM raw_events WHERE position(event, '${anonymous}') > 0`);
    assert.equal(Number(rows), expected.length, 'each message came once');
    const ids = await stack.rows(`SELECT distinct_id FROM person_distinct_ids WHERE ${ofPerson}`);
    assert.ok(ids.some(({ distinct_id }) => distinct_id === anonymous), 'the visitor is the user');
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
  await page.evaluate(
    async ({ modules, relay, key, user }) => {
      const { default: PostHog } = await import(`${modules}/posthog-js-lite/dist/index.mjs`);
      const posthog = new PostHog(key, { host: relay });
      posthog.capture('clicked', { plan: 'pro' });
      posthog.identify(user, { email: 'a@example.com' });
      for (let n = 0; n < 5; ++n) posthog.capture('bought', { n });
      await posthog.flush();
    },
    { modules, relay: stack.relay, key, user },
  );
  await page.close();
  const stored = () =>
    stack.rows(
      `SELECT event, uuid FROM events WHERE person_id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}') ORDER BY event`,
    );
  const expected = ['$identify', 'bought', 'bought', 'bought', 'bought', 'bought', 'clicked'];
  await eventually(async () => (await stored()).length >= expected.length);
  const events = await stored();
  assert.deepEqual(events.map(({ event }) => event), expected);
  assert.equal(new Set(events.map(({ uuid }) => uuid)).size, expected.length);
  assert.deepEqual(problems, []);
});

test('nothing of all that was rejected', async () => {
  assert.deepEqual(await stack.rows('SELECT reason, event FROM rejected_events'), []);
});
