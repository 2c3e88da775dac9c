import type { AlertName } from '../platform/alert-names';

/** Where the pages of docs/runbooks are read. */
const RUNBOOKS = 'https://github.com/memorai/memorai-infra/blob/main/docs/runbooks';

export const runbookUrl = (alert: AlertName): string => `${RUNBOOKS}/${alert}.md`;
