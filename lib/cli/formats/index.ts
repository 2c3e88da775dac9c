import type { Format } from './report';

export const formatNames = ['text', 'json', 'sarif', 'github', 'junit'] as const;
export type FormatName = (typeof formatNames)[number];

/** Loads a format when it is asked for: a plain check reads no code of the others. */
export const loadFormat: Readonly<Record<FormatName, () => Format>> = {
  text: () => (require('./text') as typeof import('./text')).textFormat,
  json: () => (require('./json') as typeof import('./json')).jsonFormat,
  sarif: () => (require('./sarif') as typeof import('./sarif')).sarifFormat,
  github: () => (require('./github') as typeof import('./github')).githubFormat,
  junit: () => (require('./junit') as typeof import('./junit')).junitFormat,
};
