import { execa } from 'execa';
import { expect, test } from 'vitest';
import { program } from '../support/program.ts';

test('a reader who has seen enough is no trouble', async () => {
  const help = execa(process.execPath, [...program, 'compare', '--help'], { reject: false });
  help.stdout.destroy();
  expect(await help).toMatchObject({ exitCode: 0, stderr: '' });
});

test('nor is one who goes away before a mistake is told', async () => {
  const mistake = execa(process.execPath, [...program, 'compair'], { reject: false });
  mistake.stderr.destroy();
  expect(await mistake).toMatchObject({ exitCode: 2, stdout: '' });
});
