import pg from 'pg';

/** OIDs of PostgreSQL's built-in types (`pg_type.dat`). */
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

/**
 * How values come out of the database: as node-postgres gives them to an application, except where that loses
 * something. int8 and numeric are text there already; here dates, timestamps (a Date has no microseconds) and
 * intervals are too, and arrays of these and of numeric hold text. So equal answers are equal, and only those.
 */
export const faithfulTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format === 'binary') return pg.types.getTypeParser(oid, format);
    if (asText.has(oid)) return pg.types.getTypeParser(text);
    return pg.types.getTypeParser(asTextArray.has(oid) ? textArray : oid);
  },
};
