import { escapeLiteral } from 'pg';
import type { Value } from '../record/experiment.ts';

/** A value as a literal without a type, which EXECUTE turns into the parameter's type as Bind does. */
export function literalOf(value: Value): string {
  return value === null ? 'NULL' : escapeLiteral(textOf(value));
}

function textOf(value: Exclude<Value, null>): string {
  return Array.isArray(value) ? arrayText(value) : String(value);
}

/** PostgreSQL's text form of an array, every element quoted. */
function arrayText(values: readonly Value[]): string {
  return `{${values.map(elementText).join(',')}}`;
}

function elementText(value: Value): string {
  if (value === null) return 'NULL';
  if (Array.isArray(value)) return arrayText(value);
  return `"${String(value).replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}
