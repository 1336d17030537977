/** Of a list's length: steps that long come nowhere near where earlier ones have been. */
const goldenSection = (Math.sqrt(5) - 1) / 2;

/**
 * The same items in another order, of which any beginning is spread evenly over the list: whoever takes as many as time
 * allows has not only seen those that happen to stand in front. The first stays the first.
 *
 * Source: the three-distance theorem (Sós, 1958), for steps of the golden section; here to the nearest whole step that
 * comes by all places.
 */
export function spread<Item>(items: readonly Item[]): readonly Item[] {
  const step = stepOver(items.length);
  return items.flatMap((_, i) => {
    const place = (i * step) % items.length;
    return items.slice(place, place + 1);
  });
}

function stepOver(length: number): number {
  const best = length * goldenSection;
  const steps = Array.from({ length }, (_, i) => i + 1).filter((step) => divisor(step, length) === 1);
  return steps.toSorted((a, b) => Math.abs(a - best) - Math.abs(b - best))[0] ?? 1;
}

/** The greatest that both have in common. */
function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
