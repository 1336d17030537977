/** A statement with its values: as text, or in PostgreSQL's binary form where the client sent them so. */
export interface Said {
  readonly text: string;
  readonly values: readonly (string | Buffer | null)[];
}

/** `-- …` and `/* … *\/` before a statement, and blanks. */
const lead = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/;

/** The parts of a text between semicolons, from their first word on. One within quotes may cut a part short. */
export function partsOf(text: string): readonly string[] {
  return text
    .split(';')
    .map((part) => part.replace(lead, ''))
    .filter((part) => part !== '');
}

const setting =
  /^(?:set\s+(?!(?:local\s+|session\s+)?(?:transaction|characteristics|constraints)\b)|reset\s|select\s+(?:pg_catalog\.)?set_config\s*\()/i;
const forgetting = /^(?:discard|reset)\s+all\b/i;
const local = /^set\s+local\b|set_config\s*\([^)]*,\s*(?:true|'t(?:rue)?')\s*\)/i;
/** Whether the value of a parameter decides it. */
const localIf = /set_config\s*\([^)]*,\s*\$(\d+)(?:::\w+)?\s*\)/i;
const endOfTransaction =
  /^(?:commit|end|abort|rollback(?!\s+(?:work\s+|transaction\s+)?to\b)|prepare\s+transaction)\b/i;

/** What a session has set, after one statement more: what plans there depend on, in order. */
export function settingsAfter(settings: readonly Said[], said: Said): readonly Said[] {
  const parts = partsOf(said.text);
  if (parts.some((part) => forgetting.test(part))) return [];
  if (parts.some((part) => endOfTransaction.test(part))) {
    return settings.filter((setting) => !isLocal(setting));
  }
  if (parts.length === 0 || !parts.every((part) => setting.test(part))) return settings;
  const key = JSON.stringify(said);
  return [...settings.filter((earlier) => JSON.stringify(earlier) !== key), said];
}

/** Whether it ends with the transaction. */
function isLocal({ text, values }: Said): boolean {
  const parameter = localIf.exec(text)?.[1];
  const value = parameter === undefined ? null : (values[Number(parameter) - 1] ?? null);
  // In binary form, true is one byte.
  if (value !== null) return Buffer.isBuffer(value) ? value[0] === 1 : /^(?:t|1|on|y)/i.test(value);
  return partsOf(text).some((part) => local.test(part));
}
