// What the tests of SDKs for backends ask the database.
import assert from 'node:assert/strict';
import { eventually } from './eventually.mjs';

// Waits until as many events with the marker are there as were sent, and gives them by name.
export async function storedEvents(stack, sent, marker) {
  const events = () =>
    stack.rows(
      `SELECT event, count() AS rows, uniqExact(uuid) AS uuids FROM events WHERE position(properties || distinct_id, '${marker}') > 0
       GROUP BY event ORDER BY event SETTINGS output_format_json_quote_64bit_integers = 0`,
    );
  const sum = (found) => found.reduce((rows, event) => rows + event.rows, 0);
  await eventually(async () => sum(await events()) >= sent);
  const [raw] = await stack.rows(`SELECT count() AS rows FROM raw_events WHERE position(event, '${marker}') > 0`);
  assert.equal(Number(raw.rows), sent, 'each message came once');
  return events();
}

export async function checkPerson(stack, user, ids) {
  const person = `(SELECT person_id FROM person_distinct_ids WHERE distinct_id = '${user}')`;
  const known = async () =>
    (await stack.rows(`SELECT distinct_id FROM person_distinct_ids WHERE person_id = ${person} ORDER BY distinct_id`)).map((row) => row.distinct_id);
  await eventually(async () => (await known()).length >= ids.length);
  assert.deepEqual(await known(), [...ids].sort());
  const properties = async () => JSON.parse((await stack.rows(`SELECT properties FROM persons WHERE id = ${person}`))[0]?.properties ?? '{}');
  await eventually(async () => (await properties()).email);
  assert.equal((await properties()).email, 'a@example.com');
}
