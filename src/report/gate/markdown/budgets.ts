import type { Check } from '../../../compare/gate/judgement.ts';
import type { Footnotes } from '../../footnotes.ts';
import { details, table, text, unbroken } from '../../markdown-text.ts';
import { plural } from '../../words.ts';
import { failing, type GateView } from '../view.ts';
import { isPlain, metricChange, metricName, metricValue, waiverInWords } from '../words.ts';

/** Checks that are kept are folded away beyond this many rows, and all others beyond the second. */
const mostKept = 12;
const mostRows = 60;

const columns = ['check', 'metric', 'allowed', 'base', 'head', 'change', 'outcome'];

/** A row for each check, what fails first; many that are kept, folded away. */
export function budgetsPart(view: GateView, notes: Footnotes): string {
  const { checks } = view.judgement;
  if (checks.length === 0) return '';
  const open = checks.filter(({ outcome }) => outcome !== 'kept');
  const kept = checks.filter(({ outcome }) => outcome === 'kept');
  const shown = [...open.slice(0, mostRows), ...kept.slice(0, Math.max(mostKept - open.length, 0))];
  const folded = checks.filter((check) => !shown.includes(check));
  const keeps = folded.length === 1 ? 'keeps to its budget' : 'keep to their budgets';
  const more = plural(folded.length, shown.length === 0 ? 'check' : 'more check');
  return [
    ...(shown.length === 0 ? [] : [rowsOf(view, shown, notes)]),
    ...(folded.length === 0
      ? []
      : [
          open.length > mostRows
            ? `and ${more}: \`bench report run.json --format json\` has them.`
            : details(`${more} that ${keeps}`, rowsOf(view, folded, notes)),
        ]),
  ].join('\n\n');
}

function rowsOf(view: GateView, checks: readonly Check[], notes: Footnotes): string {
  const rows = checks.map((check, i) => {
    const { kind, subject, metric, allowed, base, head, change } = check;
    const above = checks[i - 1];
    const sameAsAbove = above?.kind === kind && above.subject === subject;
    return [
      sameAsAbove ? '' : `**${text(subject)}**`,
      metricName(metric),
      text(allowed),
      ...(base === null && head === null
        ? ['', '']
        : [base, head].map((value) => unbroken(metricValue(metric, value)))),
      unbroken(metricChange(metric, change)),
      outcomeOf(view, check, notes),
    ];
  });
  return table(columns, rows, ['base', 'head']);
}

function outcomeOf(view: GateView, check: Check, notes: Footnotes): string {
  const { outcome, waiver, sentence } = check;
  if (outcome === 'kept') return 'kept';
  const word = outcome === 'broken' ? 'BROKEN' : outcome;
  const shown = failing(view, check) ? `**${word}**` : word;
  if (isPlain(check)) return shown;
  const mark = notes.mark(text(sentence), waiver === null ? undefined : text(waiverInWords(waiver)));
  return `${shown} ${mark}`;
}
