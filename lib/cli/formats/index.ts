import { githubFormat } from './github';
import { jsonFormat } from './json';
import { junitFormat } from './junit';
import type { Format } from './report';
import { sarifFormat } from './sarif';
import { textFormat } from './text';

/** The forms of a check. Small and without libraries of their own, so that none is worth loading later. */
export const formats = {
  text: textFormat,
  json: jsonFormat,
  sarif: sarifFormat,
  github: githubFormat,
  junit: junitFormat,
} satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof formats;
