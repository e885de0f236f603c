// The examples, each as its one command starts it: every event is stored once, the ids are one person, and neither the console
// nor a reply has an error. The pages are the proof of posthog-js as a script and of @posthog/react.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { launchBrowser, openPage } from './browser.mjs';
import { eventually } from './eventually.mjs';
import { startStack } from './stack.mjs';

const run = new URL('../../examples/run', import.meta.url).pathname;

let stack, browser;

before(async () => {
  stack = await startStack({ key: 'local_dev_key', origins: ['http://localhost:*', 'http://127.0.0.1:*'] }); // as ./up
  browser = await launchBrowser({ '127.0.0.1:8080': new URL(stack.relay).host });
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

// Starts a page's server, and gives its origin.
async function serve(example, context) {
  const origin = `http://localhost:${await freePort()}`;
  const server = spawn(run, [example, new URL(origin).port], { stdio: ['ignore', 'ignore', 'inherit'] });
  const exited = once(server, 'exit');
  context.after(async () => {
    server.kill('SIGTERM');
    await exited;
  });
  const answers = () => fetch(origin).then(() => true, () => false);
  assert.ok(await eventually(() => server.exitCode !== null || answers()) && server.exitCode === null, `${example} is served`);
  return origin;
}

const eventsWhere = async (condition) => (await stack.rows(`SELECT event FROM events WHERE ${condition} ORDER BY event`)).map(({ event }) => event);
const eventsOf = (user) => eventsWhere(`person_id = (SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`);

const personOf = async (user) => JSON.parse((await stack.rows(`SELECT properties FROM persons WHERE distinct_id = '${user}'`))[0]?.properties ?? '{}');

const mayAutocapture = () =>
  Object.values(localStorage).some((text) => text.includes('"$autocapture_disabled_server_side":false'));

const pages = {
  page: { path: '/page.html', user: 'ann' },
  react: { path: '/', user: 'bob' },
};

for (const [example, { path, user }] of Object.entries(pages)) {
  test(`examples/run ${example}`, async (context) => {
    const origin = await serve(example, context);
    const { page, problems, posted } = await openPage(browser);
    await page.goto(origin + path);
    await page.waitForFunction(mayAutocapture);
    for (const button of ['Buy', 'Log in', 'Buy', 'Log out', 'Buy']) await page.click(`text=${button}`);
    await page.goto('about:blank');
    await page.close();

    const host = new URL(origin).host;
    const stored = async () => stack.rows(`SELECT event, uuid, person_id FROM events WHERE host = '${host}' ORDER BY event`);
    const ofUser = ['$autocapture', '$autocapture', '$autocapture', '$autocapture', '$groupidentify', '$identify', '$pageview', 'bought', 'bought'];
    const ofNext = ['$autocapture', '$pageleave', 'bought'];
    const expected = [...ofUser, ...ofNext].sort();
    await eventually(async () => (await stored()).length >= expected.length);
    const events = await stored();
    assert.deepEqual(events.map(({ event }) => event), expected);
    assert.equal(new Set(events.map(({ uuid }) => uuid)).size, expected.length);
    const [{ rows }] = await stack.rows(`SELECT count() AS rows FROM raw_events WHERE position(event, '${host}') > 0`);
    assert.equal(Number(rows), expected.length, 'each event came once');
    await eventually(async () => (await eventsOf(user)).length >= ofUser.length);
    assert.deepEqual(await eventsOf(user), ofUser, 'the visitor is the user until the logout');
    assert.ok(await eventually(async () => (await personOf(user)).email === `${user}@example.com`));
    assert.ok(posted.some(({ isBeacon }) => isBeacon), 'the last ones came as a beacon');
    assert.deepEqual(problems, []);
  });
}

const programs = {
  node: { user: 'cleo', expected: ['$groupidentify', '$identify', 'invoice_paid'] },
  python: { user: 'dan', expected: ['$groupidentify', '$set', 'invoice_paid'] },
};

for (const [example, { user, expected }] of Object.entries(programs)) {
  test(`examples/run ${example}`, async () => {
    const { stdout } = await promisify(execFile)(run, [example], { env: { ...process.env, RELAY_URL: stack.relay }, timeout: 60_000 });
    assert.equal(stdout, 'sent\n');
    assert.deepEqual(await eventsWhere(`JSONExtractString(properties, '$lib') = 'posthog-${example}'`), expected);
    const [{ rows }] = await stack.rows(`SELECT count() AS rows FROM raw_events WHERE position(event, '"posthog-${example}"') > 0`);
    assert.equal(Number(rows), expected.length, 'each event came once');
    assert.ok(await eventually(async () => (await personOf(user)).email === `${user}@example.com`));
    const groups = await stack.rows("SELECT group_type, group_key, JSONExtractString(properties, 'name') AS name FROM groups");
    assert.deepEqual(groups, [{ group_type: 'company', group_key: 'acme', name: 'Acme' }]);
  });

  test(`examples/run ${example} says that no relay answers`, async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    await assert.rejects(promisify(execFile)(run, [example], { env: { ...process.env, RELAY_URL: nobody }, timeout: 120_000 }));
  });
}

test('nothing of all that was rejected or warned of', async () => {
  assert.deepEqual(await stack.rows('SELECT reason, event FROM rejected_events'), []);
  assert.deepEqual(await stack.rows('SELECT warning, detail FROM ingestion_warnings'), []);
});
