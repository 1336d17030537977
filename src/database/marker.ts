/** What every database of ours is called, to begin with. */
export const prefix = 'bench_';

/** Names that we may give: the prefix, then what needs no quoting, within PostgreSQL's 63 bytes. */
const ourName = /^bench_[a-z0-9_]{1,57}$/;

/** The names that we do give: to arrangements, and to templates and what is kept of them. */
const givenName = /^bench_(?:[0-9a-f]{8}_\d+|[a-z0-9_]+_[0-9a-f]{16})$/;

const madeBy = 'intowork-bench';

/** What a database of ours is for. */
type Purpose =
  /** Being filled; what a run that died leaves of a template. */
  | 'draft'
  /** Seeded and whole, to be cloned; kept between runs. */
  | 'template'
  /** A clone with a variant's SQL applied. */
  | 'arrangement'
  /** For tests and the like. */
  | 'scratch';

/** The comment that makes a database ours, with what we need to find it again. */
export interface Marker {
  readonly purpose: Purpose;
  /** What it holds: the content hash of seeded data; of what was made from them, the name of their template. */
  readonly key: string;
  /** The opening of the server that made it; see `Server.session`. */
  readonly session: string;
  /** Others that use it: openings of the server that found it made. */
  readonly users?: readonly string[];
  /** What its maker wants to know again when it is found. */
  readonly detail?: string;
}

export function isOurName(name: string): boolean {
  return ourName.test(name);
}

/** Whether somebody would take it for one of ours, by its name alone. */
export function looksLikeOurs(name: string): boolean {
  return isOurName(name) && givenName.test(name);
}

export function writeMarker(marker: Marker): string {
  return JSON.stringify({ madeBy, ...marker });
}

/** Reads a database's comment; undefined where it is not a mark of ours. */
export function readMarker(comment: string | null): Marker | undefined {
  if (comment === null) return undefined;
  try {
    const read = JSON.parse(comment) as Partial<Marker & { madeBy: string }> | null;
    if (read?.madeBy !== madeBy) return undefined;
    const { purpose, key, session, users, detail } = read;
    if (purpose === undefined || key === undefined || session === undefined) return undefined;
    return {
      purpose,
      key,
      session,
      ...(users === undefined ? {} : { users }),
      ...(detail === undefined ? {} : { detail }),
    };
  } catch {
    return undefined;
  }
}
