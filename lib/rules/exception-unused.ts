import type { RuleDescription } from './types';

export const exceptionUnused: RuleDescription = {
  id: 'exception-unused',
  severity: 'warning',
  protects: 'the next fault of the same kind from being accepted unseen',
  source: 'ADR 18',
  reads: ['exceptions'],
  wayOut: 'take the exception out',
  neverAccepted: 'it is about exceptions themselves',
};
