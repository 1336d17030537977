import { isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** esbuild's own words: "…\n<file>:<line>:<column>: ERROR: <message>". */
const syntaxError = /^(?<file>.+):(?<line>\d+):(?<column>\d+): ERROR: (?<message>.+)$/m;
const stackFrame = /\(?(?<file>(?:file:\/\/)?\/[^\s()]+?)(?:\?[^:\s()]*)?:(?<line>\d+):(?<column>\d+)\)?$/gm;

/**
 * What an error that a user's file threw says, with its place in that file's folder and without its stack:
 * "no such thing (at seed/orders.ts:3:9)".
 */
export function troubleOf(error: unknown, folder: string): string {
  if (!(error instanceof Error)) return String(error);
  const syntax = syntaxError.exec(error.message)?.groups;
  if (syntax) return `${syntax['message']}${placeOf(syntax, folder) ?? ''}`;
  const places = [...(error.stack ?? '').matchAll(stackFrame)].map(({ groups }) =>
    placeOf(groups ?? {}, folder),
  );
  return `${firstLine(error.message)}${places.find((place) => place !== null) ?? ''}`;
}

/** null outside the folder, and in what is installed there. */
function placeOf(frame: Readonly<Record<string, string>>, folder: string): string | null {
  const { file = '', line, column } = frame;
  const path = relative(folder, file.startsWith('file:') ? fileURLToPath(file) : file);
  if (path.startsWith('..') || isAbsolute(path) || path.includes('node_modules')) return null;
  return ` (at ${path}:${line}:${column})`;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
