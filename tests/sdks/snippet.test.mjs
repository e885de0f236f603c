// The script that docs/sending-events.md has for a page, in Chromium on plain http, as the beginning of a module that goes on.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { launchBrowser, openPage } from './browser.mjs';
import { eventually } from './eventually.mjs';
import { startStack } from './stack.mjs';

const docs = await readFile(new URL('../../docs/sending-events.md', import.meta.url), 'utf8');
const [, snippet] = docs.match(/```html\n([^]*?)```/);

let server, origin, stack, browser;

before(async () => {
  server = createServer((request, reply) => {
    reply.setHeader('Content-Type', 'text/html');
    // Of a sandboxed page, browsers refuse storage.
    if (request.url === '/sandboxed') reply.setHeader('Content-Security-Policy', 'sandbox allow-scripts');
    const page = snippet.replace('http://127.0.0.1:8080', stack.relay).replace('</script>', "document.title = 'goes on';</script>");
    reply.end(`<!doctype html><link rel="icon" href="data:,">${page}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://shop.example:${server.address().port}`;
  stack = await startStack({ key: 'write_key', origins: [origin] });
  browser = await launchBrowser({ 'shop.example': '127.0.0.1' });
});

after(async () => {
  await browser?.close();
  await stack?.stop();
  server?.close();
});

const goesOn = (page) => page.waitForFunction(() => document.title === 'goes on');
const stored = (path) =>
  stack.rows(`SELECT uuid, distinct_id, session_id FROM events WHERE event = '$pageview' AND current_url = '${origin}${path}'`);
const nothingWaits = (page) => page.waitForFunction(() => localStorage.unsent === '[]');

test('it works on plain http', async () => {
  const { page, problems } = await openPage(browser);
  await page.goto(`${origin}/plain`);
  assert.equal(await page.evaluate(() => crypto.randomUUID), undefined);
  await goesOn(page);
  await nothingWaits(page);
  const [event, ...others] = await stored('/plain');
  assert.deepEqual(others, []);
  assert.match(event.distinct_id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(await page.evaluate(() => [localStorage.distinct_id, sessionStorage.session_id]), [event.distinct_id, event.session_id]);
  assert.deepEqual(problems, []);
  await page.close();
});

test('a blocked page goes on, and the next one sends what that could not', async () => {
  const { page } = await openPage(browser);
  await page.route(`${stack.relay}/**`, (route) => route.abort('blockedbyclient'));
  await page.goto(`${origin}/blocked`);
  await goesOn(page);
  assert.deepEqual(await stored('/blocked'), []);
  await page.unroute(`${stack.relay}/**`);
  await page.goto(`${origin}/next`);
  await nothingWaits(page);
  const events = [...(await stored('/blocked')), ...(await stored('/next'))];
  assert.equal(events.length, 2);
  assert.equal(new Set(events.map(({ uuid }) => uuid)).size, 2);
  assert.equal(new Set(events.map(({ distinct_id }) => distinct_id)).size, 1);
  await page.close();
});

test('what the relay refuses for now waits for the next page, what it refuses for good does not', async () => {
  const { page } = await openPage(browser);
  const answer = (status) => page.route(`${stack.relay}/**`, (route) => route.fulfill({ status, headers: { 'Access-Control-Allow-Origin': '*' } }));
  for (const [status, waiting] of [[503, 1], [429, 2], [408, 3], [413, 0]]) {
    await answer(status);
    await page.goto(`${origin}/refused`);
    await goesOn(page);
    const count = () => page.evaluate(() => JSON.parse(localStorage.unsent).length);
    await eventually(async () => (await count()) === waiting);
    assert.equal(await count(), waiting, `after ${status}`);
    await page.unroute(`${stack.relay}/**`);
  }
  await page.close();
});

test('a page without storage goes on', async () => {
  const { page } = await openPage(browser);
  await page.goto(`${origin}/sandboxed`);
  await goesOn(page);
  assert.equal(await page.evaluate(() => { try { return typeof localStorage; } catch (refused) { return refused.name; } }), 'SecurityError');
  await page.close();
});
