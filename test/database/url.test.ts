import { expect, test } from 'vitest';
import { isLoopback, useUrl } from '../../src/database/url.ts';

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.8.8.8', true],
  ['::1', true],
  ['[::1]', true],
  ['/var/run/postgresql', true],
  ['db.example.com', false],
  ['10.0.0.1', false],
  ['127.0.0.1.example.com', false],
  ['localhost.example.com', false],
  ['', false],
])('is %s this machine? %s', (host, here) => {
  expect(isLoopback(host)).toBe(here);
});

test.each([
  ['nothing', ''],
  ['no URL', 'localhost:5432'],
  ['another protocol', 'mysql://root:secret@localhost/db'],
  ['a port that is none', 'postgres://ada:secret@localhost:port/db'],
  ['a certificate that is not there', 'postgres://ada:secret@localhost/db?sslrootcert=/nowhere.pem'],
])('%s is refused, and nothing of it is shown', (_, url) => {
  expect(() => useUrl(url, false)).toThrow(
    expect.objectContaining({ code: 'bad-database-url', message: expect.not.stringContaining('secret') }),
  );
});

test('another host is refused by name, unless it is allowed', () => {
  const url = 'postgres://ada:secret@db.example.com/shop';
  expect(() => useUrl(url, false)).toThrow(
    expect.objectContaining({
      code: 'remote-host',
      message: expect.stringContaining('db.example.com'),
      remedy: expect.stringContaining('--allow-remote'),
    }),
  );
  expect(useUrl(url, true).connection('shop')).toMatchObject({ host: 'db.example.com' });
});

test('what the URL says of user, password, port, encryption and options holds for every database', () => {
  const url = 'postgresql://a%40b:p%2Fw@localhost:5433/shop?sslmode=no-verify&options=-c%20jit%3Doff';
  const endpoint = useUrl(url, false);
  expect(endpoint.maintenance).toBe('shop');
  expect(endpoint.connection('bench_x')).toMatchObject({
    host: 'localhost',
    port: 5433,
    user: 'a@b',
    password: 'p/w',
    database: 'bench_x',
    ssl: { rejectUnauthorized: false },
    options: '-c jit=off',
  });
});
