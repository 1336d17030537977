const timeUnits = [
  [1e-9, 'ns'],
  [1e-6, 'µs'],
  [1e-3, 'ms'],
  [1, 's'],
] as const;

/**
 * At most four significant digits: "184.2 ms", "880 µs"; from two minutes on "3 min 4 s".
 *
 * @param seconds not negative; Infinity is "∞", and NaN, which stands for no samples, "–"
 */
export function duration(seconds: number): string {
  if (Number.isNaN(seconds)) return '–';
  if (!Number.isFinite(seconds)) return '∞';
  if (seconds === 0) return '0 s';
  const whole = Math.round(seconds);
  if (whole >= 120) return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  // Rounded before the unit is chosen: 999.96 µs is 1 ms, not 1000 µs.
  const rounded = Number(seconds.toPrecision(4));
  const [size, unit] = timeUnits.findLast(([size]) => rounded >= size) ?? timeUnits[0];
  return `${Number((rounded / size).toPrecision(4))} ${unit}`;
}
