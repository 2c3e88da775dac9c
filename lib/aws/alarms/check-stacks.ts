import { CfnResource, type Stack } from 'aws-cdk-lib/core';
import type { Alarm } from './alarm';
import { type Made, unwatched, watchedTypes } from './unwatched';

/**
 * Adds to a stack the check that each of the alarms watches something that one of the stacks makes. It runs when the app
 * is synthesized, on the resources as they are then, and its sentences are errors.
 */
export function checkWatched(stack: Stack, alarms: readonly Alarm[], stacks: readonly Stack[]): void {
  stack.node.addValidation({ validate: () => [...unwatched(alarms, stacks.flatMap(madeBy))] });
}

function madeBy(stack: Stack): readonly Made[] {
  return stack.node.findAll().flatMap((node) => {
    if (!CfnResource.isCfnResource(node) || !watchedTypes.includes(node.cfnResourceType)) return [];
    const logicalId: string = stack.resolve(node.logicalId);
    const { Resources } = stack.resolve(node._toCloudFormation());
    return [{ logicalId, type: node.cfnResourceType, properties: Resources[logicalId].Properties ?? {} }];
  });
}
