// SDKs of PostHog for compiled languages. SDK names the one, PROGRAM is built over it: every event is stored once, nothing is sent
// twice, and the ids are one person.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { checkPerson, storedEvents } from './checks.mjs';
import { startRecorder } from './recorder.mjs';
import { startStack } from './stack.mjs';

const { SDK: sdk, PROGRAM: program } = process.env;
const key = 'phc_test';
const purchases = 7;

test(`${sdk} delivers what it is given`, async (context) => {
  const stack = await startStack({ key, origins: [] });
  context.after(() => stack.stop());
  const recorder = await startRecorder(stack.relay);
  context.after(() => recorder.stop());
  await promisify(execFile)(program, [recorder.url, key, purchases], { timeout: 60_000 });
  const once = (event, rows = 1) => ({ event, rows, uuids: rows });
  assert.deepEqual(await storedEvents(stack, 4 + purchases, sdk), [
    once('$create_alias'),
    once('$groupidentify'),
    once('$identify'),
    once('bought', purchases),
    once('visited'),
  ]);
  assert.deepEqual([...new Set(recorder.take().map(({ status }) => status))], [200]);
  await checkPerson(stack, `user of ${sdk}`, [`user of ${sdk}`, `visitor of ${sdk}`]);
  const [group] = await stack.rows("SELECT group_key, JSONExtractString(properties, 'name') AS name FROM groups");
  assert.deepEqual(group, { group_key: `company of ${sdk}`, name: 'Acme' });
  assert.deepEqual(await stack.rows('SELECT reason, event FROM rejected_events'), []);
  assert.deepEqual(await stack.rows('SELECT warning, detail FROM ingestion_warnings'), []);
});
