import { found } from './faults';
import type { OutputRule } from './types';

/** A patch or an object of a team's own may break what the library keeps by itself. */
export const finalObjects: OutputRule = {
  id: 'final-objects',
  severity: 'error',
  protects: 'the apply from failing half way, or from taking apart what belongs together, after a patch',
  source: 'ADR 8',
  reads: ['patches', 'extraObjects', 'services.*', 'serviceDefaults', 'settings'],
  wayOut: 'change the patch, the extra object or the line that is named, or what it refers to',
  check: found('objects'),
};
