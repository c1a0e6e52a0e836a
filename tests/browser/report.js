/* Reports of corpus/news, of hostile articles and, where there is data, of thousands of articles, in a real browser:
 *
 *   node report.js BUILD WORK [DATA] [-- NAME...]    all tests, or those whose names hold one of these words
 *
 * run.sh calls it with what it needs. The exit code is 0 when all passed. */
'use strict';

const { runAll } = require('./harness.js');
for (const part of ['opening', 'search', 'tables', 'reader', 'figures', 'hostile', 'large']) require(`./${part}.test.js`);

runAll().then((passed) => { process.exitCode = passed ? 0 : 1; }, (error) => {
  console.error(error);
  process.exit(1);
});
