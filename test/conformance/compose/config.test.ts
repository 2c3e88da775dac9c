import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { quoteEnvValue, readEnvFile } from '../../../lib/cli/env-file';
import { composeProject } from '../../../lib/compose/file';
import type { ComposeFile } from '../../../lib/compose/model';
import { brokenReferences } from '../../../lib/compose/references';
import type { Subject } from '../subjects';
import { fill, namesIn, takeOut } from './secrets-of';
import { generatedSubjects, subjects } from './subjects';
import { dockerCompose, newFolder, write } from './tools';

interface Answer {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>>;
}

const shown = (folder: string, ...words: string[]): Answer =>
  JSON.parse(dockerCompose(folder, ...words, 'config', '--format', 'json').stdout) as Answer;

const prepared = ({ files, platform }: Subject): string => {
  const folder = write(files);
  fill(folder, platform);
  return folder;
};

describe.each(subjects.map((subject) => [subject.name, subject] as const))('%s', (_, subject) => {
  let folder = '';
  beforeAll(() => {
    folder = prepared(subject);
  });

  test.each([[[]], [['--profile', 'tools']], [['--profile', 'monitoring']], [['--profile', '*']]])(
    'is accepted without a word, with %j',
    (words) => {
      expect(dockerCompose(folder, ...words, 'config', '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
    },
  );

  test('is complete: each service that is rendered, with all its settings as the platform has them', () => {
    const { services } = shown(folder, '--profile', '*');
    expect(Object.keys(services).sort()).toEqual(Object.keys(composeProject(subject.platform).file.services).sort());
    for (const service of Object.values(subject.platform.services)) {
      const environment = services[service.fullName]?.environment ?? {};
      expect(Object.keys(environment).sort()).toEqual(service.settings.map(({ name }) => name));
      for (const { name, source } of service.settings) {
        // Compose shows a file: what it would fill in again is escaped.
        if (source.from === 'literal')
          expect([name, environment[name]?.replaceAll('$$', '$')]).toEqual([name, source.value]);
      }
    }
  });
});

describe.each(subjects.slice(0, 2).map((subject) => [subject.name, subject] as const))('%s', (_, subject) => {
  test('does not start without any one variable, and says its name', () => {
    const folder = prepared(subject);
    for (const name of namesIn(folder)) {
      const whole = takeOut(folder, name);
      const { status, stderr } = dockerCompose(folder, 'config', '--quiet');
      writeFileSync(join(folder, '.env'), whole);
      expect([
        name,
        status,
        stderr.includes(`required variable ${name} is missing a value: missing or empty in .env`),
      ]).toEqual([name, 1, true]);
    }
    expect(namesIn(folder).length).toBeGreaterThan(3);
  });
});

describe('sources of the machine', () => {
  const found = subjects.find(({ name }) => name === 'sources of the machine');
  if (found === undefined) throw new Error('there is no such subject');
  const words = ['-f', 'compose.yaml', '-f', 'compose.sources.yaml', 'config'];

  test('are laid over the file, where .env says where they are', () => {
    const folder = prepared(found);
    expect(dockerCompose(folder, ...words, '--quiet').stderr).toContain(
      'required variable API_SOURCE is missing a value',
    );
    appendFileSync(join(folder, '.env'), 'API_SOURCE=../../app\n');
    expect(dockerCompose(folder, ...words, '--quiet')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('are not looked at unless they are asked for', () => {
    expect(JSON.stringify(shown(prepared(found)))).not.toContain('"bind"');
  });
});

test('generated configs are accepted', () => {
  for (const subject of generatedSubjects(40)) {
    const folder = prepared(subject);
    const answer = dockerCompose(folder, '--profile', '*', 'config', '--quiet');
    expect([subject.name, answer]).toEqual([subject.name, { status: 0, stdout: '', stderr: '' }]);
  }
});

describe('secrets', () => {
  const [small] = subjects.filter(({ name }) => name === 'small');
  if (small === undefined) throw new Error('there is no such subject');

  test.each(['p@ss:/?#%w', `it's "$HOME" \${x} \\ #`, 'é ü 日本', " '", 'a+b&c=d;e'])(
    'a password of %j reaches the services, and its URL',
    (password) => {
      const folder = write(small.files);
      fill(folder, small.platform, { DB_PASSWORD: password });
      const environment = shown(folder).services['memorai-api']?.environment ?? {};
      expect(environment.DB_PASSWORD?.replaceAll('$$', '$')).toBe(password);
      const { password: encoded, hostname, pathname } = new URL(environment.DATABASE_URL ?? '');
      expect([decodeURIComponent(encoded), hostname, pathname]).toEqual([password, 'postgres', '/memorai']);
      expect(readFileSync(join(folder, 'secrets', 'DB_PASSWORD'), 'utf8')).toBe(password);
    },
  );

  test.each([
    'plain',
    "'a'",
    '"a"',
    'a # b',
    'a#b',
    '# b',
    ' # b',
    'a\\b',
    '"a\\\\b \\"c\\" \\$d"',
    "'$HOME'",
    'two words ',
    quoteEnvValue(`'"\\$ #`),
    quoteEnvValue('$a $b'),
  ])('a line A=%s is read as Compose reads it', (written) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'compose.yaml'), 'services: { a: { image: a, environment: { A: "${A}" } } }\n');
    writeFileSync(join(folder, '.env'), `A=${written}\n`);
    const theirs = shown(folder).services.a?.environment?.A?.replaceAll('$$', '$');
    expect(readEnvFile(`A=${written}\n`).values.get('A')).toBe(theirs);
  });
});

test('what was issued reaches the service as it was written between the quotes of .env.example', () => {
  const key = 'a$b${c}"d\\#e';
  const folder = write(subjects[0]?.files ?? []);
  const example = readFileSync(join(folder, '.env.example'), 'utf8');
  const line = example.split('\n').find((one) => one.startsWith('OPENAI_API_KEY=')) ?? '';
  const file = 'services: { a: { image: a, environment: { KEY: "${OPENAI_API_KEY:?}" } } }\n';
  writeFileSync(join(folder, 'compose.yaml'), file);
  writeFileSync(join(folder, '.env'), `${line.replace("''", `'${key}'`)}\n`);
  expect(shown(folder).services.a?.environment?.KEY?.replaceAll('$$', '$')).toBe(key);
});

/** What is wrong in a file that is sound otherwise, and whether Compose sees it too. */
const faults: readonly (readonly [string, (file: ComposeFile) => unknown, string, RegExp | undefined])[] = [
  ['volume', (file) => ({ ...file, volumes: {} }), 'postgres_data is not declared under volumes', /undefined volume/],
  ['network', (file) => ({ ...file, networks: {} }), 'back is not declared under networks', /undefined network/],
  [
    'secret',
    (file) => ({ ...file, secrets: {} }),
    'POSTGRES_PASSWORD is not declared under secrets',
    /undefined secret/,
  ],
  ['config', (file) => ({ ...file, configs: {} }), 'redis.conf is not declared under configs', /undefined config/],
  [
    'dependency',
    (file) => ({
      ...file,
      services: Object.fromEntries(Object.entries(file.services).filter(([name]) => name !== 'redis')),
    }),
    'depends on redis, which is no service',
    /depends on undefined service/,
  ],
  [
    'dependency in a circle',
    ({ services, ...file }) => ({
      ...file,
      services: {
        ...services,
        redis: { ...services.redis, depends_on: { 'memorai-api': { condition: 'service_started' } } },
      },
    }),
    'waits for itself',
    /cycle/,
  ],
  [
    'health that nobody checks',
    ({ services, ...file }) => ({
      ...file,
      services: { ...services, redis: { ...services.redis, healthcheck: undefined } },
    }),
    'depends on redis, which has no healthcheck',
    undefined,
  ],
  [
    'port that replicas would share',
    ({ services, ...file }) => ({
      ...file,
      services: {
        ...services,
        'memorai-api': {
          ...services['memorai-api'],
          ports: [{ host_ip: '127.0.0.1', published: '3001', target: 3001 }],
        },
      },
    }),
    '2 replicas cannot share port 3001',
    undefined,
  ],
];

describe('a planted fault is found', () => {
  const [shortest] = subjects.filter(({ name }) => name === 'the shortest');
  if (shortest === undefined) throw new Error('there is no such subject');
  const { file } = composeProject(shortest.platform);

  test.each(faults)('%s: by our own check', (_, plant, ours) => {
    expect(brokenReferences(plant(file) as ComposeFile).join('\n')).toContain(ours);
  });

  test.each(faults)('%s: by Compose, or by nobody but us', (_, plant, __, theirs) => {
    const folder = prepared(shortest);
    const text = load(readFileSync(join(folder, 'compose.yaml'), 'utf8')) as ComposeFile;
    writeFileSync(join(folder, 'compose.yaml'), dump(JSON.parse(JSON.stringify(plant(text)))));
    const { status, stderr } = dockerCompose(folder, 'config', '--quiet');
    expect(status === 0).toBe(theirs === undefined);
    expect(stderr).toMatch(theirs ?? /^$/);
  });

  test("the guide's own file (E1, E2): replicas under a service, volumes that nobody declares", () => {
    const folder = newFolder();
    const judge = (service: object) => {
      writeFileSync(
        join(folder, 'compose.yaml'),
        dump({ services: { redis: { image: 'redis:7-alpine', ...service } } }),
      );
      return dockerCompose(folder, 'config', '--quiet').stderr;
    };
    expect(judge({ replicas: 2 })).toMatch(/replicas/);
    expect(judge({ volumes: ['redis_data:/data'] })).toMatch(/undefined volume redis_data/);
    expect(judge({ volumes: ['/data'] })).toBe('');
  });
});
