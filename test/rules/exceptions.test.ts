import { checkOutput } from '../../lib/check-output';
import { ConfigError } from '../../lib/config/errors';
import type { PlatformConfig } from '../../lib/config/schema/index';
import { resolvePlatform } from '../../lib/platform/index';
import { type CheckOptions, checkPlatform, type Finding, type OutputRule, type Rule } from '../../lib/rules/index';
import { plain, production } from '../support/configs';

type Exceptions = NonNullable<PlatformConfig['exceptions']>;

const reason = 'the pools shrink with release 3.3';
const tooMany = { rule: 'connections', path: 'services.api', reason };

/** Two faults of two rules: the pools of the guide, and a tag that moves. */
const faulty = (exceptions: Exceptions) =>
  resolvePlatform(
    production({
      services: { api: { poolSize: 20, image: { tag: 'latest' } }, mcp: { poolSize: 20 }, worker: { poolSize: 20 } },
      exceptions,
    }),
  );

const of = (rule: string, findings: readonly Finding[]) => findings.filter((finding) => finding.rule === rule);
const errors = (exceptions: Exceptions, options: CheckOptions = {}) =>
  checkPlatform(faulty(exceptions), options)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);

/** What a config with these exceptions is told. */
function issues(exceptions: Exceptions, options: CheckOptions = {}): string[] {
  try {
    checkPlatform(faulty(exceptions), options);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
}

test('an accepted error is a note that says so, and what it was', () => {
  const before = of('connections', checkPlatform(faulty([])));
  expect(of('connections', checkPlatform(faulty([{ ...tooMany, until: '2027-01-31' }])))).toEqual([
    {
      ...before[0],
      severity: 'note',
      message: `${before[0]?.message} (accepted until 2027-01-31: ${reason})`,
      exception: { severity: 'error', reason, until: '2027-01-31' },
    },
  ]);
});

test('the rest stays what it was', () => {
  expect(errors([])).toEqual(['image-pinned', 'connections']);
  expect(errors([tooMany])).toEqual(['image-pinned']);
});

test.each([
  ['the place itself', 'services.api.replicas.max', []],
  ['what holds it', 'services', []],
  ['any name', 'services.*.replicas', []],
  ['everywhere', undefined, []],
  ['below it', 'services.api.replicas.max.more', ['connections']],
  ['beside it', 'services.api.poolSize', ['connections']],
  ['another of the name', 'services.worker', ['connections']],
  ['any name below it', 'services.api.replicas.max.*', ['connections']],
])('a path covers %s', (_, path, expected) => {
  const exception = { rule: 'connections', reason, ...(path === undefined ? {} : { path }) };
  expect(errors([exception, { rule: 'image-pinned', reason }])).toEqual(expected);
});

test.each([
  ['the day after its last', '2027-02-01', ['image-pinned', 'connections']],
  ['its last day', '2027-01-31', ['image-pinned']],
  ['no day at all', undefined, ['image-pinned']],
])('on %s', (_, today, expected) => {
  expect(errors([{ ...tooMany, until: '2027-01-31' }], today === undefined ? {} : { today })).toEqual(expected);
});

test('a second exception takes over when the first one has ended', () => {
  const both = [{ ...tooMany, until: '2026-11-01' }, tooMany];
  expect(errors(both, { today: '2026-11-28' })).toEqual(['image-pinned']);
  const told = checkPlatform(faulty(both), { today: '2026-11-28' }).filter(({ path }) => path.startsWith('exceptions'));
  expect(told.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'exceptions[0]: accepts nothing: it ended on 2026-11-01, and another exception accepts what rule connections finds; take it out',
  ]);
});

test('one of the final objects is told by the second phase, and only there', () => {
  const withPatch = (exceptions: Exceptions) =>
    resolvePlatform(
      production({
        patches: [
          {
            target: { kind: 'Deployment', name: 'memorai-api' },
            merge: { metadata: { labels: { release: 'no no' } } },
          },
        ],
        exceptions,
      }),
    );
  const exception = { rule: 'final-objects', reason };
  expect(checkOutput(withPatch([])).map(({ severity }) => severity)).toEqual(['error']);
  expect(checkOutput(withPatch([exception]))).toMatchObject([{ severity: 'note', exception: { severity: 'error' } }]);
  expect(of('exception-unused', checkPlatform(withPatch([exception])))).toEqual([]);
  expect(checkOutput(resolvePlatform(production({ exceptions: [exception] })))).toMatchObject([
    { rule: 'exception-unused', path: 'exceptions[0]' },
  ]);
});

describe('a rule that is not there', () => {
  test('is an error of the config, with the nearest name', () => {
    expect(issues([{ rule: 'conections', reason }])).toEqual([
      'exceptions[0].rule: no rule "conections"; did you mean "connections"?',
    ]);
  });

  test('without a near one says where the ids are', () => {
    expect(issues([tooMany, { rule: 'friday', reason }])).toEqual([
      'exceptions[1].rule: no rule "friday"; memorai list rules has their ids',
    ]);
  });

  test('is not one about exceptions', () => {
    expect(issues([{ rule: 'exception-unused', reason }])).toEqual([
      'exceptions[0].rule: "exception-unused" cannot be excepted: it is about exceptions themselves; take the exception out',
    ]);
  });
});

describe("rules of a team's own", () => {
  const own: Rule = {
    id: 'acme/spare-replica',
    severity: 'error',
    protects: 'users of mcp from waiting',
    source: 'the review of June',
    reads: ['services.*.replicas.min'],
    wayOut: 'raise replicas.min',
    check: ({ services }) =>
      Object.values(services)
        .filter(({ replicas }) => replicas.min < 3)
        .map(({ name }) => ({ path: `services.${name}.replicas.min`, message: 'must be at least 3' })),
  };
  const platform = resolvePlatform(production());

  test('run beside ours, in one list', () => {
    const found = checkPlatform(platform, { rules: [own] });
    expect(of(own.id, found).map(({ path }) => path)).toEqual(
      ['dashboard', 'mcp', 'worker'].map((name) => `services.${name}.replicas.min`),
    );
    expect(found.filter(({ rule }) => rule !== own.id)).toEqual(checkPlatform(platform));
  });

  test('are told the day', () => {
    const days: unknown[] = [];
    const asks: Rule = {
      ...own,
      check: (_, { today }) => {
        days.push(today);
        return [];
      },
    };
    checkPlatform(platform, { rules: [asks], today: '2026-11-28' });
    checkPlatform(platform, { rules: [asks] });
    expect(days).toEqual(['2026-11-28', undefined]);
  });

  test('that throw are an error by their name, and keep no other from being asked', () => {
    const broken: Rule = {
      ...own,
      id: 'acme/broken',
      severity: 'note',
      check: () => {
        throw new TypeError('no such field\nat line 1');
      },
    };
    const found = checkPlatform(platform, { rules: [broken, own] });
    expect(of(broken.id, found)).toEqual([
      {
        rule: 'acme/broken',
        severity: 'error',
        path: '',
        message:
          'rule acme/broken could not be asked, so that nothing is known of it here: it threw TypeError: no such field; mend the rule, or leave it out',
      },
    ]);
    expect(found.filter(({ rule }) => rule !== broken.id)).toEqual(checkPlatform(platform, { rules: [own] }));
  });

  describe('over the output', () => {
    const signed: OutputRule = {
      id: 'acme/signed-images',
      severity: 'warning',
      protects: 'nodes from images that nobody signed',
      source: 'the review of June',
      reads: ['images'],
      wayOut: 'use the registry of the team',
      check: ({ facts }) =>
        facts.statements
          .filter(({ about, value }) => about === 'image' && value.startsWith('memorai/'))
          .map(({ of: workload, value }) => ({ path: 'images', message: `${workload} runs ${value}` })),
    };
    const small = plain();

    test('run beside ours, in one list', () => {
      const one = resolvePlatform(small);
      const found = checkOutput(one, { outputRules: [signed] });
      expect(of(signed.id, found).map(({ message }) => message)).toContain('memorai-api runs memorai/api:3.2.0');
      expect(found.filter(({ rule }) => rule !== signed.id)).toEqual(checkOutput(one));
    });

    test('can be excepted, and are known to the first phase', () => {
      const excepting = resolvePlatform({ ...small, exceptions: [{ rule: signed.id, reason }] });
      const found = checkOutput(excepting, { outputRules: [signed] });
      expect(new Set(of(signed.id, found).map(({ severity }) => severity))).toEqual(new Set(['note']));
      expect(of('exception-unused', found)).toEqual([]);
      const misspelt = resolvePlatform({ ...small, exceptions: [{ rule: 'acme/signed-image', reason }] });
      expect(() => checkPlatform(misspelt, { outputRules: [signed] })).toThrow(
        'exceptions[0].rule  no rule "acme/signed-image"; did you mean "acme/signed-images"?',
      );
    });

    test('fail when the id is none of a team', () => {
      expect(() => checkOutput(resolvePlatform(small), { outputRules: [{ ...signed, id: 'signed' }] })).toThrow(
        RangeError,
      );
    });
  });

  test('can be excepted, and are neither unknown nor unused where they do not run', () => {
    const exceptions = [{ rule: own.id, reason }];
    const excepting = resolvePlatform(production({ exceptions }));
    expect(of(own.id, checkPlatform(excepting, { rules: [own] })).map(({ severity }) => severity)).toEqual(
      Array(3).fill('note'),
    );
    expect(checkPlatform(excepting)).toEqual(checkPlatform(platform));
  });

  test('that are misspelt are found where others of the team run', () => {
    expect(issues([{ rule: 'acme/spare-replicas', reason }], { rules: [own] })).toEqual([
      'exceptions[0].rule: no rule "acme/spare-replicas"; did you mean "acme/spare-replica"?',
    ]);
    expect(issues([{ rule: 'other/spare-replicas', reason }], { rules: [own] })).toEqual([]);
  });

  test.each([
    [
      'without the name of the team',
      [{ ...own, id: 'connections' }],
      'the id of a rule of your own must be team/its-rule in lower case, such as acme/replicas; got "connections"',
    ],
    ['twice', [own, own], 'two rules have the id "acme/spare-replica"; rename one'],
  ])('fail when the id is %s', (_, rules, message) => {
    expect(() => checkPlatform(platform, { rules })).toThrow(new RangeError(message));
  });
});

test.each(['28.11.2026', '2026-13-01', 'today', '2026-11-28T10:00:00Z'])('today is no day as %s', (today) => {
  expect(() => checkPlatform(faulty([]), { today })).toThrow(
    new RangeError(`today must be a day such as "2026-11-28", got "${today}"`),
  );
});

test.each([
  [
    { rule: 'connections', reason: 'because' },
    'exceptions[0].reason  must say why, in at least 10 characters; got "because"',
  ],
  [
    { rule: 'connections', reason, until: '2027-02-29' },
    'exceptions[0].until  must be a day such as 2027-01-31, got "2027-02-29"',
  ],
  [
    { rule: 'Connections!', reason },
    'exceptions[0].rule  must be the id of a rule, such as connections, or team/its-rule for one of your own; got "Connections!"',
  ],
  [{ rule: 'connections' }, 'exceptions[0].reason  missing'],
])('the schema refuses %j', (exception, message) => {
  expect(() => faulty([exception as Exceptions[number]])).toThrow(new Error(message));
});
