import { type AlertName, alertNames } from './alert-names';
import type { Platform } from './types';

/** Where a page of docs/ is read: `rules/connections.md`. */
export const documentation = (page: string): string =>
  `https://github.com/memorai/memorai-infra/blob/main/docs/${page}`;

/**
 * Where the runbook of an alert is read: the environment's own, once its output is published somewhere, otherwise the
 * general page (docs/adr/0027).
 */
export const runbookUrl = (
  { environment, alerting }: Pick<Platform, 'environment' | 'alerting'>,
  name: AlertName,
): string =>
  alerting?.publishedAt === undefined
    ? documentation(`runbooks/${name}.md`)
    : `${alerting.publishedAt}/${environment}/operations/runbooks.md#${name.toLowerCase()}`;

/** Whose runbook it is; undefined for a page that is none of ours. */
export function runbookAt(url: string): string | undefined {
  const page = /\/runbooks(?:\.md#|\/)([^/]+?)(?:\.md)?$/.exec(url)?.[1];
  return alertNames.find((name) => name.toLowerCase() === page?.toLowerCase()) ?? page;
}
