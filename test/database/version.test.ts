import { expect, test } from 'vitest';
import { readVersion } from '../../src/database/version.ts';

const accepted: readonly (readonly [string, string, string, number])[] = [
  ['14.0', '140000', '14.0', 140_000],
  ['15.18 (Debian 15.18-0+deb12u1)', '150018', '15.18', 150_018],
  ['18.4', '180004', '18.4', 180_004],
  ['17beta1', '170000', '17beta1', 170_000],
];

test.each(accepted)('PostgreSQL %s is accepted', (text, number, version, versionNumber) => {
  expect(readVersion(text, number)).toEqual({ version, versionNumber });
});

const refused: readonly (readonly [string, string, string])[] = [
  ['13.4', '130004', 'PostgreSQL 13.4 is not supported.'],
  ['9.6.24', '90624', 'PostgreSQL 9.6.24 is not supported.'],
  ['19devel', '190000', 'PostgreSQL 19devel is not supported.'],
  ['of unknown version', '0', 'PostgreSQL of unknown version is not supported.'],
];

test.each(refused)('PostgreSQL %s is refused by name', (text, number, message) => {
  expect(() => readVersion(text, number)).toThrow(
    expect.objectContaining({ code: 'unsupported-version', message, remedy: 'Use one from 14 to 18.' }),
  );
});
