/**
 * Splits SQL into its statements, as psql does: at semicolons that stand outside quotes, dollar quotes, comments,
 * parentheses and the bodies of functions in standard SQL (`BEGIN ATOMIC … END`). Statements come without the
 * semicolon and the comments before them; comments alone are no statement.
 */
export function splitStatements(sql: string): readonly string[] {
  const statements: string[] = [];
  let statement = '';
  let parentheses = 0;
  let blocks = 0;
  const finish = () => {
    if (statement.trim() !== '') statements.push(statement.trim());
    statement = '';
    parentheses = 0;
    blocks = 0;
  };
  for (const token of tokensOf(sql)) {
    if (token === ';' && parentheses === 0 && blocks === 0) {
      finish();
      continue;
    }
    if (isComment(token) && statement.trim() === '') continue;
    statement += token;
    if (token === '(') parentheses++;
    if (token === ')') parentheses = Math.max(0, parentheses - 1);
    if (isRoutine(statement)) blocks = Math.max(0, blocks + opening(token));
  }
  finish();
  return statements;
}

/** In this order: what is quoted must be recognised before what would be special outside of it. */
const patterns = [
  /--[^\n]*/, // comment to the end of the line
  /[eE]'(?:[^'\\]|\\[^]|'')*'?/, // string with escapes
  /'(?:[^']|'')*'?/,
  /"(?:[^"]|"")*"?/, // quoted name
  /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/, // word, so that a dollar within one opens no quote
  /\$(?<tag>(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$[^]*?(?:\$\k<tag>\$|$)/, // dollar quote
  /[^]/,
];
const nextToken = new RegExp(patterns.map(({ source }) => source).join('|'), 'y');

function* tokensOf(sql: string): Generator<string> {
  let at = 0;
  while (at < sql.length) {
    nextToken.lastIndex = at;
    const text = sql.startsWith('/*', at)
      ? blockComment(sql, at)
      : (nextToken.exec(sql)?.[0] ?? sql.slice(at));
    yield text;
    at += text.length;
  }
}

/** PostgreSQL's block comments nest, which no regular expression can follow. */
function blockComment(sql: string, start: number): string {
  let depth = 0;
  for (let at = start; at < sql.length; at++) {
    if (sql.startsWith('/*', at)) [depth, at] = [depth + 1, at + 1];
    else if (sql.startsWith('*/', at)) [depth, at] = [depth - 1, at + 1];
    if (depth === 0) return sql.slice(start, at + 1);
  }
  return sql.slice(start);
}

function isComment(text: string): boolean {
  return text.startsWith('--') || text.startsWith('/*');
}

function isRoutine(statement: string): boolean {
  return /^create\s+(?:or\s+replace\s+)?(?:function|procedure)\b/i.test(statement);
}

/** +1 for a word that opens a block in a routine's body, −1 for the one that closes it. */
function opening(word: string): number {
  if (/^(?:begin|case)$/i.test(word)) return 1;
  return /^end$/i.test(word) ? -1 : 0;
}
