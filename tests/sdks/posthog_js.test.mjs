// Published versions of posthog-js in Chromium, from a page of a listed origin: every event that the SDK says it captured
// is stored once, the ids are one person, and neither the console nor a reply has an error.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launchBrowser, openPage } from './browser.mjs';
import { eventually } from './eventually.mjs';
import { startSite } from './site.mjs';
import { startStack } from './stack.mjs';

const key = 'phc_test';
const scripts = {
  'posthog-js': 'module.js',
  'posthog-js-1.203': 'module.js',
  'posthog-js-1.130': 'es.js',
  'posthog-js-1.57': 'es.js',
};

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

for (const [version, script] of Object.entries(scripts)) {
  test(`${version} from page view to unload`, async () => {
    const user = `user of ${version}`;
    const alias = `alias of ${version}`;
    const { page, problems, posted } = await openPage(browser);
    const captured = [];
    await page.exposeFunction('onCaptured', (event) => captured.push(event));
    await page.goto(site.origin);
    const anonymous = await page.evaluate(
      async ([url, token, relay]) => {
        const { default: posthog } = await import(url);
        window.posthog = posthog;
        const _onCapture = (event) => window.onCaptured(event);
        await new Promise((loaded) =>
          posthog.init(token, { api_host: relay, capture_pageleave: true, opt_in_site_apps: false, loaded, _onCapture }),
        );
        return posthog.get_distinct_id();
      },
      [`/node_modules/${version}/dist/${script}`, key, stack.relay],
    );
    // Autocapture begins once the SDK has read what it may do.
    await eventually(async () => {
      await page.click('#buy');
      return captured.includes('$autocapture');
    });
    const untold = await page.evaluate(
      ([id, other]) => {
        const { posthog } = window;
        posthog.capture('bought', { plan: 'pro' });
        posthog.identify(id, { email: 'a@example.com' });
        posthog.alias(other);
        posthog.group('company', 'acme', { name: 'Acme' });
        if (posthog.setPersonProperties) {
          posthog.setPersonProperties({ tier: 'gold' });
          return [];
        }
        posthog.people.set({ tier: 'gold' }); // no event to the SDK
        return ['$set'];
      },
      [user, alias],
    );
    captured.push(...untold);
    const next = await page.evaluate(() => {
      window.posthog.reset();
      window.posthog.capture('looked');
      return window.posthog.get_distinct_id();
    });
    await page.click('#away');
    await page.waitForURL('**/away');
    await page.close();

    const ofPerson = `person_id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`;
    const ofNext = `distinct_id = '${next}'`;
    const count = () => stack.rows(`SELECT uuid, event, ${ofNext} AS after_reset FROM events WHERE ${ofPerson} OR ${ofNext} ORDER BY event`);
    await eventually(async () => (await count()).length >= captured.length);
    const stored = await count();
    assert.deepEqual(stored.map(({ event }) => event), [...captured].sort());
    assert.equal(new Set(stored.map(({ uuid }) => uuid)).size, captured.length);
    for (const event of ['$pageview', '$autocapture', 'bought', '$identify', '$create_alias', '$groupidentify', '$pageleave']) {
      assert.ok(captured.includes(event), `${event} was captured`);
    }
    const afterReset = stored.filter(({ after_reset }) => after_reset).map(({ event }) => event);
    assert.ok(['looked', '$pageleave'].every((event) => afterReset.includes(event)), 'what came after the reset is somebody else\'s');
    const mentions = [user, anonymous, next].map((id) => `position(event, '${id}') > 0`).join(' OR ');
    const [{ rows }] = await stack.rows(`SELECT count() AS rows FROM raw_events WHERE ${mentions}`);
    assert.equal(Number(rows), captured.length, 'each event came once');
    assert.ok(posted.some(({ isBeacon }) => isBeacon), 'the last ones came as a beacon');
    const ids = [alias, anonymous, user].sort();
    const idsOf = async () =>
      (await stack.rows(`SELECT distinct_id FROM person_distinct_ids WHERE ${ofPerson} ORDER BY distinct_id`)).map((row) => row.distinct_id);
    await eventually(async () => (await idsOf()).length >= ids.length);
    assert.deepEqual(await idsOf(), ids);
    const properties = () =>
      stack.rows(`SELECT properties FROM persons WHERE id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`);
    const has = ({ email, tier }) => email === 'a@example.com' && tier === 'gold';
    const person = async () => JSON.parse((await properties())[0]?.properties ?? '{}');
    assert.ok(await eventually(async () => has(await person())), 'the person has its properties');
    assert.deepEqual(problems, []);
  });
}

test('nothing of all that was rejected', async () => {
  assert.deepEqual(await stack.rows('SELECT reason, event FROM rejected_events'), []);
});
