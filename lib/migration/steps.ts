import { type SetupStep, setupSteps } from '../platform/setup-steps';
import { collection } from '../setup/collection';
import { index } from '../setup/index-step';
import { migrate, seed } from '../setup/migrate';
import type { StepContext } from '../setup/step';
import { verify } from '../setup/verify';

/** The steps of `memorai-db` that are the application's; the administrator's part has a function of its own. */
const steps: Readonly<Record<SetupStep, (context: StepContext) => Promise<void>>> = {
  migrate,
  seed,
  index,
  verify,
  collection,
};

/** What a person runs who names none: what can be run at any time, and asks the database alone. */
const usualSteps: readonly SetupStep[] = ['migrate', 'index', 'verify'];

/** @throws Error that names what there is */
export function stepNames(asked: unknown): readonly SetupStep[] {
  if (asked === undefined) return usualSteps;
  if (!Array.isArray(asked) || asked.length === 0 || !asked.every(isStep)) {
    throw new Error(`steps must be a list of ${setupSteps.join(', ')}, got ${JSON.stringify(asked)}`);
  }
  return asked;
}

const isStep = (name: unknown): name is SetupStep => typeof name === 'string' && Object.hasOwn(steps, name);

export const runStep = (name: SetupStep, context: StepContext): Promise<void> => steps[name](context);
