import type { Plan, PlanNode } from '../../src/record/plan.ts';
import { fingerprint } from '../../src/plans/fingerprint.ts';
import { blocksTouched, costliest, indexesUsed, misestimate } from '../../src/plans/walk.ts';

/** All that is read in a plan, a line for each node, for goldens. */
export function outline(plan: Plan): string {
  const { access, shape, strict } = fingerprint(plan);
  return [
    ...nodeLines(plan.root, ''),
    '',
    `costliest: ${costliest(plan)?.label ?? 'none, since it was not executed'}`,
    `indexes: ${indexesUsed(plan).join(', ') || 'none'}`,
    `blocks: ${blocksTouched(plan)}`,
    `planning ${ms(plan.planning)}, execution ${ms(plan.execution)}`,
    `settings: ${Object.keys(plan.settings).join(', ') || 'none'}`,
    `serialization: ${JSON.stringify(plan.serialization)}`,
    `wal: ${JSON.stringify(plan.wal)}`,
    `jit: ${JSON.stringify(plan.jit)}`,
    `access: ${access}`,
    `shape: ${shape}`,
    `strict: ${strict}`,
  ].join('\n');
}

function nodeLines(node: PlanNode, indent: string): readonly string[] {
  const own =
    node.subplan ?? (node.relationship === null || node.relationship === 'Outer' ? null : node.relationship);
  const off = misestimate(node);
  const facts = [
    `rows ${node.rows ?? '–'} (${node.estimatedRows})`,
    off === null || off < 2 ? null : `off ${off.toFixed(1)}×`,
    `loops ${node.loops}`,
    node.time === null ? null : `time ${ms(node.time.total)}, self ${ms(node.time.self)}`,
    node.buffers === null
      ? null
      : `blocks ${node.buffers.hit}+${node.buffers.read}, self ${node.buffers.self}`,
    node.buffers === null || node.buffers.temporaryRead + node.buffers.temporaryWritten === 0
      ? null
      : `temporary ${node.buffers.temporaryRead}/${node.buffers.temporaryWritten}`,
    node.mayStopEarly ? 'may stop early' : null,
    node.memory,
    node.workers === null ? null : `workers ${node.workers.launched} of ${node.workers.planned}`,
    node.heapFetches === null ? null : `heap fetches ${node.heapFetches}`,
  ].filter((fact) => fact !== null);
  return [
    `${indent}${own === null ? '' : `[${own}] `}${node.label}: ${facts.join('; ')}`,
    ...node.conditions.map(
      ({ kind, text, removed }) => `${indent}  · ${kind}: ${text}${removed === null ? '' : ` − ${removed}`}`,
    ),
    ...(node.sortKeys.length > 0 ? [`${indent}  · Sort Key: ${node.sortKeys.join(', ')}`] : []),
    ...node.children.flatMap((child) => nodeLines(child, `${indent}  `)),
  ];
}

function ms(seconds: number | null): string {
  return seconds === null ? '–' : `${(seconds * 1000).toFixed(3)} ms`;
}
