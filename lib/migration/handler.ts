import { answerStack, type StackEvent } from '../bootstrap/answer-stack';
import { required } from '../setup/environment';
import { log, runSteps } from './run-steps';
import { deploymentSteps, type StepName, stepNames } from './steps';

/** CloudFormation's event; a schedule's or a person's, who name steps or mean those of a deployment. */
type Event = StackEvent | { readonly RequestType?: undefined; readonly steps?: unknown };

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Kept to answer the stack, milliseconds. */
const TO_ANSWER_MS = 20_000;

/**
 * Runs the steps over the SQL of its layer, as the application's role. CloudFormation hears in its own way how it went,
 * and never by an error: it would only try again and wait. Does nothing when the stack goes.
 */
export async function handler(event: Event, context: LambdaContext): Promise<{ readonly done: readonly StepName[] }> {
  if (event.RequestType === undefined) {
    const names = event.steps === undefined ? deploymentSteps : stepNames(event.steps);
    await runSteps(names, timeLeft(context));
    return { done: names };
  }
  const physicalResourceId =
    event.PhysicalResourceId ?? required(process.env, 'AWS_LAMBDA_FUNCTION_NAME', 'the name of this function');
  const failure = event.RequestType === 'Delete' ? undefined : await failureOf(context);
  await answerStack(event, { physicalResourceId, ...(failure === undefined ? {} : { failure }) });
  return { done: failure === undefined && event.RequestType !== 'Delete' ? deploymentSteps : [] };
}

async function failureOf(context: LambdaContext): Promise<string | undefined> {
  try {
    await runSteps(deploymentSteps, timeLeft(context));
    return undefined;
  } catch (error) {
    const failure = error instanceof Error ? error.message : 'failed';
    log('error', { failure });
    return failure;
  }
}

const timeLeft = (context: LambdaContext): number => context.getRemainingTimeInMillis() - TO_ANSWER_MS;
