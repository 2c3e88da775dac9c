import { answerStack, type StackEvent } from '../bootstrap/answer-stack';
import { type SetupStep, setupSeconds } from '../platform/setup-steps';
import { required } from '../setup/environment';
import { log, runSteps } from './run-steps';
import { stepNames } from './steps';

/** CloudFormation's event; or a schedule's or a person's. */
type Event = StackEvent | { readonly RequestType?: undefined; readonly steps?: unknown };

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

interface Result {
  readonly done: readonly SetupStep[];
}

/**
 * Runs the steps that it is asked for, over the SQL of its layer, as the application's role. CloudFormation hears in its own
 * way how it went, and never by an error: it would only try again and wait.
 */
export async function handler(event: Event, context: LambdaContext): Promise<Result> {
  if (event.RequestType !== undefined) return answered(event, context);
  const names = stepNames(event.steps);
  await runSteps(names, timeLeft(context));
  return { done: names };
}

/**
 * The resource's id is the state that was reached last. A deployment that fails goes back by asking for that state again:
 * it is there, and a server that is out of reach, for which the deployment failed, must not hold up the way back as well.
 * Does nothing when the stack goes, or when CloudFormation takes an id away that another followed.
 */
async function answered(event: StackEvent, context: LambdaContext): Promise<Result> {
  const { Revision, Steps } = event.ResourceProperties ?? {};
  const wanted = `${required(process.env, 'AWS_LAMBDA_FUNCTION_NAME', 'the name of this function')}:${String(Revision)}`;
  const before = event.PhysicalResourceId;
  if (event.RequestType === 'Delete' || before === wanted) {
    log('info', { request: event.RequestType, said: 'nothing to do' });
    await answerStack(event, { physicalResourceId: before ?? wanted });
    return { done: [] };
  }
  const { done, failure } = await attempt(Steps, context);
  await answerStack(
    event,
    failure === undefined ? { physicalResourceId: wanted } : { physicalResourceId: before ?? wanted, failure },
  );
  return { done };
}

async function attempt(steps: unknown, context: LambdaContext): Promise<Result & { readonly failure?: string }> {
  try {
    const done = stepNames(steps);
    await runSteps(done, timeLeft(context));
    return { done };
  } catch (error) {
    const failure = error instanceof Error ? error.message : 'failed';
    log('error', { failure });
    return { done: [], failure };
  }
}

const timeLeft = (context: LambdaContext): number => context.getRemainingTimeInMillis() - setupSeconds.answer * 1000;
