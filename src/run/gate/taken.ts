import type { Block, GateSideName, GateSubject } from '../../record/gate.ts';

/** What came of asking for a block. Where there is a trouble, there will be no more of them. */
export interface Taken extends Readonly<Pick<GateSubject, 'trouble' | 'lost'>> {
  readonly block: Block | null;
}

export function took(block: Block): Taken {
  return { block, trouble: null, lost: null };
}

/** @param lost the side that is the trouble, if one is */
export function gaveUp(trouble: string, lost: GateSideName | null = null): Taken {
  return { block: null, trouble, lost };
}

/** A single pair takes longer than there is time for. */
export function tooSlow(seconds: number): Taken {
  const pair = `one pair of bursts takes ${Math.ceil(seconds)} s`;
  return gaveUp(`${pair}, for which there is no time left; give it more with --budget`);
}

/** The subject with one more block, or with the reason why there will be no more. */
export function withBlock(subject: GateSubject, taken: Taken | undefined): GateSubject {
  if (taken === undefined) return subject;
  const { block, trouble, lost } = taken;
  return { ...subject, trouble, lost, blocks: block === null ? subject.blocks : [...subject.blocks, block] };
}
