import type { App } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';

/** cdk-nag as it would be if nothing were accepted: it finds again what has its reason at the resource. */
export function nagWithoutReasons(app: App): AwsSolutionsChecks {
  const linter = new AwsSolutionsChecks(app);
  Object.defineProperty(linter, 'isAcknowledged', { value: () => false });
  return linter;
}
