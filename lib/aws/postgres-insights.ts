import type { Postgres } from '../platform/types';

type Aurora = Extract<Postgres, { provider: 'aurora' }>;

/**
 * How long Database Insights keeps what it saw: advanced takes no other retention than 465 days, standard no longer one
 * than 7 (AWS, Database Insights). Undefined where it is off.
 */
export function insightsOf({
  insights,
}: Aurora): { mode: 'standard' | 'advanced'; retentionDays: 7 | 465 } | undefined {
  if (insights === 'off') return undefined;
  return { mode: insights, retentionDays: insights === 'advanced' ? 465 : 7 };
}
