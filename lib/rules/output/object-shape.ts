import { found } from './faults';
import type { OutputRule } from './types';

export const objectShape: OutputRule = {
  id: 'object-shape',
  severity: 'error',
  protects: 'the apply from being refused half way, and fields from being dropped in silence for a slip of the pen',
  source: 'ADR 26; Kubernetes OpenAPI document, 1.37',
  reads: ['patches', 'extraObjects'],
  wayOut: 'write the field as the API of Kubernetes has it',
  check: found('shape'),
};
