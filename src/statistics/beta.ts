/** Lanczos' coefficients for g = 7, n = 9, as computed by P. Godfrey (2001). */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x ≥ 0.5, to about 1e-14 (relative). Source: C. Lanczos, SIAM Journal on Numerical Analysis 1, 1964. */
function logGamma(x: number): number {
  const z = x - 1;
  const series = lanczos.reduce((sum, c, k) => (k === 0 ? c : sum + c / (z + k)), 0);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
}

/**
 * The regularised incomplete beta function Iₓ(a, b), for a, b ≥ 0.5 and x in [0, 1].
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.17.22 (the continued fraction), evaluated by
 * Lentz' method (W. J. Lentz, Applied Optics 15, 1976).
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly below the mean; above it, I_x(a, b) = 1 − I_{1−x}(b, a).
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const scale = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  return (scale / a) * (1 / fraction(x, a, b));
}

/** The denominator 1 + d₁/(1 + d₂/(1 + …)) of DLMF 8.17.22. */
function fraction(x: number, a: number, b: number): number {
  let value = 1;
  let c = 1;
  let d = 0;
  for (let k = 1; k < 10_000; k += 1) {
    const m = Math.floor(k / 2);
    const coefficient =
      k % 2 === 0
        ? (m * (b - m) * x) / ((a + k - 1) * (a + k))
        : (-(a + m) * (a + b + m) * x) / ((a + k - 1) * (a + k));
    d = 1 / nonzero(1 + coefficient * d);
    c = nonzero(1 + coefficient / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) return value;
  }
  return value;
}

/** Lentz' method steps over a zero by putting something tiny in its place. */
function nonzero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x;
}
