import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { action, comment, stepsOf } from '../support/ci.ts';

/** A folder with programs of ours in the place of others. */
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-ci-'));
  await mkdir(join(folder, 'programs'));
});
afterEach(() => rm(folder, { recursive: true }));

async function program(name: string, script: string): Promise<void> {
  const path = join(folder, 'programs', name);
  await writeFile(path, `#!/bin/bash\n${script}\n`);
  await chmod(path, 0o755);
}

/** The lines of a file that a script wrote; none where it did not. */
async function written(name: string): Promise<readonly string[]> {
  return (await readFile(join(folder, name), 'utf8').catch(() => ''))
    .split('\n')
    .filter((line) => line !== '');
}

/** As GitHub runs the script of a step. */
async function runScript(script: string, env: Readonly<Record<string, string>>) {
  const flags = ['--noprofile', '--norc', '-eo', 'pipefail', '-c'];
  const path = `${join(folder, 'programs')}:${process.env['PATH']}`;
  const { exitCode, all } = await execa('bash', [...flags, script], {
    cwd: folder,
    env: { HOME: folder, ...env, PATH: path },
    extendEnv: false,
    reject: false,
    all: true,
  });
  return { exitCode, all };
}

describe('the script of the action', () => {
  const script = action.runs.steps[0]?.run ?? '';

  /** A gate that writes down what it was asked, and comes to what the test says. */
  const fakeGate = `
    [ "$*" = "--no -- bench --version" ] && { echo 0.1.0; exit "\${INSTALLED:-0}"; }
    printf '%s\\n' "$@" > asked
    [ -z "$OUTCOME" ] && exit "$CODE"
    mkdir -p reports/gate
    echo "{\\"outcome\\":\\"$OUTCOME\\"}" > reports/gate/gate.json
    exit "$CODE"`;

  function run(env: Readonly<Record<string, string>>) {
    const usual = {
      BASE_REF: 'origin/main',
      CONFIG: '',
      BUDGET: '5m',
      ON_UNCLEAR: 'pass',
      MORE: '',
      FOLDER: '.',
    };
    return runScript(script, { ...usual, GITHUB_OUTPUT: join(folder, 'output'), ...env });
  }

  beforeEach(() => program('npx', fakeGate));

  test.each([
    ['passed', '0'],
    ['failed', '1'],
    ['unclear', '3'],
    ['invalid', '3'],
  ])('a gate that comes to %s: the exit code is its own, and the outputs say so', async (outcome, code) => {
    expect((await run({ OUTCOME: outcome, CODE: code })).exitCode).toBe(Number(code));
    expect(await written('output')).toEqual([`verdict=${outcome}`, 'summary-file=./reports/gate/summary.md']);
  });

  test('a gate that could not begin has no verdict, not even that of the gate before it', async () => {
    await mkdir(join(folder, 'reports', 'gate'), { recursive: true });
    await writeFile(join(folder, 'reports', 'gate', 'gate.json'), '{"outcome":"passed"}');
    expect((await run({ OUTCOME: '', CODE: '2' })).exitCode).toBe(2);
    expect(await written('output')).toEqual([]);
  });

  test('every input arrives as it is, whatever is in it', async () => {
    await writeFile(join(folder, 'a-file'), '');
    await run({
      OUTCOME: 'passed',
      CODE: '0',
      BASE_REF: 'origin/$(touch hacked); main',
      CONFIG: 'my suite.ts',
      BUDGET: '90s',
      ON_UNCLEAR: 'fail',
      MORE: '--exact-only --scale * ',
      FOLDER: 'packages/shop/',
    });
    const options = [
      '--base-ref origin/$(touch hacked); main',
      '--budget 90s --on-unclear fail --summary reports/gate/summary.md --junit reports/gate/junit.xml',
      '--export json=reports/gate/gate.json --config my suite.ts --exact-only --scale *',
    ];
    const asked = await written('asked');
    expect(asked.join(' ')).toBe(['--no -- bench gate', ...options].join(' '));
    expect(asked).toEqual(expect.arrayContaining(['origin/$(touch hacked); main', 'my suite.ts']));
    expect(await written('output')).toContain('summary-file=packages/shop/reports/gate/summary.md');
  });

  test('where the program is not installed it says so, and that is no regression', async () => {
    const { exitCode, all } = await run({ INSTALLED: '1', OUTCOME: 'passed', CODE: '0' });
    expect(exitCode).toBe(2);
    expect(all).toMatch(/::error::intowork-bench is not installed in \.: run npm ci/);
    expect(await written('asked')).toEqual([]);
  });
});

describe('the script that comments', () => {
  const script = stepsOf(comment).find(({ run }) => run !== undefined)?.run ?? '';

  /** GitHub: one pull request, whose head is abc, and the comments that the test says; what is posted is written down. */
  const fakeGithub = `
    echo "$*" >> asked
    case "$*" in
      *POST*|*PATCH*) cp comment.md posted ;;
      *pulls/17\\ --jq*) echo abc ;;
      *issues/17/comments*) printf '%s' "$COMMENTS" ;;
      *) echo "404" >&2; exit 1 ;;
    esac`;

  async function run(number: string, env: Readonly<Record<string, string>> = {}) {
    await writeFile(join(folder, 'gate', 'pull-request'), `${number}\n`);
    const { exitCode } = await runScript(script, {
      REPOSITORY: 'we/shop',
      HEAD_SHA: 'abc',
      COMMENTS: '',
      ...env,
    });
    const asked = (await readFile(join(folder, 'asked'), 'utf8')).trimEnd().split('\n');
    const posted = await readFile(join(folder, 'posted'), 'utf8').catch(() => null);
    return { exitCode, wrote: asked.filter((line) => line.includes('--method')), posted };
  }

  beforeEach(async () => {
    await program('gh', fakeGithub);
    await mkdir(join(folder, 'gate'));
    await writeFile(join(folder, 'gate', 'summary.md'), '### Performance gate\n$(touch hacked)\n');
  });

  test('posts the summary', async () => {
    expect(await run('17')).toEqual({
      exitCode: 0,
      wrote: ['api --silent --method POST repos/we/shop/issues/17/comments --field body=@comment.md'],
      posted: '<!-- intowork-bench gate -->\n### Performance gate\n$(touch hacked)\n',
    });
  });

  test('renews the comment that it made before', async () => {
    expect((await run('17', { COMMENTS: '4711\n4712\n' })).wrote).toEqual([
      'api --silent --method PATCH repos/we/shop/issues/comments/4711 --field body=@comment.md',
    ]);
  });

  test.each([
    ['the head is another by now', '17', { HEAD_SHA: 'def' }, 0],
    ['the number is that of nobody', '18', {}, 1],
    ['there is no number', 'x', {}, 1],
    ['the number is a path', '../../other/repository/pulls/3', {}, 1],
  ])('posts nothing where %s', async (_, number, env, exit) => {
    expect(await run(number, env)).toEqual({ exitCode: exit, wrote: [], posted: null });
  });

  test('posts nothing where the gate came to nothing', async () => {
    await rm(join(folder, 'gate', 'summary.md'));
    expect(await run('17')).toEqual({ exitCode: 0, wrote: [], posted: null });
  });
});
