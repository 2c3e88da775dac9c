import type { Probe } from './types';

/** How long a container may take to start before its start-up probe gives it up; 0 without one. */
export const startSeconds = (startup: Omit<Probe, 'path' | 'timeoutSeconds'> | undefined): number =>
  startup === undefined ? 0 : startup.initialDelaySeconds + startup.periodSeconds * startup.failureThreshold;
