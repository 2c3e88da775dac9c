import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiSchema, written } from './api-schema';
import { installed } from './tools';

/** The newest Kubernetes of scripts/conformance/gitops/install: a field that it does not have is in none. */
const document = join(installed('API_DESCRIPTIONS'), 'kubernetes-1.37.json');
const file = join(__dirname, '../../../schema/kubernetes.schema.json');

test('the forms that patches and extra objects are held to are those of the API', () => {
  const text = written(apiSchema(JSON.parse(readFileSync(document, 'utf8'))));
  // WRITE_API=1 takes those of a newer Kubernetes over.
  if (process.env.WRITE_API === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
});
