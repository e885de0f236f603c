// clickhouse-jdbc, which DBeaver and Metabase use: it reads what the product offers, and inserts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startReading } from './reading.mjs';

const folder = new URL('java/', import.meta.url).pathname;
const read = (parameters) => reading.read('java', ['-cp', `${folder}jars/*`, `${folder}Reader.java`], [parameters]);
let reading;

before(async () => (reading = await startReading()));
after(() => reading?.stop());

const whoHas = (requests, parameter) => requests.filter(({ search }) => search.get(parameter) === '1').length;

test('clickhouse-jdbc reads and inserts with its defaults', async () => {
  await read('');
  const requests = reading.recorder.take();
  assert.equal(whoHas(requests, 'compress'), requests.length);
  assert.equal(whoHas(requests, 'decompress'), 0);
});

test('clickhouse-jdbc reads and inserts where it compresses requests too', async () => {
  await read('?decompress=true');
  assert.ok(whoHas(reading.recorder.take(), 'decompress') > 0);
});

test('clickhouse-jdbc reads and inserts where it leaves compression to HTTP', async () => {
  await read('?decompress=true&client.use_http_compression=true');
  const requests = reading.recorder.take();
  assert.equal(whoHas(requests, 'compress'), 0);
  assert.ok(requests.some(({ sent }) => sent['content-encoding'] === 'lz4'));
  assert.ok(requests.some(({ received }) => received['content-encoding'] === 'lz4'));
});

test('the first generation of clickhouse-jdbc reads and inserts with its defaults', async () => {
  await read('?clickhouse.jdbc.v1=true');
  assert.ok(whoHas(reading.recorder.take(), 'compress') > 0);
});
