import type { ExactFacts, GateSideName, GateSubject } from '../../record/gate.ts';

/** What of a query or route there is to hold against each other. */
export type State =
  | { readonly kind: 'both' }
  /** On the head alone: growth cannot be judged, and limits in themselves hold. */
  | { readonly kind: 'new'; readonly sentence: string }
  /** On the base alone, as it was when the gate began: nothing of it can be judged. */
  | { readonly kind: 'gone' }
  /** The head does not run what the base runs, or what is new. */
  | { readonly kind: 'fails'; readonly sentence: string }
  | { readonly kind: 'neither'; readonly sentence: string };

export function stateOf(subject: GateSubject): State {
  const { base, head, gone } = subject;
  if (gone) return { kind: 'gone' };
  const [before, after] = [failureOf(base), failureOf(head)];
  if (after !== null) {
    return before === null
      ? { kind: 'fails', sentence: `the head does not run it: ${after}` }
      : { kind: 'neither', sentence: `neither the base (${before}) nor the head (${after}) runs it` };
  }
  if (before !== null) {
    return {
      kind: 'new',
      sentence: `the base does not run it (${before}), so that there is no growth to judge`,
    };
  }
  return base === null && head !== null && !isTimed(subject, 'base')
    ? { kind: 'new', sentence: 'new: the base does not have it, so that there is no growth to judge' }
    : { kind: 'both' };
}

/** Whether some request was answered on this side. */
export function isTimed({ blocks }: GateSubject, side: GateSideName): boolean {
  return blocks.some(({ pairs }) => pairs.some((pair) => pair[side].micros.length > 0));
}

/** In the words of PostgreSQL or of the API. */
function failureOf(facts: ExactFacts | null): string | null {
  if (!facts?.failure) return null;
  const { message, code } = facts.failure;
  return message.includes(code) ? message : `${message} (${code})`;
}
