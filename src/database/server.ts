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
  /** How to connect to one of its databases; `application_name` is set. */
  connection(database: string): ClientConfig;
  /** Settles with a reason when the server goes away without having been asked to. */
  readonly lost: Promise<string>;
  /** The server's process on this machine, for CPU accounting; absent where it is remote. */
  readonly pid?: number;
}
