import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import GithubSlugger from 'github-slugger';
import { SaxesParser } from 'saxes';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { judge } from '../../src/compare/judge.ts';
import type { Cell, VariantRecord } from '../../src/record/experiment.ts';
import { formatVersion, run as runSchema, type Run } from '../../src/record/run.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown, renderReport } from '../../src/report/markdown.ts';
import { renderPlans } from '../../src/report/plans.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { golden } from '../support/golden.ts';
import { aCapacity, aLoad, aRound, capacitiesOf, pairsOf } from '../support/load.ts';
import { aCell, anIndex, answersAlike, aRun } from '../support/record.ts';
import { hasBought, searchText } from './shop/experiments.ts';
import { everyNode, parseMarkdown, textOf } from './markdown-tree.ts';
import { full, interrupted, loaded, unclaimed } from './shop/runs.ts';

const folder = join(import.meta.dirname, 'golden');
const plain = { color: false, width: 100, report: 'reports/PERFORMANCE_REPORT.md' };

/** Nothing but what a run has that died at once. */
const empty: Run = aRun({ status: 'failed', reason: 'No room on the disk', finishedAt: null });

/** What the load is of does not hang on what was timed beside it, which takes long to render. */
const onlyLoad: Run = { ...full, experiments: [] };

/** Names as wide as they get, and nothing else changed. */
const wide: Run = {
  ...full,
  suite: { ...full.suite, name: '店'.repeat(70) },
  experiments: full.experiments.map((experiment) => ({
    ...experiment,
    title: `注文を検索する ${experiment.title}`.repeat(3),
    variants: experiment.variants.map((variant) => ({
      ...variant,
      title: `${variant.title} 索引`.repeat(9),
    })),
  })),
};

const runs = { full, interrupted, unclaimed, loaded, empty, wide };

describe.each(Object.entries(runs))('%s', (name, run) => {
  const judgement = judge(run);
  const files = renderMarkdown(run, judgement);
  const report = files['PERFORMANCE_REPORT.md'] ?? '';
  const tree = parseMarkdown(report);

  test('is a record that can be read', () => {
    expect(runSchema.safeParse(run).error).toBeUndefined();
    expect(run.format).toBe(formatVersion);
  });

  const texts = {
    md: () => report,
    txt: () => renderTerminal(run, judgement, plain),
    json: () => renderJson(run, judgement),
  };
  test.each(name === 'wide' ? [] : Object.entries(texts))('reads as it should: %s', (extension, render) => {
    const text = render();
    expect(text).toBe(golden(join(folder, `${name}.${extension}`), text));
  });

  test('has as many cells in each row of a table as it has columns', () => {
    for (const table of everyNode(tree).filter((node) => node.type === 'table')) {
      const widths = table.children.map((row) => row.children.length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test('shows no table, fence or emphasis as text', () => {
    const prose = everyNode(tree)
      .filter((node) => node.type === 'paragraph')
      .map((node) => textOf(node));
    expect(prose.filter((line) => /\| ---|```|\*\*|<br>|undefined|NaN|\[object/.test(line))).toEqual([]);
  });

  test('links to headings that are there, and to files that are beside it', () => {
    const slugger = new GithubSlugger();
    const headings = everyNode(tree).filter((node) => node.type === 'heading');
    const anchors = headings.map((heading) => `#${slugger.slug(textOf(heading))}`);
    const links = everyNode(tree).flatMap((node) =>
      node.type === 'link' || node.type === 'image' ? node.url : [],
    );
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((url) => !anchors.includes(url) && !(url in files))).toEqual([]);
  });

  test('refers to each footnote that it has, and has each that it refers to', () => {
    const marks = report.match(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g) ?? [];
    const notes = report.match(/^[⁰¹²³⁴⁵⁶⁷⁸⁹]+/gm) ?? [];
    expect(new Set(notes).size).toBe(notes.length);
    expect(new Set(marks)).toEqual(new Set(notes));
    for (const note of notes) expect(marks.filter((mark) => mark === note).length).toBeGreaterThan(1);
  });

  test('draws the same well-formed picture each time', () => {
    const { 'speedups.svg': chart } = files;
    expect(renderMarkdown(run, judgement)).toEqual(files);
    expect(report.includes('speedups.svg')).toBe(chart !== undefined);
    const others = Object.keys(files).filter((name) => name.endsWith('.svg') && name !== 'speedups.svg');
    for (const name of others) expect(report).toContain(`](${name})`);
    const parser = new SaxesParser();
    const elements: string[] = [];
    parser.on('error', (error) => expect.unreachable(error.message));
    parser.on('opentag', ({ name }) => elements.push(name));
    parser.write(chart ?? '<svg><text/></svg>').close();
    expect(elements).toContain('text');
    expect(chart ?? '').not.toMatch(/zr\d/);
  });

  test('has no number in JSON that JSON cannot hold', () => {
    expect(JSON.parse(renderJson(run, judgement))).toMatchObject({ format: 1, run: { status: run.status } });
  });
});

describe.each(Object.entries(runs))('in the terminal, %s', (_, run) => {
  const judgement = judge(run);

  test.each([100, 80, 72])('keeps to %i columns', (width) => {
    const lines = renderTerminal(run, judgement, { ...plain, width }).split('\n');
    expect(lines.filter((line) => stringWidth(line) > width)).toEqual([]);
  });

  test('says the same with and without colours', () => {
    const [colored, bare] = [true, false].map((color) => renderTerminal(run, judgement, { ...plain, color }));
    expect(bare).not.toContain('\u001B');
    expect(colored).toContain('\u001B[');
    expect(stripVTControlCharacters(colored ?? '')).toBe(bare);
  });
});

describe('an API that was put under load alone', () => {
  const [one] = aLoad().sides;
  if (one === undefined) throw new Error('a load has sides');
  const rounds = pairsOf(4, 0.5).filter(({ side }) => side === one.id);
  const late = aRound(4, one.id, 0.02, { timeouts: 100 });
  const load = aLoad({ sides: [one], rounds: [...rounds, late] });
  const run: Run = {
    ...empty,
    status: 'complete',
    reason: null,
    loads: [load],
    capacities: [capacitiesOf(aCapacity(one.id, 20, 22))],
  };

  test('is shown with its figures, and with what makes some of them doubtful', () => {
    const text = renderTerminal(run, judge(run), plain).replaceAll(/\s+/g, ' ');
    expect(text).toContain('by autocannon): before alone, requests/s 1,997/s, p50 20.01ms, p95 38.02ms, ');
    expect(text).toContain('over 4 rounds. 1 round of 5 is invalid: 20.0 % of the requests timed out');
    expect(text).toContain('capacity (window-shopping): before alone, 20 … 22/s before p95 passes 500 ms.');
    expect(text).toContain('Under window-shopping, before was measured alone, and is compared with nothing.');
    expect(text).not.toContain('nothing timed');
  });
});

const reportOf = (run: Run) => renderReport(run, judge(run));

test('says what stands for the address of a database, where the command to reproduce needs one', () => {
  const request = { ...empty.request, command: 'npx bench compare --database-url "$DATABASE_URL"' };
  expect(reportOf({ ...empty, request })).toContain('`DATABASE_URL` stands for the address');
  expect(reportOf(empty)).not.toContain('DATABASE_URL');
});

describe('a route is explained', () => {
  test('where its requests are of several classes, by what the best gains, and by what others pay', () => {
    const chain = chainOf(null);
    expect(chain).toMatch(
      /, absent, its best class: \d+× faster \([^)]+\); rare: 4\d\.\d % slower \([^)]+\) → request, 3 → 1 statements, 1,200 → 12 blocks, p50: /,
    );
    expect(chain).not.toContain('; frequent');
  });

  test('where they are of one, by that alone', () => {
    const chain = chainOf('rare');
    expect(chain).toMatch(
      /plan \S.* buffers → .*, rare: 4\d\.\d % slower \([^)]+\) → request, 3 → 1 statements, 1,200 → 12 blocks, p50: /,
    );
    expect(chain).not.toContain('absent');
    expect(chain).not.toContain('best');
  });

  test('by nothing where the class was left out of the run, which is said', () => {
    expect(chainOf('heavy')).toMatch(
      /plan not looked at → .*, heavy: not timed → request, .*, p50: 4\.0× faster/,
    );
  });

  test('by other things than its query, where neither plan nor time of that got better', () => {
    const chain = chainOf('rare', pairsOf(8, 0.25), true);
    expect(chain).toMatch(
      /^- `GET \/orders` \(list\): request, .*, p50: 4\.0× faster .*\. Not for its query, it seems \(plan unchanged, .* slower .*\): likely it asks for fewer statements, and it waits less behind other requests\.$/,
    );
  });

  test('with the verdict on the request, where it is open', () => {
    expect(chainOf('rare', pairsOf(4, 0.5))).toMatch(/request, .*, p50: unclear: 2\.0× faster/);
  });
});

describe('what the load was', () => {
  const load = aLoad();

  test('is said with the length of a round, its settling, the time-out, and what the CPU is a share of', () => {
    expect(reportOf({ ...onlyLoad, loads: [load] }).replaceAll('\u00A0', ' ')).toContain(
      "A round counts 2 s of load after 500 ms that are not counted. A request times out after 10 s. Database CPU per request is PostgreSQL's CPU time, divided by what was answered.",
    );
    const paced = { ...load, scenario: { ...load.scenario, pacing: { kind: 'rate' as const, rate: 5 } } };
    expect(reportOf({ ...onlyLoad, loads: [paced] }).replaceAll('\u00A0', ' ')).toContain(
      "A request times out after 10 s. Database CPU is a share of the machine's 2 cores, all of them.",
    );
    const longer = load.rounds.map((one) =>
      one.side === 'before'
        ? { ...one, round: { ...one.round, asked: { ...one.round.asked, seconds: 7 + (one.pair % 2) } } }
        : one,
    );
    expect(
      reportOf({ ...onlyLoad, loads: [{ ...load, rounds: longer }] }).replaceAll('\u00A0', ' '),
    ).toContain('7 s to 8 s on before and 2 s on after');
    const older = { ...load, scenario: { ...load.scenario, settle: null } };
    expect(reportOf({ ...onlyLoad, loads: [older] })).toContain(
      'A round counts 2 s of load. A request times',
    );
  });

  test('is said once of what, with the SQL that arranged each database', () => {
    const report = reportOf({ ...onlyLoad, loads: [load, { ...load, driver: 'k6' }] });
    expect(report).toContain(
      '- **before**: as it is, on the schema as it was seeded\n- **after**: with the index, on',
    );
    expect(report.split('The SQL that arranged the database of after')).toHaveLength(2);
    expect(report).toContain(
      '```sql\nCREATE INDEX orders_status_placed_at ON orders (status, placed_at DESC);\n```',
    );
    const older = { ...load, sides: load.sides.map((side) => ({ ...side, schema: null })) };
    expect(reportOf({ ...onlyLoad, loads: [older] })).toContain(
      '- **before**: as it is\n- **after**: with the index\n\n###',
    );
  });
});

/** What the method says of the vacuum before a load in which so much was vacuumed. */
function toldOfVacuum(vacuumed: readonly string[] | undefined): string {
  const load = aLoad();
  const sides = load.sides.map((side) =>
    vacuumed === undefined ? side : { ...side, vacuumed: [...vacuumed] },
  );
  const server = { ...full.server, settings: { ...full.server.settings, autovacuum: 'off' } };
  const report = reportOf({ ...onlyLoad, server, loads: [{ ...load, sides }] });
  return /had written was vacuumed, [^.]*\./.exec(report)?.[0] ?? 'nothing';
}

test.each([
  ['what was written', ['jobs', 'users'], 'had written was vacuumed, namely `jobs` and `users`.'],
  ['nothing', [], 'had written was vacuumed, which was nothing.'],
  ['what nobody knows', undefined, 'nothing'],
] as const)('the method says what was vacuumed before a load: %s', (_, vacuumed, said) => {
  expect(toldOfVacuum(vacuumed)).toBe(said);
});

test.each([
  ['of the whole mix', 78, '`round: 10` in the scenario would tell, with `duration: 60` for 6 of them'],
  ['of nothing', 0, 'Longer rounds, or another load, would tell'],
])('says how long rounds have to be for a p99 %s', (_, answered, expected) => {
  const rounds = pairsOf(6, 0.25).map((one) => {
    const total = { ...one.round.total, answered };
    return { ...one, round: { ...one.round, total, seconds: 2 } };
  });
  const load = aLoad({ rounds });
  const claims = [{ metric: 'p99' as const, before: 0.8, after: 0.1 }];
  const run = { ...onlyLoad, loads: [{ ...load, scenario: { ...load.scenario, claims } }] };
  // 368 answers, at 39 per second.
  const said = `a p99 needs 368 to have an upper bound. ${expected}`;
  expect(reportOf(run)).toContain(said);
  const screen = renderTerminal(run, judge(run), plain).replaceAll(/\s+/g, ' ');
  expect(screen).toMatch(/p99, invalid: \d+ answers in a round are too few: /);
  expect(screen).toContain(said);
});

describe('the method of a load', () => {
  const load = aLoad();
  const schedule = { ...load.schedule, looks: [20] };
  const other = { ...load, schedule, scenario: { ...load.scenario, id: 'rush' } };
  const said = (second: Run['loads'][number]) =>
    /They were looked at.*? pairs of rounds/.exec(reportOf({ ...onlyLoad, loads: [load, second] }))?.[0];

  test.each([
    ['all of them', other, 'They were looked at once, after 8 and 20 pairs of rounds'],
    [
      'but for those that ended early',
      { ...other, complete: false },
      'They were looked at once, after 8 pairs of rounds',
    ],
    [
      'but for those that are invalid',
      { ...other, rounds: [aRound(0, 'before', 0.1, { timeouts: 200 }), aRound(0, 'after', 0.1)] },
      'They were looked at once, after 8 pairs of rounds',
    ],
  ])('says when they were looked at, %s', (_, second, expected) => {
    expect(said(second)).toBe(expected);
  });

  test('tells the CPU that a round typically took, and the most that waited', () => {
    const cpus = [0.2, 0.4, 1.9];
    const rounds = cpus.flatMap((cpu, pair) =>
      ['before', 'after'].map((side) => {
        const round = aRound(pair, side, 0.1, { cpu });
        const waiting = side === 'after' ? 0 : pair;
        return { ...round, server: { ...round.server, poolWaiting: { mean: 0, most: waiting } } };
      }),
    );
    const report = reportOf({ ...onlyLoad, loads: [aLoad({ rounds })] });
    expect(report).toContain('| 0.20, 0.30, 0.40 cores | up to 2 requests |');
    expect(report).toContain('| 0.20, 0.30, 0.40 cores | none |');
  });
});

describe('a capacity whose search was cut off', () => {
  const load = aLoad();
  const search = { ...aCapacity('after', 290, 580), ended: 'the time of 20 s was over' };
  const over = { rate: 600, outcome: 'breaks' as const, reason: 'too much timed out', achieved: 300 };
  const record = capacitiesOf(aCapacity('before', 12.2, 12.5), {
    ...search,
    points: [...search.points, { ...over, p50: 0.7, p95: { over: 5 } }],
  });
  const claims = [{ metric: 'p95' as const, before: 0.8, after: 0.1 }];
  const run: Run = {
    ...onlyLoad,
    loads: [{ ...load, scenario: { ...load.scenario, claims } }],
    capacities: [record],
  };
  const report = reportOf(run).replaceAll('\u00A0', ' ');

  test('gives its bracket, what would narrow it, and that the limit is not the promise', () => {
    expect(report).toMatch(
      /\*\*after carries 23 to 48 times the load of before\*\*, .* The time of the search for after ended first: `bench capacity window-shopping --duration \d+` would narrow it\./,
    );
    expect(report).toContain('The limit is not the promise: that is a p95 of 100 ms,');
    expect(report).not.toContain('times out after 1 s here');
    const timed = capacitiesOf(...record.sides.map((side) => ({ ...side, timeout: 1 })));
    expect(reportOf({ ...run, capacities: [timed] })).toContain('(a request times out after 1 s here)');
  });

  test('shows a quantile that lies beyond the time-out as that, in the table and in the picture', () => {
    expect(report).toContain('| after | 600/s | 1 | – | 300/s | 700 ms | over 5 s | **breaks** |');
    expect(renderMarkdown(run, judge(run))['capacity-window-shopping.svg']).toContain('over 5 s');
  });

  test('shows every attempt at a rate, and why it breaks although a later one held', () => {
    const held = { ...over, rate: 580, outcome: 'holds' as const, reason: null, p50: 0.1, p95: 0.4 };
    const after = { ...search, points: [...search.points, held] };
    const said = { ...run, capacities: [capacitiesOf(aCapacity('before', 12.2, 12.5), after)] };
    const shown = reportOf(said).replaceAll('\u00A0', ' ');
    const rows = shown.match(/^\| after \| 580\/s \| .*$/gm)?.map((row) => row.split(' | '));
    expect(rows?.map((cells) => [cells[2], cells[7]])).toEqual([
      ['1', '**breaks**'],
      ['2', '**breaks**'],
      ['3', 'holds'],
    ]);
    expect(shown).toContain('| after | 290 … 580/s | p95 was 600 ms, and may be 500 ms | 2, in 4 attempts |');
  });

  test('is a warning wherever there are any, and counted alike', () => {
    const judgement = judge(run);
    const { warnings } = judgement;
    expect(warnings.map(({ about }) => about)).toContain('capacity of window-shopping');
    expect(report).toContain(`[${warnings.length} warnings](#warnings)`);
    expect(report).toContain(`${warnings.length}. **capacity of window-shopping**: The search was cut off`);
    expect(renderTerminal(run, judgement, plain)).toContain(`${warnings.length} warnings\n`);
    expect(JSON.parse(renderJson(run, judgement))).toMatchObject({ warnings });
  });
});

/** The line about the route of a load that the full-text variant explains. */
function chainOf(name: string | null, rounds = pairsOf(8, 0.25), samePlan = false): string | undefined {
  const classes = searchText.classes.map((one) => {
    const baseline = one.cells[searchText.variants[0]?.id ?? ''];
    return samePlan && baseline !== undefined ? { ...one, cells: { ...one.cells, fulltext: baseline } } : one;
  });
  const experiments = [{ ...searchText, classes }];
  const load = aLoad({ rounds });
  const requests = load.scenario.requests.map((request) => ({
    ...request,
    explainedBy: { experiment: searchText.id, variant: 'fulltext', class: name },
  }));
  const run = { ...full, experiments, loads: [{ ...load, scenario: { ...load.scenario, requests } }] };
  return reportOf(run)
    .match(/^- `GET \/orders` .*$/m)?.[0]
    .replaceAll('\u00A0', ' ');
}

describe('the row of a claim', () => {
  const indexes = [anIndex({ name: 'orders_customer' }), anIndex({ name: 'orders_idle' })];
  const failed = { code: '42P08', message: 'could not determine data type', statement: null };

  test('counts the indexes that are used, where others are not', () => {
    expect(claimRow({ arrangement: { outcome: 'ready', seconds: 1, indexes } })).toContain(
      '| yes | 1 of 2 |',
    );
  });

  test('says nothing of indexes where the statement does not run', () => {
    const cell = aCell({ failure: failed, answers: null });
    expect(claimRow({ arrangement: { outcome: 'ready', seconds: 1, indexes } }, () => cell)).toContain(
      '→ not timed | – | – | **impossible**',
    );
  });

  test('names the classes that were not timed, with the reason', () => {
    const answers = { ...answersAlike, satisfied: false, differing: 3 };
    const row = claimRow({}, (cell, name) =>
      name === 'heavy' ? { ...cell, stopped: 'answers', answers } : cell,
    );
    expect(row).toMatch(/typical: .* faster \([^)]+\)\*\*<br>heavy: not timed, other answers \|/);
  });
});

/** Of the claim that has no repaired variant, with this made of its cells; a cell that is stopped has no times. */
function claimRow(
  different: Partial<VariantRecord>,
  made: (cell: Cell, name: string) => Cell = (cell) => cell,
): string {
  const classes = hasBought.classes.map((one) => {
    const { before = aCell(), after = aCell() } = one.cells;
    const cell = made(after, one.name);
    const timed = cell.failure === null && cell.stopped === null;
    const rounds = one.rounds.map((round) => ({
      ...round,
      samples: { before: round.samples['before'] ?? [] },
    }));
    return { ...one, cells: { before, after: cell }, rounds: timed ? one.rounds : rounds };
  });
  const variants = hasBought.variants.map((one, i) => (i === 0 ? one : { ...one, ...different }));
  const report = reportOf({ ...full, experiments: [{ ...hasBought, variants, classes }] });
  return report.match(/^\| 1 \| .*$/m)?.[0].replaceAll('\u00A0', ' ') ?? '';
}

test('duplicates under a unique index are to be removed first', () => {
  const failure = { code: '23505', message: 'could not create unique index', statement: null };
  const variants = hasBought.variants.map((one, i) =>
    i === 0 ? one : { ...one, arrangement: { outcome: 'failed' as const, failure } },
  );
  const classes = hasBought.classes.map((one) => ({ ...one, rounds: [] }));
  expect(reportOf({ ...full, experiments: [{ ...hasBought, variants, classes }] })).toMatch(
    /As written does not run, PostgreSQL's message is below\. Remove the duplicates first, then run again\./,
  );
});

describe('what disturbed the rounds of load', () => {
  test.each([
    ['nothing', {}, 'No checkpoint and no autovacuum fell into a timed round or a round of load.'],
    [
      'a checkpoint, seen at its end, and autovacuum, seen twice',
      { checkpoints: 1, autovacuum: 2 },
      'fell into a timed round. 1 round of load was disturbed and is kept: a checkpoint and autovacuum.',
    ],
    [
      'what nobody could see',
      { checkpoints: null },
      'fell into a timed round or a round of load. What fell into 1 round of load was not seen.',
    ],
  ])('%s is told apart from what disturbed the queries', (_, server, sentence) => {
    expect(reportOf(withServer(server))).toContain(sentence);
  });
});

/** With a load in whose first round this is what was seen of the server. */
function withServer(server: object): Run {
  const load = aLoad();
  const rounds = load.rounds.map((round, i) =>
    i === 0 ? { ...round, server: { ...round.server, ...server } } : round,
  );
  return { ...full, experiments: [hasBought], loads: [{ ...load, rounds }] };
}

test('requests that failed are told apart by kind and side, as shares of all of the side', () => {
  const load = aLoad();
  const rounds = load.rounds.map((one, i) => {
    const mishaps = i === 1 ? { '5xx': 5, reset: 1 } : {};
    return {
      ...one,
      round: { ...one.round, dropped: i === 0 ? 2 : 0, total: { ...one.round.total, mishaps, answered: 94 } },
    };
  });
  const report = reportOf({ ...onlyLoad, loads: [{ ...load, rounds: rounds.slice(0, 2) }] });
  const rows = report.match(/Requests that failed, by what went wrong:\n\n([^]*?)\n\n/)?.[1];
  expect(rows?.replaceAll('\u00A0', ' ').split('\n').slice(2)).toEqual([
    '| status 5xx | – | 5 (5.0 %) |',
    '| connection reset | – | 1 (1.0 %) |',
    '| could not begin when due | 2 (2.1 %) | – |',
  ]);
});

function plansOf(name: string | null): string {
  return renderPlans(full, searchText.id, { color: false, width: 100, class: name });
}

test('the plans of one class', () => {
  const text = plansOf('frequent');
  expect(text).toBe(golden(join(folder, 'plans.txt'), text));
});

test('the plans of all classes', () => {
  expect(plansOf(null)).toContain('orders/search-text, absent');
  expect(
    plansOf(null)
      .split('\n')
      .filter((line) => stringWidth(line) > 100),
  ).toEqual([]);
});

test.each([
  [
    'an experiment that the run does not have',
    'orders/none',
    null,
    'The run has no experiment "orders/none".',
  ],
  [
    'a class that the experiment does not have',
    searchText.id,
    'odd',
    'The experiment has no parameter class "odd" in this run.',
  ],
])('plans of %s', (_, experiment, name, sentence) => {
  expect(() => renderPlans(full, experiment, { color: false, width: 100, class: name })).toThrow(sentence);
});
