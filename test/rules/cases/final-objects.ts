import { production } from '../../support/configs';
import type { Case } from './case';

const labelled = (release: string) =>
  production({
    patches: [{ target: { kind: 'Deployment', name: 'memorai-api' }, merge: { metadata: { labels: { release } } } }],
  });

export const finalObjects: readonly Case[] = [
  {
    rule: 'final-objects',
    title: 'a patch with a label of 64 characters',
    config: labelled('r'.repeat(64)),
    finds: [
      `patches[0]: Deployment memorai-api: metadata.labels release must be text of at most 63 letters, digits, "-", "_" and ".", got "${'r'.repeat(64)}"`,
    ],
  },
  {
    rule: 'final-objects',
    title: 'a patch with a label of 63 characters',
    config: labelled('r'.repeat(63)),
    finds: [],
  },
];
