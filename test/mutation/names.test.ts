import { loadEnvironments } from '../../lib/cli/environments';
import { isMap, mapAt } from '../../lib/platform/fields';
import { resolvePlatform } from '../../lib/platform/index';
import { operated, watched } from '../monitoring/platforms';
import { Rendering } from '../support/rendering';
import { type Mutation, mutationsOf } from './names';
import { survivors } from './survivors';

/** One name in so many of them is tried; every one where the generated configs are many as well. */
const STEP = process.env.MEMORAI_PROPERTY_RUNS === undefined ? 16 : 1;

/** The path with the type of a resource in place of its logical id, which says nothing to a reader. */
function placeOf({ before, at }: Mutation): string {
  const [, id = ''] = /^Resources\.([^.]+)/.exec(at) ?? [];
  const resource = mapAt(before.value, 'Resources')[id];
  return isMap(resource) ? at.replace(id, String(resource.Type)) : at;
}

const isExplained = (mutation: Mutation): boolean =>
  survivors.some(
    ({ file, at, name }) =>
      file.test(mutation.before.path) && at.test(placeOf(mutation)) && (name?.test(mutation.name) ?? true),
  );

/** Every name of an environment, of values first: texts are searched for those. */
function mutationsIn({ documents }: Rendering): readonly Mutation[] {
  const inValues = documents
    .filter(({ value }) => typeof value !== 'string')
    .flatMap((one) => mutationsOf(one, new Set()));
  const known = new Set(inValues.map(({ name }) => name));
  return documents.flatMap((document) => mutationsOf(document, known));
}

const shown = (mutation: Mutation): string => `${mutation.before.path} ${placeOf(mutation)} ${mutation.name}`;

const environments = [
  ...loadEnvironments({ folder: 'environments', names: [] }).map(({ platform }) => platform),
  // No shipped one has an operator.
  ...[operated, watched].map((config) => resolvePlatform(config)),
].map((platform) => [platform.environment, new Rendering(platform)] as const);

test('each reason is of a name that is there', () => {
  const all = environments.flatMap(([, rendering]) => mutationsIn(rendering));
  const idle = survivors.filter(
    ({ file, at }) => !all.some((mutation) => file.test(mutation.before.path) && at.test(placeOf(mutation))),
  );
  expect(idle).toEqual([]);
});

describe.each(environments)('%s', (_, rendering) => {
  const all = mutationsIn(rendering);
  const tried = all.filter((_, index) => index % STEP === 0);

  test('nothing is found as it is', () => {
    expect(rendering.findings()).toEqual([]);
  });

  test('another name, of a thing or in what refers to it, is found, or it is said why not', () => {
    expect(all.length).toBeGreaterThan(300);
    const survived = tried.filter(({ before, after }) => rendering.findings({ before, after: after() }).length === 0);
    expect(survived.filter((mutation) => !isExplained(mutation)).map(shown)).toEqual([]);
    // A reason that covered most names would be none; of a few tries no share can be told.
    expect(survived.length).toBeLessThan(tried.length * (STEP === 1 ? 0.25 : 0.5));
  });
});
