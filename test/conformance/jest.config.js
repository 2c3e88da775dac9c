const root = require('../../jest.config.js');

/** The same as `npm test`, but slow: real servers and command lines, one file at a time. */
module.exports = {
  ...root,
  rootDir: `${__dirname}/../..`,
  testMatch: ['<rootDir>/test/conformance/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 900_000,
  maxWorkers: 1,
};
