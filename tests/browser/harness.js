/* What tests of reports share: the tools, reports made by them, pages that must stay silent, checks. */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const { execFileSync } = require('node:child_process');

const { close, launch, open } = require('./browser.js');
const { parseCsv } = require('./tables.js');

const SOURCE = path.resolve(__dirname, '../..');
const NEWS = 'corpus/news';
const args = process.argv.slice(2);
const only = args.includes('--') ? args.splice(args.indexOf('--')).slice(1) : [];
const [build, work, data] = args.map((one) => path.resolve(one));

const tool = (name, ...rest) =>
  execFileSync(path.join(build, name), rest, { cwd: SOURCE, encoding: 'utf8', maxBuffer: 1 << 30 });

/* Reports ----------------------------------------------------------------------------------------------------------- */

const report = (name) => path.join(work, name + '.html');
const make = (name, input, ...options) => tool('vnreport', ...options, '-o', report(name), input);

/* Thousands of articles, by the name of their report. */
const LARGE = data ? ['topics', 'large'] : [];
const collection = (name) => path.join(data, 'bench', { topics: 'topic10_unc_2653', large: 'topic10_2020_5000' }[name] + '.jsonl.gz');

const makeReports = () => {
  make('news', NEWS);
  make('news-en', NEWS, '--lang', 'en');
  make('hostile', path.join(__dirname, 'hostile.jsonl'));
  for (const name of LARGE) make(name, collection(name), '-j', '2');
};

const SMALL = ['news', 'news-en', 'hostile'];

/* What the tools say of the same articles, in the order of reports: by id. */
const newsArticles = () => tool('vnseg', NEWS).trim().split('\n').map((line) => JSON.parse(line));
const byId = (a, b) => Buffer.compare(Buffer.from(String(a.id)), Buffer.from(String(b.id)));
const readArticles = (file) => {
  const bytes = fs.readFileSync(file);
  const text = (file.endsWith('.gz') ? zlib.gunzipSync(bytes) : bytes).toString();
  return Object.assign(text.trim().split('\n').map((line) => JSON.parse(line)).sort(byId), { file });
};
const largeArticles = (name) => readArticles(collection(name));
const newsMatrix = () => {
  const [head, ...rows] = parseCsv(tool('vnsim', '--matrix', '-o', 'csv', NEWS).replace(/\n/g, '\r\n'));
  return { ids: head.slice(1), score: rows.map((row) => row.slice(1).map(Number)) };
};

/* Tests ------------------------------------------------------------------------------------------------------------- */

const tests = [];
const test = (name, run) => tests.push({ name, run });

/* What went wrong in the test that runs now. */
let wrong = [];
const check = (holds, what) => holds || wrong.push(what);
const same = (got, wanted, what) =>
  check(JSON.stringify(got) === JSON.stringify(wanted), `${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);

let browser;

/* Runs `then` on an opened report, which must stay silent. */
const on = async (file, options, then) => {
  const page = await open(browser, file, options);
  try {
    await then(page);
    for (const fault of page.faults.slice(0, 5)) check(false, fault);
  } finally {
    await close(page);
  }
};

/* Types into the search box and waits until it has been answered. */
const searchFor = async (page, text) => {
  await page.fill('#search', text);
  await page.waitForTimeout(300);
};

const runOne = async ({ name, run }) => {
  const begun = Date.now();
  wrong = [];
  try {
    await run();
  } catch (error) {
    wrong.push(error.stack);
  }
  console.log(`${wrong.length ? 'FAILED' : 'ok    '} ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  for (const what of wrong.slice(0, 10)) console.log(`       ${what.slice(0, 1000)}`);
  if (wrong.length > 10) console.log(`       and ${wrong.length - 10} more`);
  return wrong.length > 0;
};

const runAll = async () => {
  const chosen = tests.filter((one) => !only.length || only.some((word) => one.name.includes(word)));
  fs.mkdirSync(work, { recursive: true });
  makeReports();
  browser = await launch();
  let failed = 0;
  for (const one of chosen) failed += await runOne(one);
  await browser.close();
  console.log(failed ? `${failed} of ${chosen.length} tests failed` : `${chosen.length} tests passed`);
  return !failed && chosen.length > 0;
};

module.exports = { LARGE, NEWS, SMALL, check, largeArticles, newsArticles, newsMatrix, on, readArticles, report, runAll, same, searchFor, test, tool, work };
