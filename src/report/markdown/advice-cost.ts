import type { IndexRecord } from '../../record/experiment.ts';
import { beginsWith, indexedBy, isSameIndex } from '../index-definition.ts';
import { code } from '../markdown-text.ts';
import { isToBuild, type Proposal } from '../proposals.ts';
import { duration, size } from '../units.ts';
import { listed } from '../words.ts';
import { bytesOf, indexesOf, neededIndexes } from '../view.ts';

/** What a change takes: the indexes to build for it, less those that a row above brings already and those that no plan reads. */
export function costInWords({ variant }: Proposal, earlier: readonly Proposal[]): string {
  const needed = neededIndexes(variant);
  const above = broughtBy(earlier);
  const fates = needed.map((index) => ({ index, fate: fateOf(index, above) }));
  const fresh = fates.filter(({ fate }) => fate === null).map(({ index }) => index);
  const unread = indexesOf(variant.record).filter((index) => !needed.includes(index));
  const parts = [
    ...(fresh.length === 0 ? [] : [`${names(fresh)}: ${size(bytesOf(fresh))}${builtIn(fresh)}`]),
    ...fates.flatMap(({ fate }) => fate ?? []),
    ...(unread.length === 0 ? [] : [`without ${names(unread)}, which no plan reads`]),
  ];
  if (parts.length > 0) return parts.join('; ');
  return variant.record.schema === null ? 'costs nothing but the rewrite' : 'brings no index';
}

/**
 * Of indexes that are not worth having for one change, those that a row above builds for another, and those that only share
 * a name with one; empty where there are none.
 */
export function reconciled({ variant }: Proposal, earlier: readonly Proposal[]): string {
  const above = broughtBy(earlier);
  const parts = indexesOf(variant.record).flatMap((index) => {
    const same = above.find((other) => isSameIndex(other, index));
    if (same !== undefined) {
      const name = same.name === index.name ? '' : `, as ${code(same.name)}`;
      return [`${code(index.name)} is built above all the same${name}.`];
    }
    const namesake = above.find(({ name }) => name === index.name);
    if (namesake === undefined) return [];
    return [`The ${code(index.name)} above is another: on ${code(indexedBy(namesake))}.`];
  });
  return parts.map((part) => ` ${part}`).join('');
}

function broughtBy(proposals: readonly Proposal[]): readonly IndexRecord[] {
  return proposals.filter(isToBuild).flatMap(({ variant }) => neededIndexes(variant));
}

/** What makes it perhaps not worth building; null where nothing does. */
function fateOf(index: IndexRecord, above: readonly IndexRecord[]): string | null {
  const same = above.find((other) => isSameIndex(other, index));
  if (same !== undefined) {
    return same.name === index.name
      ? `${code(index.name)} is built above already`
      : `${code(index.name)} is built above already, as ${code(same.name)}`;
  }
  const longer = above.find((other) => beginsWith(other, index));
  if (longer !== undefined) {
    return `perhaps not ${code(index.name)} (${size(index.bytes)}), since ${code(longer.name)} above begins with its columns`;
  }
  return null;
}

function names(indexes: readonly IndexRecord[]): string {
  return listed(indexes.map(({ name }) => code(name)));
}

/** Nothing where it is not known of one of them. */
function builtIn(indexes: readonly IndexRecord[]): string {
  const seconds = indexes.flatMap((index) => index.seconds ?? []);
  if (seconds.length < indexes.length) return '';
  return `, built in ${duration(seconds.reduce((sum, time) => sum + time, 0))}`;
}
