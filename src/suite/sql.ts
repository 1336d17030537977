/** A place in a statement where a value goes, named as in the experiment's parameter sets. */
export interface Parameter {
  readonly parameter: string;
}

/** A statement with numbered placeholders: plain data, so that it can be recorded, shown and prepared. */
export interface Sql {
  /** With `$1`, `$2`, … where parameters go. */
  readonly text: string;
  /** The name of `$1`, of `$2`, …; a parameter used twice keeps one number. */
  readonly parameters: readonly string[];
  /** Literal text and parameters in turn: what fragments are composed from. */
  readonly parts: readonly (string | Parameter)[];
}

/** `p.search` stands for the value named `search` of a parameter set. */
export const p: Readonly<Record<string, Parameter>> = new Proxy(
  {},
  { get: (_, name): Parameter => ({ parameter: String(name) }) },
);

/**
 * A statement or a fragment of one. Interpolates parameters (`${p.search}`) and other fragments, never text:
 * there is no way to build SQL from a value.
 *
 * @param values undefined only as far as the compiler can tell: with `noUncheckedIndexedAccess` it must doubt `p.search`.
 * @throws TypeError where anything else is interpolated.
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (Parameter | Sql | undefined)[]): Sql {
  const parts = strings.flatMap((text, i) => (i < values.length ? [text, ...partsOf(values[i], i)] : [text]));
  const parameters: string[] = [];
  const text = parts
    .map((part) => (typeof part === 'string' ? part : placeholder(part, parameters)))
    .join('');
  return { text: dedent(text), parameters, parts };
}

function partsOf(value: Parameter | Sql | undefined, index: number): readonly (string | Parameter)[] {
  if (typeof value === 'object' && 'parts' in value) return value.parts;
  if (typeof value === 'object' && 'parameter' in value) return [value];
  throw new TypeError(
    `sql\`…\` takes parameters and fragments only; value ${index + 1} is a ${typeof value}`,
  );
}

function placeholder({ parameter }: Parameter, parameters: string[]): string {
  if (!parameters.includes(parameter)) parameters.push(parameter);
  return `$${parameters.indexOf(parameter) + 1}`;
}

/** Takes away the indentation that all lines but the first share, and the white space around. */
function dedent(text: string): string {
  const lines = text.split('\n');
  const indents = lines
    .slice(1)
    .flatMap((line) => (line.trim() ? [line.length - line.trimStart().length] : []));
  const shared = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return lines
    .map((line, i) => (i === 0 ? line : line.slice(shared)))
    .join('\n')
    .trim();
}
