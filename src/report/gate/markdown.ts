import type { GateJudgement } from '../../compare/gate/judgement.ts';
import type { Run } from '../../record/run.ts';
import { footnotes } from '../footnotes.ts';
import { cautionsPart } from '../markdown/top.ts';
import { reproducePart } from '../markdown/closing.ts';
import { blocks, details, text } from '../markdown-text.ts';
import { plural } from '../words.ts';
import { gateCircumstances } from './circumstances.ts';
import { budgetsPart } from './markdown/budgets.ts';
import { changesPart } from './markdown/changes.ts';
import { methodPart, waiversPart, warningsPart } from './markdown/method.ts';
import { stallsPart, timesPart } from './markdown/times.ts';
import { gateView, type GateView } from './view.ts';

/** The longest comment that GitHub takes has 65,536 characters; some are left to whoever posts it. */
const mostCharacters = 65_000;

/** How much is shown, beyond what one has to know. */
interface Depth {
  /** Of how many queries and routes it is said what changed. */
  readonly changes: number;
  readonly trees: boolean;
  readonly folded: boolean;
}

/** What is left out first where the whole is too long. */
const depths: readonly Depth[] = [
  { changes: Infinity, trees: true, folded: true },
  { changes: Infinity, trees: false, folded: true },
  { changes: 20, trees: false, folded: false },
];

/** What a gate came to, for the summary of a CI run and for a comment on a pull request: the rest is folded away. */
export function renderGateMarkdown(run: Run, gate: GateJudgement): string {
  const view = gateView(run, gate);
  const pages = depths.map((depth) => page(view, depth));
  return pages.find(({ length }) => length <= mostCharacters) ?? pages.at(-1) ?? '';
}

function page(view: GateView, { changes, trees, folded }: Depth): string {
  const { run, judgement } = view;
  const warnings = judgement.warnings.length + run.warnings.length;
  const facts = [...gateCircumstances(view), ...(warnings === 0 ? [] : [plural(warnings, 'warning')])];
  const notes = footnotes();
  const whole = blocks(
    `### Performance gate: ${text(run.suite.name)}`,
    cautionsPart(run),
    `**${text(judgement.headline)}**`,
    facts.map(text).join(' · '),
    budgetsPart(view, notes),
    notes.pending().join('\n\n'),
    changesPart(view, { most: changes, trees }),
    ...(folded
      ? [timesPart(view), stallsPart(view), methodPart(view), waiversPart(view), warningsPart(view)]
      : ['What would be folded away here is too long for a comment: `bench report run.json` shows it.']),
    details('Reproduce', reproducePart(run)),
  );
  return `${whole}\n`;
}
