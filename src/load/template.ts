import type { BodyTemplate } from '../suite/scenario.ts';
import type { Value } from '../suite/experiment.ts';

/** The values that a template's names stand for: `name`, and `name.column` where a row was drawn. */
export type Values = ReadonlyMap<string, Value>;

const placeholder = /\{([A-Za-z_]\w*(?:\.\w+)?)\}/g;
const alone = /^\{([A-Za-z_]\w*(?:\.\w+)?)\}$/;

/** The names in a template. */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map(([, name]) => name ?? '');
}

/** A path, with its values made safe for a URL. */
export function fillPath(template: string, values: Values): string {
  return fill(template, values, (value) => encodeURIComponent(asText(value)));
}

/** A header or any other text. */
export function fillText(template: string, values: Values): string {
  return fill(template, values, asText);
}

/** JSON, in which a string that is nothing but `{name}` becomes the value itself. */
export function fillBody(template: BodyTemplate, values: Values): unknown {
  if (typeof template === 'string') {
    const name = alone.exec(template)?.[1];
    return name === undefined ? fillText(template, values) : valueOf(name, values);
  }
  if (Array.isArray(template)) return template.map((part: BodyTemplate) => fillBody(part, values));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, part]) => [key, fillBody(part, values)]));
  }
  return template;
}

function fill(template: string, values: Values, write: (value: Value) => string): string {
  return template.replaceAll(placeholder, (_, name: string) => write(valueOf(name, values)));
}

function valueOf(name: string, values: Values): Value {
  const value = values.get(name);
  if (value === undefined) throw new TypeError(`nothing says what {${name}} stands for`);
  return value;
}

function asText(value: Value): string {
  if (value === null) return '';
  return Array.isArray(value) ? value.join(',') : String(value);
}
