import type { Finding, Severity } from './types';

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** The worst first, then by path. */
export const sortFindings = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => rank[a.severity] - rank[b.severity] || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
