import type { ControlPlaneLog } from './types';

/** Every log that the control plane of EKS can keep. */
export const controlPlaneLogs: readonly ControlPlaneLog[] = [
  'api',
  'audit',
  'authenticator',
  'controllerManager',
  'scheduler',
];
