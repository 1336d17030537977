import { exitCodes } from './exit-codes.ts';
import type { Problem } from './problem.ts';

/** What can be wrong with an API, its traffic and what makes it. */
export const loadProblems = {
  'bad-target-url': (text: string): Problem => ({
    sentence: `"${text}" is no address of an API.`,
    remedy: 'Write it like http://127.0.0.1:3000.',
  }),
  'target-url-with-password': (host: string): Problem => ({
    sentence: `The address of the API on ${host} holds a name or a password.`,
    remedy: 'Leave it out: the report would show it. Who logs in belongs to the `identities` of a scenario.',
  }),
  'remote-target': (host: string): Problem => ({
    sentence: `The API is on ${host}, which is not this machine.`,
    remedy: 'Load can bring a system down; if that one may be loaded, say --allow-remote.',
  }),
  'target-silent': (url: string, reason: string): Problem => ({
    sentence: `No API answers at ${url}: ${reason}.`,
    remedy: 'Check that it runs, and that the address of --url is right.',
  }),
  'scenario-source-empty': (where: string): Problem => ({
    sentence: `There is nothing to draw from for ${where}: the list is empty, or the query finds no rows.`,
    remedy: 'Check it against the seeded data; at a small --scale a condition may match nothing.',
  }),
  'scenario-template': (where: string, name: string): Problem => ({
    sentence: `Nothing says what {${name}} stands for in ${where}.`,
    remedy: 'Give it under `parameters`, or name an identity with that column under `as`.',
  }),
  'pacing-unsupported': (driver: string, pacing: string): Problem => ({
    sentence: `${driver} only sends as fast as answers come, and the scenario asks for ${pacing}.`,
    remedy: 'Use --driver k6, or a scenario with `saturation`.',
  }),
  'target-schema-failed': (target: string, reason: string): Problem => ({
    sentence: `The SQL that arranges the database for the API "${target}" does not run: ${reason}.`,
    remedy: `Mend what \`targets.${target}.schema\` names.`,
  }),
  'target-port-taken': (target: string, port: number): Problem => ({
    sentence: `The API "${target}" cannot have port ${port}: something listens there already.`,
    remedy: `Run again, which takes another free port; \`lsof -i :${port}\` shows who has this one.`,
  }),
  /** @param how with its last words, if it had any */
  'target-ended': (target: string, how: string): Problem => ({
    sentence: `The API "${target}" ended before it was ready (${how}).`,
    remedy: 'Start it by hand with DATABASE_URL and PORT set, and mend what it says.',
  }),
  'target-not-ready': (target: string, probe: string, seconds: number, said: string): Problem => ({
    sentence: `The API "${target}" was not ready within ${seconds} s: ${probe}${said ? `; it said: ${said}` : ''}.`,
    remedy: 'Check `ready` (the path of its probe), or give it more time with `readyWithin`.',
  }),
  'k6-setup-failed': (tried: string): Problem => ({
    sentence: `k6 could be neither fetched nor built: ${tried}.`,
    remedy: 'Put a k6 2.x on PATH, or install Go 1.25 or newer, and run `bench setup k6` again.',
  }),
  'generator-failed': (driver: string, how: string, said: string): Problem => ({
    sentence: `${driver} gave no result (${how})${said ? `: ${said}` : ''}.`,
    remedy: '`bench doctor` shows which one is used; if it is sound, run again.',
    exit: exitCodes.inconclusive,
  }),
};
