import { textOf, textsOf, type Raw } from './raw.ts';

/** They read their input to its end before they answer, so nothing above them stops it. */
const readToTheEnd = new Set(['Sort', 'Hash', 'BitmapAnd', 'BitmapOr', 'Bitmap Heap Scan', 'ModifyTable']);

/**
 * Whether a child can be stopped before its last row, so that fewer rows than estimated mean nothing:
 * below a LIMIT, on the inner side of a join that looks for one match only, in a merge join, in an EXISTS.
 *
 * @param parentMayStop whether the parent itself can be
 */
export function stopsEarly(child: Raw, parent: Raw, parentMayStop: boolean): boolean {
  const type = textOf(parent, 'Node Type') ?? '';
  const relationship = textOf(child, 'Parent Relationship');
  if (relationship === 'SubPlan') return !isHashed(child, parent);
  if (relationship === 'InitPlan') return !(textOf(child, 'Subplan Name') ?? '').startsWith('CTE ');
  if (type === 'Limit' || type === 'Merge Join') return true;
  if (type === 'Nested Loop' && relationship === 'Inner') return parentMayStop || looksForOneMatch(parent);
  if (readToTheEnd.has(type) || aggregatesAll(parent)) return false;
  return parentMayStop;
}

/** A hashed SubPlan is read to its end once; any other is asked again for each row, and EXISTS wants one row only. */
function isHashed(subplan: Raw, parent: Raw): boolean {
  const name = `hashed ${textOf(subplan, 'Subplan Name')}`;
  return Object.keys(parent).some((key) => textsOf(parent, key).some((text) => text.includes(name)));
}

function looksForOneMatch(join: Raw): boolean {
  const kind = textOf(join, 'Join Type');
  return kind === 'Semi' || kind === 'Anti' || join['Inner Unique'] === true;
}

function aggregatesAll(raw: Raw): boolean {
  return textOf(raw, 'Node Type') === 'Aggregate' && textOf(raw, 'Strategy') !== 'Sorted';
}
