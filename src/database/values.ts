import { types, type CustomTypesConfig } from 'pg';

/** pg's own types say that it knows only the OIDs that it has names for, which are not those of arrays. */
const parser = types.getTypeParser as (oid: number, format?: 'text' | 'binary') => unknown;

/** OIDs of PostgreSQL's built-in types, from its `pg_type.dat`. */
const text = 25;
const textArray = 1009;
const asText = new Set([
  1082, // date
  1114, // timestamp
  1184, // timestamptz
  1186, // interval
]);
const asTextArray = new Set([
  1115, // timestamp[]
  1182, // date[]
  1185, // timestamptz[]
  1187, // interval[]
  1231, // numeric[]
]);

function faithfulParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (format === 'binary') return parser(oid, format);
  if (asText.has(oid)) return parser(text);
  return parser(asTextArray.has(oid) ? textArray : oid);
}

/**
 * How values come out of the database: as node-postgres gives them to an application, except where that loses
 * something. int8 and numeric are text there already; here dates, timestamps (a Date has no microseconds) and
 * intervals are too, and arrays of these and of numeric hold text. So equal answers are equal, and only those.
 */
export const faithfulTypes: CustomTypesConfig = {
  getTypeParser: faithfulParser as CustomTypesConfig['getTypeParser'],
};
