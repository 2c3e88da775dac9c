import { attempt, errorCode, OutputError } from '../../lib/output/output-error';

function failing(error: unknown): () => never {
  return () =>
    attempt('e/a', () => {
      throw error;
    });
}

test.each([
  ['ENOSPC', 'no space left on the device; free some space and run again'],
  ['EACCES', 'permission denied; make it writable for this user, or choose another output folder'],
  ['EROFS', 'the file system is read-only; choose another output folder'],
  ['EISDIR', 'is a folder where a file belongs; move it away, or delete it, and run again'],
  ['ENOTDIR', 'a file is where a folder belongs; move it away, or delete it, and run again'],
  ['EIO', 'failed with EIO; remove the cause and run again'],
])('%s', (code, text) => {
  const cause = Object.assign(new Error('as the system says it'), { code });
  const message = `e/a  ${text}\noutput: nothing was changed`;
  expect(failing(cause)).toThrow(expect.objectContaining({ name: 'OutputError', message, cause }));
});

test('names every problem, and the state', () => {
  const problems = ['a', 'b'].map((path) => ({ path, message: 'is wrong', remedy: 'right it' }));
  const error = new OutputError(problems, 'partly written, the next run finishes it');
  expect(error).toMatchObject({ name: 'OutputError', problems, state: 'partly written, the next run finishes it' });
  expect(error.message).toBe(
    'a  is wrong; right it\nb  is wrong; right it\noutput: partly written, the next run finishes it',
  );
});

test.each([new TypeError('bug'), 'text', null, { code: 5 }, new OutputError([])])('%p passes through', (error) => {
  let thrown: unknown;
  try {
    failing(error)();
  } catch (caught) {
    thrown = caught;
  }
  expect(thrown).toBe(error);
  expect(errorCode(error)).toBeUndefined();
});
