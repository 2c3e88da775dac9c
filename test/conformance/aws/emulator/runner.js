// node runner.js <folder of the code> <milliseconds> <descriptor of the answer>: calls the handler that _HANDLER names
// with the event on stdin, as the runtime of Lambda does. Ends as soon as the handler has answered.
const { readFileSync, writeSync } = require('node:fs');
const { join } = require('node:path');

const [folder, milliseconds, descriptor] = process.argv.slice(2);
const [file, name] = process.env._HANDLER.split('.');
const end = Date.now() + Number(milliseconds);
const context = {
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
  getRemainingTimeInMillis: () => end - Date.now(),
};
const answer = (value, code) => {
  writeSync(Number(descriptor), JSON.stringify(value ?? null));
  process.exit(code);
};
Promise.resolve()
  .then(() => require(join(folder, file))[name](JSON.parse(readFileSync(0, 'utf8')), context))
  .then(
    (value) => answer(value, 0),
    (error) => answer({ errorType: error.name, errorMessage: error.message }, 1),
  );
