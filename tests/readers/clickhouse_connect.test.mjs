// clickhouse-connect for Python, which Superset builds on through SQLAlchemy: it reads what the product offers, and inserts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startReading } from './reading.mjs';

const python = new URL('venv/bin/python3', import.meta.url).pathname;
const program = new URL('clickhouse_connect_reader.py', import.meta.url).pathname;
let reading;

before(async () => (reading = await startReading()));
after(() => reading?.stop());

test('clickhouse-connect reads and inserts with its defaults', async () => {
  await reading.read(python, [program], ['defaults']);
  const requests = reading.recorder.take();
  const some = (holds) => requests.some(holds);
  assert.ok(some(({ search }) => search.get('client_protocol_version') === '54405'));
  assert.ok(requests.every(({ search }, i) => i < 3 || search.has('session_id')), 'but for the first three it names its session');
  assert.ok(some(({ sent }) => sent['content-encoding'] === 'lz4'), 'it inserts LZ4');
  assert.ok(some(({ received }) => received['content-encoding'] === 'zstd'), 'it gets Zstandard');
});

for (const coding of ['lz4', 'zstd', 'gzip']) {
  test(`clickhouse-connect sends and takes ${coding}`, async () => {
    await reading.read(python, [program], [coding]);
    const requests = reading.recorder.take();
    assert.ok(requests.some(({ sent }) => sent['content-encoding'] === coding));
    assert.ok(requests.some(({ received }) => received['content-encoding'] === coding));
  });
}

test('its dialect for SQLAlchemy lists tables and columns, and reads', async () => {
  await reading.read(python, [program], ['sqlalchemy']);
});
