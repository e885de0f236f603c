// What the published clients that read have in common: a stack with events in it, and a recorder between it and the client.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '../sdks/eventually.mjs';
import { startRecorder } from '../sdks/recorder.mjs';
import { startStack } from '../sdks/stack.mjs';

const key = 'write_key';
const page = (url) => ({ $session_id: 's1', $current_url: url });
const batch = [
  { event: '$pageview', distinct_id: 'visitor', properties: page('https://shop.example/') },
  { event: '$pageview', distinct_id: 'visitor', properties: page('https://shop.example/ä') },
  { event: '$identify', distinct_id: 'ann', properties: { $anon_distinct_id: 'visitor', $set: { plan: 'free' } } },
  { event: 'bought', distinct_id: 'ann', properties: { amount: 25, note: "it's\n\"quoted\"\t\\" } },
];

export async function startReading() {
  const stack = await startStack({ key, origins: [] });
  const reply = await fetch(`${stack.relay}/batch/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ api_key: key, batch }),
  });
  assert.equal(reply.status, 200, await reply.text());
  const people = 'SELECT uniqExact(person_id) = 1 AS one FROM events';
  assert.ok(await eventually(async () => (await stack.rows(people))[0].one), 'both ids are one person');
  const recorder = await startRecorder(stack.engine);
  return {
    recorder,
    // Runs a reader, which gets host, port and `options`, and compares what it prints: each event, then each session, a line each.
    async read(command, args, options = []) {
      const { hostname, port } = new URL(recorder.url);
      const { stdout } = await promisify(execFile)(command, [...args, hostname, port, ...options], { timeout: 180_000 });
      const events = await stack.rows('SELECT event, distinct_id, person_id, properties FROM events ORDER BY event, properties');
      const sessions = await stack.rows('SELECT session_id, urls, toUInt32(event_count) AS events FROM sessions');
      assert.equal(events.length, batch.length);
      assert.deepEqual(stdout.trim().split('\n').map((line) => JSON.parse(line)), [
        ...events.map((row) => Object.values(row)),
        ...sessions.map((row) => Object.values(row)),
      ]);
    },
    async stop() {
      recorder.stop();
      await stack.stop();
    },
  };
}
