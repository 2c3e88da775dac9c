import { found } from './faults';
import type { OutputRule } from './types';

export const composeReferences: OutputRule = {
  id: 'compose-references',
  severity: 'error',
  protects: 'the start of the project from failing on the machine, at a name that the compose file does not declare',
  source: 'E1, E2, E6',
  reads: ['compose'],
  wayOut: 'declare what is named, or remove the name',
  check: found('compose'),
};
