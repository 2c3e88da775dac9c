import type { RuleDescription } from '../types';
import { finalObjects } from './final-objects';
import { volumeChange } from './volume-change';

/** What is held against the files that come out, and not against the platform alone. */
export const outputRules: readonly RuleDescription[] = [finalObjects, volumeChange];
