// clickhouse-go over HTTP, which Grafana's plugin builds on: it reads what the product offers, and inserts.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startReading } from './reading.mjs';

const program = join(process.env.BIN, 'clickhouse_go_reader');
let reading;

before(async () => (reading = await startReading()));
after(() => reading?.stop());

for (const [compression, compress] of [
  ['none', null],
  ['gzip', null],
  ['lz4', '1'],
  ['zstd', '1'],
]) {
  test(`clickhouse-go reads and inserts, compression ${compression}`, async () => {
    await reading.read(program, [], [compression]);
    const requests = reading.recorder.take();
    assert.ok(requests.every(({ search }) => Number(search.get('client_protocol_version')) >= 54454));
    assert.ok(requests.some(({ search }) => search.get('compress') === compress));
    assert.equal(
      requests.some(({ sent, search }) => sent['content-encoding'] === 'gzip' || search.get('decompress') === '1'),
      compression !== 'none',
    );
  });
}
