import { execa } from 'execa';
import { expect, test } from 'vitest';
import { program } from '../support/program.ts';

test('a reader who has seen enough ends neither the program nor with a stack trace', async () => {
  const help = execa(process.execPath, [...program, 'compare', '--help'], { reject: false });
  help.stdout.destroy();
  expect(await help).toMatchObject({ exitCode: 0, stderr: '' });
});

test('nor does one who goes away before a mistake is told', async () => {
  const mistake = execa(process.execPath, [...program, 'compair'], { reject: false });
  mistake.stderr.destroy();
  expect(await mistake).toMatchObject({ exitCode: 2, stdout: '' });
});
