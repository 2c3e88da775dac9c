import type { RuleDescription } from './types';

export const exceptionExpired: RuleDescription = {
  id: 'exception-expired',
  severity: 'warning',
  protects: 'people from a failed check of which nobody remembers why it passed until yesterday',
  source: 'ADR 18',
  reads: ['exceptions.*.until'],
  wayOut: 'mend what the exception was for, or set a later day',
  neverAccepted: 'it is about exceptions themselves',
};
