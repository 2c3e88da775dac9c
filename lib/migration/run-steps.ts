import { setTimeout as sleep } from 'node:timers/promises';
import { type SetupStep, setupSeconds } from '../platform/setup-steps';
import { createAwsSource } from '../runtime/aws-source';
import { loadSettings } from '../runtime/load-settings';
import { type Environment, factsOf, required } from '../setup/environment';
import { explained } from '../setup/failures';
import type { StepContext } from '../setup/step';
import { runStep } from './steps';

/** How long a step waits for a server that starts, or for a role that is just being made; as `memorai-db` does. */
const WAIT_MS = setupSeconds.wait * 1000;
const source = createAwsSource((name) => require(name));

/**
 * Runs steps one after the other, and stops the one that is at work when the time is up.
 *
 * @param milliseconds - for all of them
 * @throws Error with the step, what is wrong and the way out; never with a password
 */
export async function runSteps(names: readonly SetupStep[], milliseconds: number): Promise<void> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), milliseconds);
  try {
    const environment = await loadSettings(readBy(names, process.env), source);
    for (const name of names) await runOne(name, environment, stop.signal, milliseconds);
  } finally {
    clearTimeout(timer);
  }
}

async function runOne(
  name: SetupStep,
  environment: Environment,
  signal: AbortSignal,
  milliseconds: number,
): Promise<void> {
  const said: string[] = [];
  const context: StepContext = {
    environment,
    facts: () => factsOf(environment),
    folder: required(environment, 'SQL_FOLDER', 'where the layer with the SQL is'),
    waitMs: WAIT_MS,
    clock: { now: () => performance.now(), sleep: (pause) => sleep(pause, undefined, { signal }) },
    signal,
    say: (line) => {
      said.push(line);
      log('info', { step: name, said: line });
    },
  };
  try {
    await runStep(name, context);
  } catch (error) {
    if (signal.aborted) {
      throw new Error(
        `${name}: not done within ${Math.round(milliseconds / 1000)} s, and stopped; ${name === 'collection' ? 'nothing was dropped' : 'what was running is rolled back'}. ` +
          'Give it more time (migration.deadline), or run what takes longer with memorai-db from inside the network first; ' +
          `last: ${said.at(-1) ?? 'nothing'}`,
      );
    }
    const { message, wayOut } = explained('', error);
    // `verify` says in indented lines what is wrong; its error only counts them.
    const details = said.filter((line) => line.startsWith(' ')).map((line) => line.trim());
    const what = message.startsWith(`${name}: `) ? message : `${name}: ${message}`;
    throw new Error([what, ...(wayOut === undefined ? [] : [wayOut]), ...details].join('; '));
  }
}

/** A key of Qdrant that nobody has filled must not keep the database from being migrated, nor the reverse. */
function readBy(names: readonly SetupStep[], environment: Environment): Environment {
  const others = [
    ...(names.includes('collection') ? [] : ['QDRANT_']),
    ...(names.every((name) => name === 'collection') ? ['DB_'] : []),
  ];
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !others.some((prefix) => name.startsWith(prefix))),
  );
}

export function log(level: 'info' | 'error', fields: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify({ level, event: 'migration', ...fields })}\n`);
}
