import type { Connection } from './connect.ts';
import { readVersion, type Version } from './version.ts';

/** Settings that say where things lie, who may come in or what is written to a log, and perhaps a secret; never what is measured. */
const silent =
  '(_command|_file|_directory|_directories|_dir|_path|conninfo|password|passphrase|_names|_name|_addresses)$' +
  '|^(port|lc_|log_|logging_|syslog_|ssl_|krb_|gss_|unix_|bonjour|recovery_|restore_|archive_|primary_|event_|client_encoding)';

/** Settings of extensions have a dot in their names, and so may an application's secrets; these are known to be none. */
const extensions = '^(pg_stat_statements|auto_explain)[.]';

/**
 * Version and settings that differ from PostgreSQL's defaults, without those of this very session.
 *
 * @throws BenchError `unsupported-version`
 */
export async function readFacts(
  db: Connection,
): Promise<Version & { readonly settings: Readonly<Record<string, string>> }> {
  const versions = await db.query<{ text: string; number: string }>(
    `SELECT current_setting('server_version') AS text, current_setting('server_version_num') AS number`,
  );
  const said = versions.rows[0];
  const version = readVersion(said?.text ?? 'of unknown version', said?.number ?? '0');
  const { rows } = await db.query<{ name: string; value: string }>(
    `SELECT name, current_setting(name) AS value FROM pg_settings
      WHERE setting IS DISTINCT FROM boot_val
        AND source NOT IN ('default', 'override', 'client', 'session')
        AND name !~ $1 AND (name !~ '[.]' OR name ~ $2)
      ORDER BY name`,
    [silent, extensions],
  );
  return { ...version, settings: Object.fromEntries(rows.map(({ name, value }) => [name, value])) };
}
