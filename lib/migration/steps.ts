import { collection } from '../setup/collection';
import { index } from '../setup/index-step';
import { migrate, seed } from '../setup/migrate';
import type { StepContext } from '../setup/step';
import { verify } from '../setup/verify';

/** The steps of `memorai-db` that are the application's; the administrator's part has a function of its own. */
const steps = { migrate, seed, index, verify, collection } satisfies Readonly<
  Record<string, (context: StepContext) => Promise<void>>
>;
export type StepName = keyof typeof steps;

/** What a deployment runs: not the seed, which belongs to the first one, and not Qdrant, which may not be there yet. */
export const deploymentSteps: readonly StepName[] = ['migrate', 'index', 'verify'];

/** @throws Error that names what there is */
export function stepNames(asked: unknown): readonly StepName[] {
  if (!Array.isArray(asked) || asked.length === 0 || !asked.every(isStep)) {
    throw new Error(`steps must be a list of ${Object.keys(steps).join(', ')}, got ${JSON.stringify(asked)}`);
  }
  return asked;
}

const isStep = (name: unknown): name is StepName => typeof name === 'string' && Object.hasOwn(steps, name);

export const runStep = (name: StepName, context: StepContext): Promise<void> => steps[name](context);
