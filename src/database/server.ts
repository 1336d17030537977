import type { ClientConfig } from 'pg';

/** Where a server comes from: one file each in this folder. */
export type Source =
  | { readonly kind: 'embedded'; readonly cache: string }
  | { readonly kind: 'url'; readonly url: string; readonly allowRemote: boolean }
  | { readonly kind: 'container'; readonly image: string };

/** A PostgreSQL that is up and may be used. */
export interface Server extends AsyncDisposable {
  readonly kind: Source['kind'];
  /** As the server says it: "15.18". */
  readonly version: string;
  /** As `server_version_num`: 150018. */
  readonly versionNumber: number;
  /** Settings that differ from PostgreSQL's defaults, by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** The database that surely exists, from which others are made: the URL's own, `postgres` elsewhere. */
  readonly maintenance: string;
  /** Tells this opening of the server from all others; every connection carries it as `application_name`. */
  readonly session: string;
  /** How to connect to one of its databases; `application_name` is set. */
  connection(database: string): ClientConfig;
  /** Settles with a reason when the server goes away without having been asked to. */
  readonly lost: Promise<string>;
  /** The server's process on this machine, for CPU accounting; absent where it is remote. */
  readonly pid?: number;
}

/** What a source hands over; `openServer` looks at it more closely and makes a `Server` of it. */
export interface Endpoint
  extends Pick<Server, 'kind' | 'maintenance' | 'connection' | 'pid'>, AsyncDisposable {
  /** Where the source itself notices that the server is gone, and why; elsewhere a connection watches. */
  readonly lost?: Promise<string>;
}

/** Tells what takes long, in sentences for people. */
export type Progress = (sentence: string) => void;
