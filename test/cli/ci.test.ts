import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { action, comment, gate, parsed, root, stepsOf, stringsIn, textOf } from '../support/ci.ts';
import { bench } from './host.ts';

const page = textOf('docs/ci.md');
const examples = readdirSync(join(root, 'docs', 'ci')).map((name) => `docs/ci/${name}`);
const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
  language,
  text,
}));

describe('docs/ci.md', () => {
  test.each(examples)('has %s word by word, and names it', (path) => {
    expect(blocks.map(({ text }) => text)).toContain(textOf(path));
    expect(page).toContain(`](${path.replace('docs/', '')})`);
  });

  test.each(blocks.filter(({ language }) => language === 'yaml'))(
    'has YAML that can be read: $text',
    ({ text }) => {
      expect(stringsIn(parsed(text)).length).toBeGreaterThan(0);
    },
  );

  test('says of every input and output of the action what it is for', () => {
    const rows = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual([...Object.keys(action.inputs), ...Object.keys(action.outputs)]);
  });

  test('uses only commands and options that there are', async () => {
    const scripts = [
      ...blocks.filter(({ language }) => language === 'sh').map(({ text }) => text),
      ...[page.replaceAll(/^```.*?^```$/gms, '').match(/`bench [^`]+`/g) ?? []].flat(),
      ...['action.yml', ...examples.filter((path) => path.endsWith('.yml'))].flatMap((path) =>
        stringsIn(parsed(textOf(path))),
      ),
    ].map((script) => script.replaceAll(/\\\n\s*/g, ''));
    const used = scripts.flatMap((script) =>
      [...script.matchAll(/(?<![-\w])bench ([a-z]+)((?: add| show)?)([^\n`]*)/g)].map(
        ([, command = '', below = '', rest = '']) => ({
          command: [command, ...below.trim().split(' ')].filter((word) => word !== ''),
          options: rest.match(/(?<=\s)--[a-z][a-z-]*/g) ?? [],
        }),
      ),
    );
    expect(new Set(used.map(({ command }) => command[0]))).toEqual(
      new Set(['gate', 'report', 'history', 'compare', 'load']),
    );
    expect(used.flatMap(({ options }) => options).length).toBeGreaterThan(15);
    for (const { command, options } of used) {
      const { exit, stdout } = await bench([...command, '--help'], root);
      const fallback =
        command.join(' ') === 'history' ? (await bench(['history', 'show', '--help'], root)).stdout : '';
      const known = (stdout + fallback)
        .match(/^ +(?:-\w, )?--[a-z][a-z-]*/gm)
        ?.map((line) => line.replace(/.*(?=--)/, ''));
      expect({ command, exit, unknown: options.filter((option) => !known?.includes(option)) }).toEqual({
        command,
        exit: 0,
        unknown: [],
      });
    }
  });
});

describe('the workflows', () => {
  test('of a pull request only read', () => {
    expect(gate.permissions).toEqual({ contents: 'read' });
    expect(gate.on).toBe('pull_request');
    expect(textOf('docs/ci/github-gate.yml')).not.toMatch(/secrets\.|github\.token/);
  });

  test('that comments follows the other by its name, takes its artifact, and runs nothing of the pull request', () => {
    expect(comment.on).toEqual({ workflow_run: { workflows: [gate.name], types: ['completed'] } });
    expect(comment.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
    const [uploads, downloads] = [gate, comment].map((workflow) =>
      stepsOf(workflow)
        .filter(({ uses = '' }) => uses.includes('load-artifact'))
        .map((step) => step.with?.['name']),
    );
    expect(uploads).toEqual(['performance-gate']);
    expect(downloads).toEqual(uploads);
    expect(stepsOf(comment).map(({ uses }) => uses?.split('@')[0])).toEqual([
      'actions/download-artifact',
      undefined,
    ]);
  });

  test('get what came from outside by the environment, never as a part of a script', () => {
    const scripts = [...stepsOf(gate), ...stepsOf(comment), ...action.runs.steps].flatMap(
      ({ run }) => run ?? [],
    );
    expect(scripts.length).toBe(4);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  test('of GitLab is for merge requests, has the whole history, and keeps what was found also where it fails', () => {
    const [[name, job] = []] = Object.entries(parsed(textOf('docs/ci/gitlab.yml')) as Record<string, object>);
    expect(name).toBe('performance gate');
    expect(job).toMatchObject({
      rules: [{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }],
      variables: { GIT_DEPTH: '0' },
      artifacts: { when: 'always', reports: { junit: 'reports/gate/junit.xml' } },
    });
  });
});

describe('the action', () => {
  const [step] = action.runs.steps;

  test('is composite, says of each input and output what it is, and goes with the package', () => {
    expect(action.runs.using).toBe('composite');
    expect(action.runs.steps.map(({ shell, uses }) => ({ shell, uses }))).toEqual([
      { shell: 'bash', uses: undefined },
    ]);
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      expect(description).toMatch(/^[A-Zp].*\.$/);
    }
    expect((JSON.parse(textOf('package.json')) as { files: string[] }).files).toContain('action.yml');
    expect(stepsOf(gate).map(({ uses }) => uses)).toContain('./node_modules/intowork-bench');
  });

  test('uses every input that it declares and no other, and gives only what its step gives', () => {
    const expressions = stringsIn(action.runs).join('\n');
    const used = [...expressions.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(Object.keys(action.inputs)));
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.${step?.id}.outputs.${name} }}`);
      expect(step?.run).toContain(`echo "${name}=`);
    }
    const given = stepsOf(gate).find(({ uses }) => uses?.startsWith('./'))?.with ?? {};
    expect(Object.keys(given).filter((name) => !(name in action.inputs))).toEqual([]);
  });
});
