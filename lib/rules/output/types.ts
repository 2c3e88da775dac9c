import type { Platform } from '../../platform/types';
import type { Problem, RuleDescription } from '../types';
import type { Output } from './output';

/**
 * A rule of the second phase: it holds the artifacts against each other, across targets, by what they define and refer to.
 * Of the platform it reads only what a config says is somebody else's, or what was promised of names.
 */
export interface OutputRule extends RuleDescription {
  readonly check: (output: Output, platform: Platform) => readonly Problem[];
}
