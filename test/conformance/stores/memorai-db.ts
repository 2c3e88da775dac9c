import { join } from 'node:path';
import { setupFacts, setupFactsVariable } from '../../../lib/platform/store-config/setup-facts';
import type { Platform } from '../../../lib/platform/types';
import type { Ended, Keeper } from '../aws/keeper';

const program = join(__dirname, '../../../build/bin/memorai-db.js');

/** Every character that means something in a URL, as in the issue that asked for this. */
export const APPLICATION_PASSWORD = 'p@ss:/?#%w';

/** As `memorai secrets init` makes them. */
export const MONITOR_PASSWORD = '0123456789abcdef'.repeat(4);

/** The program as a Job runs it: built, with the facts of a platform in its environment and nothing of the person's. */
export function memoraiDb(
  keeper: Keeper,
  platform: Platform,
  environment: Readonly<Record<string, string>>,
): { start(...args: string[]): ReturnType<Keeper['start']>; run(...args: string[]): Promise<Ended> } {
  const command = (args: readonly string[]) => ({
    command: process.execPath,
    args: [program, ...args],
    cwd: join(__dirname, '../../..'),
    env: {
      PATH: process.env.PATH ?? '',
      POSTGRES_MONITOR_PASSWORD: MONITOR_PASSWORD,
      [setupFactsVariable]: JSON.stringify(setupFacts(platform.stores, platform.connections)),
      ...environment,
    },
  });
  return {
    start: (...args) => keeper.start(command(args)),
    run: (...args) => keeper.run(command(args)),
  };
}

/** Settings of the application's role, in parts. */
export const parts = (port: number, password = APPLICATION_PASSWORD): Readonly<Record<string, string>> => ({
  DB_HOST: '127.0.0.1',
  DB_PORT: String(port),
  DB_NAME: 'memorai',
  DB_USER: 'memorai',
  DB_PASSWORD: password,
  PGSSLMODE: 'disable',
});
