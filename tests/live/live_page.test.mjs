// The live page in Debian's Chromium: what it shows of events and refusals, on a desk's and on a phone's width.
// SCREENSHOTS names a folder that gets its pictures.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launchBrowser, openPage } from '../sdks/browser.mjs';
import { startStack } from '../sdks/stack.mjs';

const key = 'live_key';
let stack;
let browser;

before(async () => {
  stack = await startStack({ key, origins: ['https://shop.example'], env: { LIVE_PAGE: 'true' } });
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

function send(batch, { api_key = key, headers = {} } = {}) {
  return fetch(`${stack.relay}/batch/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ api_key, batch }),
  });
}

const url = 'https://shop.example/cart?step=1';
const batch = [
  { event: 'page_viewed', distinct_id: 'anon-1', properties: { $current_url: url } },
  { event: '$identify', distinct_id: 'ann@shop.example', properties: { $anon_distinct_id: 'anon-1', $current_url: url } },
  { event: 'order_paid', distinct_id: 'ann@shop.example', timestamp: 'soon' },
  { distinct_id: 'ann@shop.example' },
];

for (const [name, width] of [['desk', 1280], ['phone', 390]]) {
  test(`the page shows what arrives, on a ${name}'s width`, async () => {
    const { page, problems } = await openPage(browser);
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`${stack.relay}/live`);
    assert.equal((await send(batch)).status, 200);
    await send(batch, { api_key: 'old_key' });
    await send(batch, { headers: { Origin: 'https://other.example' } });

    const rows = page.locator('#rows tr');
    const row = (text) => rows.filter({ hasText: text }).first();
    await row('missing_event_name').waitFor();
    await row('page_viewed').waitFor();
    assert.match(await row('order_paid').innerText(), /warned: invalid_timestamp: soon/);
    const notes = page.locator('#notes');
    await notes.filter({ hasText: 'old_key' }).waitFor();
    assert.match(await notes.innerText(), /https:\/\/other\.example.*ALLOWED_ORIGINS/);
    assert.match(await page.locator('#counts').innerText(), /in the last minute/);

    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });

    // Both ids are one person by now: a click leaves its events.
    await row('page_viewed').locator('a').click();
    await row('missing_event_name').waitFor({ state: 'detached' });
    assert.ok((await rows.count()) >= 3);
    await page.locator('#filter').fill('');
    await page.locator('#bad').check();
    await row('page_viewed').waitFor({ state: 'detached' });
    await row('missing_event_name').waitFor();
    assert.deepEqual(problems, []);
    await page.close();
  });
}

test('a page of another site finds nothing', async () => {
  const reply = await fetch(`${stack.relay}/live/events`, { headers: { Origin: 'https://shop.example' } });
  assert.equal(reply.status, 404);
});
