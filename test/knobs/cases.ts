import { choiceCases } from './choices';
import { storeCases } from './store-choices';
import { type KnobCase, knobCases } from './table';

/** What a service, an environment and its stores may be given. */
export const cases: Readonly<Record<string, KnobCase>> = { ...knobCases, ...choiceCases, ...storeCases };
