import type { Round } from '../record/experiment.ts';
import type { Schedule } from '../record/run.ts';
import { roundEffect } from '../statistics/round-effect.ts';
import type { ParameterSet } from '../suite/experiment.ts';
import type { Random } from '../suite/random.ts';
import { TurnFailure, takeTurns, type Contestant } from './turn.ts';

export interface RoundsOptions {
  readonly sets: readonly ParameterSet[];
  readonly schedule: Schedule;
  /** About this long takes a round, in seconds. */
  readonly time: number;
  /** What a first turn took when the statements were prepared, in seconds; 0 where there was none. */
  readonly cold: number;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** `performance.now()` when the run began. */
  readonly started: number;
  readonly decided: (effects: readonly number[]) => boolean;
  /** What fell in since the last call, in words. */
  readonly disturbances: () => Promise<string[]>;
  readonly onRound: (rounds: readonly Round[]) => void;
}

/** A contestant that failed and has dropped out. */
export interface DropOut {
  readonly id: string;
  readonly cause: unknown;
}

/**
 * Rounds of a baseline and its challengers. At each look of the schedule those leave whose comparison with the baseline
 * is decided; it ends when none is left, after the last look, or after the one at which the time is up: what decides that
 * is the clock, not the effects. A challenger that fails leaves too, and the round in which it failed is not kept; with
 * the baseline it all ends. A baseline without challengers goes as far as the first look.
 */
export async function takeRounds(
  baseline: Contestant,
  challengers: readonly Contestant[],
  options: RoundsOptions,
): Promise<{ readonly rounds: Round[]; readonly dropOuts: readonly DropOut[] }> {
  const { schedule, decided, onRound } = options;
  const { patience = null } = schedule;
  const rounds: Round[] = [];
  const dropOuts: DropOut[] = [];
  let left = challengers;
  let alone = challengers.length === 0;
  /** How long a turn takes, in seconds; null until they are warm. */
  let pace: number | null = null;
  const began = performance.now();
  for (const look of schedule.looks) {
    const timeIsUp = patience !== null && performance.now() - began > patience * 1000;
    if (rounds.length > 0 && timeIsUp) break;
    while (rounds.length < look && (alone || left.length > 0)) {
      try {
        pace ??= await warmUp([baseline, ...left], options);
        const round = await takeRound([baseline, ...left], pace, turnsIn(rounds, baseline), options);
        rounds.push(round);
        pace = paceOf(round.samples);
        onRound(rounds);
      } catch (error) {
        options.signal.throwIfAborted();
        if (!(error instanceof TurnFailure)) throw error;
        dropOuts.push({ id: error.id, cause: error.cause });
        alone = false;
        left = error.id === baseline.id ? [] : left.filter(({ id }) => id !== error.id);
      }
    }
    alone = false;
    left = left.filter(({ id }) => !decided(effectsOf(rounds, baseline.id, id)));
  }
  return { rounds, dropOuts };
}

/**
 * One turn to see how long it takes; then, where it is short, about a round's worth of them. Where preparing took
 * long already, that turn would only heat.
 */
async function warmUp(contestants: readonly Contestant[], options: RoundsOptions): Promise<number> {
  if (options.cold > longTurn) return options.cold;
  const take = async (turns: number) =>
    paceOf(await takeTurns(contestants, { ...options, first: 0, warmUp: 0, turns }));
  const cold = await take(1);
  return cold > longTurn ? cold : take(turnsFor(cold, options.time));
}

async function takeRound(
  contestants: readonly Contestant[],
  pace: number,
  first: number,
  options: RoundsOptions,
): Promise<Round> {
  const at = (performance.now() - options.started) / 1000;
  const samples = await takeTurns(contestants, {
    ...options,
    first,
    // What happens between rounds cools the caches a little; a long turn does not notice.
    warmUp: pace < shortTurn ? 1 : 0,
    turns: turnsFor(pace, options.time),
  });
  return { at, samples, disturbed: await options.disturbances() };
}

/** In seconds. A long turn is a round by itself. */
const longTurn = 0.25;
const shortTurn = 0.05;

/** No record grows without end. Of fewer, all rounds of quick statements would fall into one moment of the machine. */
const mostTurns = 300;

/** So many turns that a round takes about that long; two at least, so that it does not hang on a single one. */
function turnsFor(pace: number, time: number): number {
  if (pace > longTurn) return 1;
  return Math.min(mostTurns, Math.max(2, Math.round(time / pace)));
}

/** How long a turn takes: the sum of what its executions take on average. */
function paceOf(samples: Round['samples']): number {
  return Object.values(samples).reduce(
    (sum, times) => sum + times.reduce((all, time) => all + time, 0) / Math.max(1, times.length),
    0,
  );
}

/** Turns taken so far: the next round goes on with the parameter set that is next. */
function turnsIn(rounds: readonly Round[], { id }: Contestant): number {
  return rounds.reduce((sum, { samples }) => sum + (samples[id]?.length ?? 0), 0);
}

function effectsOf(rounds: readonly Round[], baseline: string, variant: string): readonly number[] {
  return rounds.flatMap(({ samples }) => roundEffect(samples[baseline] ?? [], samples[variant] ?? []) ?? []);
}
