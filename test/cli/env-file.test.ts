import { addToEnvFile, quoteEnvValue, readEnvFile } from '../../lib/cli/env-file';

const values = (text: string) => Object.fromEntries(readEnvFile(text).values);

describe('a file of variables', () => {
  test.each<[string, Record<string, string>]>([
    ['', {}],
    ['# only a comment\n\n', {}],
    ['A=1\nB=two words\n', { A: '1', B: 'two words' }],
    ['A=1 # why\n', { A: '1' }],
    ['A=a#b\n', { A: 'a#b' }],
    ['A=\nB= \n', { A: '', B: '' }],
    ['A= # no comment\n', { A: '# no comment' }],
    ['export A=1\r\n', { A: '1' }],
    ["A='p@ss:/?#%w$x'\n", { A: 'p@ss:/?#%w$x' }],
    ["A='a' # why\n", { A: 'a' }],
    ['A="it\'s \\"\\\\ \\$x"\n', { A: 'it\'s "\\ $x' }],
    ['A=1\nA=2\n', { A: '2' }],
    ['A=price\\$\n', { A: 'price\\$' }],
  ])('%j', (text, expected) => {
    expect({ values: values(text), problems: readEnvFile(text).problems }).toEqual({ values: expected, problems: [] });
  });

  test.each([
    ['A\n', 'must be NAME=value on one line'],
    ['A: 1\n', 'must be NAME=value on one line'],
    ['1A=1\n', 'must be NAME=value on one line'],
    ["A='one\ntwo'\n", 'has a quote that does not end on its line'],
    ['A="one\n', 'has a quote that does not end on its line'],
    ['A=$HOME\n', 'has a "$" that Compose would expand; put the value in single quotes'],
    ['A="a$b"\n', 'has a "$" that Compose would expand; put the value in single quotes'],
  ])('refuses %j', (text, message) => {
    expect(readEnvFile(text).problems[0]).toEqual({ line: 1, message });
  });

  test.each(['simple', 'p@ss:/?#%w', "it's", `'"\\$`, '$HOME', ' ends with a blank ', '#', 'é日本'])(
    '%j is read back as written',
    (value) => {
      expect(values(`A=${quoteEnvValue(value)}\n`)).toEqual({ A: value });
    },
  );

  test('holds no value over several lines', () => {
    expect(() => quoteEnvValue('a\nb')).toThrow('a value with a control character cannot stand in .env');
  });
});

describe('what is added', () => {
  const add = (text: string) =>
    addToEnvFile(text, [
      { name: 'A', value: 'new', description: 'The first' },
      { name: 'B', value: '', description: 'The second' },
    ]);

  test('follows at the end, with a line on each', () => {
    expect(add('')).toBe("# The first\nA='new'\n\n# The second\nB=''\n");
    expect(add('X=1')).toBe("X=1\n\n# The first\nA='new'\n\n# The second\nB=''\n");
  });

  test('takes the place of a name without a value', () => {
    expect(add('# mine\nA=\nX=1\n')).toBe("# mine\nA='new'\nX=1\n\n# The second\nB=''\n");
  });

  test('leaves every other line as it is', () => {
    const mine = "# mine\r\nexport X='1'  # why\n\n\nAB=2\n";
    expect(addToEnvFile(mine, [])).toBe(mine);
    expect(add(mine).startsWith(mine.slice(0, -1))).toBe(true);
  });
});
