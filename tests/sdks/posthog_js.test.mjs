// Published versions of posthog-js in Chromium, from a page of a listed origin: every event that the SDK says it captured
// is stored once, the ids are one person, and neither the console nor a reply has an error.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';
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
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // As a person's browser: of others, posthog-js drops $pageleave as a bot's.
    args: [
      '--no-sandbox',
      '--disable-blink-features=AutomationControlled',
      '--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    ],
  });
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
    const page = await browser.newPage();
    const problems = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('response', (reply) => reply.status() >= 400 && problems.push(`${reply.status()} ${reply.url()}`));
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
    await page.evaluate(
      ([id, other]) => {
        const { posthog } = window;
        posthog.capture('bought', { plan: 'pro' });
        posthog.identify(id, { email: 'a@example.com' });
        posthog.alias(other);
        posthog.group('company', 'acme', { name: 'Acme' });
        posthog.setPersonProperties?.({ tier: 'gold' });
      },
      [user, alias],
    );
    await page.click('#away');
    await page.waitForURL('**/away');
    await page.close();

    const ofPerson = `person_id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`;
    const count = () => stack.rows(`SELECT uuid, event FROM events WHERE ${ofPerson} ORDER BY event`);
    await eventually(async () => (await count()).length >= captured.length);
    const stored = await count();
    assert.deepEqual(stored.map(({ event }) => event), captured.toSorted());
    assert.equal(new Set(stored.map(({ uuid }) => uuid)).size, captured.length);
    for (const event of ['$pageview', '$autocapture', 'bought', '$identify', '$create_alias', '$groupidentify', '$pageleave']) {
      assert.ok(captured.includes(event), `${event} was captured`);
    }
    const ids = [alias, anonymous, user].toSorted();
    const idsOf = async () =>
      (await stack.rows(`SELECT distinct_id FROM person_distinct_ids WHERE ${ofPerson} ORDER BY distinct_id`)).map((row) => row.distinct_id);
    await eventually(async () => (await idsOf()).length >= ids.length);
    assert.deepEqual(await idsOf(), ids);
    const properties = () =>
      stack.rows(`SELECT properties FROM persons WHERE id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`);
    const has = (row) => JSON.parse(row?.properties ?? '{}').email === 'a@example.com';
    assert.ok(await eventually(async () => has((await properties())[0])), 'the person has its properties');
    assert.deepEqual(problems, []);
  });
}

test('nothing of all that was rejected', async () => {
  assert.deepEqual(await stack.rows('SELECT reason, event FROM rejected_events'), []);
});
