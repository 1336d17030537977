/** Blocks that a verdict takes, or rounds, where each is a unit of its own (statistics.md). */
export const fewestUnits = 6;
