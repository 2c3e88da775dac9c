import { where } from './output';
import type { OutputRule } from './types';

export const environmentFile: OutputRule = {
  id: 'environment-file',
  severity: 'error',
  protects: 'the project from not starting: Compose refuses while a variable of its file is not in .env',
  source: 'E3, E43',
  reads: ['settings', 'secrets', 'compose'],
  wayOut: 'run memorai synth and memorai secrets init again: both follow from the same settings',
  check: (output) => {
    const known = output.definitions('variable');
    return output
      .references('variable')
      .filter(({ name }) => output.find('variable', name).length === 0)
      .map((reference) => ({
        path: 'settings',
        message: `${where(reference)} asks for ${reference.name}, which .env.example does not have; it has ${known.map(({ name }) => name).join(', ') || 'none'}`,
      }));
  },
};
