/* Tables: what they hold, and what comes down as CSV. */
'use strict';

const fs = require('node:fs');

const { parseCsv } = require('./tables.js');
const { SMALL, check, newsArticles, newsMatrix, on, report, same, test } = require('./harness.js');

/* A table as its download should be: data-v, else what readers see. */
const tableRows = (page, id) => page.$eval(`#${id}`, (table) => {
  const seen = (cell) => {
    const copy = cell.cloneNode(true);
    for (const extra of copy.querySelectorAll('.out, .copy, .meta, svg')) extra.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  const body = [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.dataset.v ?? seen(cell)));
  const kept = [...table.tHead.rows[0].cells].map((cell) => !cell.classList.contains('c'));
  return body.map((row) => row.filter((cell, i) => kept[i]));
});

const pressDownload = async (page, button) => {
  await button.evaluate((element) => {
    for (let box = element.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
  });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), text: fs.readFileSync(await download.path(), 'utf8') };
};

const isFormula = (cell) => /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?(e-?\d+)?$/.test(cell);

for (const name of SMALL)
  test(`${name}: every table comes down as CSV`, () => on(report(name), {}, async (page) => {
    const buttons = await page.$$('button[data-for]');
    const tables = await page.$$eval('table[data-csv]', (all) => all.map((table) => table.id));
    same((await Promise.all(buttons.map((button) => button.getAttribute('data-for')))).sort(), [...tables].sort(), 'buttons');
    for (const button of buttons) {
      const id = await button.getAttribute('data-for');
      const { name: file, text } = await pressDownload(page, button);
      check(/^[a-z-]+\.csv$/.test(file), `name of a download: ${file}`);
      check(text.startsWith('\ufeff') && text.endsWith('\r\n'), `${file}: no mark, or no end of line`);
      const rows = parseCsv(text);
      const wanted = await tableRows(page, id);
      same(rows.length - 1, wanted.length, `${file}: rows`);
      for (const cell of rows.flat()) check(!isFormula(cell), `${file}: a formula: ${cell}`);
      wanted.forEach((row, r) => row.forEach((cell, c) => {
        const got = rows[r + 1][c];
        check(got === cell || (got === `'${cell}` && isFormula(cell)), `${file}, row ${r + 1}: '${got}', not '${cell}'`);
      }));
      check(rows[0].every((cell) => cell.trim() !== ''), `${file}: a column without a name: ${rows[0]}`);
    }
  }));

test('news: articles and pairs are those of the tools', () => on(report('news'), {}, async (page) => {
  const articles = newsArticles();
  const titles = await page.$$eval('#articles-table tbody tr', (rows) => rows.map((row) => [row.id,
    row.querySelector('.title').firstChild.textContent.trim()]));
  same(titles, articles.map((one, i) => [`a${i}`, one.title]), 'titles');
  const { score } = newsMatrix();
  const pairs = await page.$$eval('#pairs-table tbody tr', (rows) => rows.map((row) => [Number(row.dataset.a),
    Number(row.dataset.b), [...row.cells].map((cell) => cell.dataset.v).filter((v) => v !== undefined).map(Number)]));
  check(pairs.length >= 5, `${pairs.length} pairs`);
  for (const [a, b, values] of pairs)
    check(values.some((v) => Math.abs(v - score[a][b]) < 1e-3), `pair ${a}, ${b}: ${values}, not ${score[a][b]}`);
  for (let i = 1; i < pairs.length; i++)
    check(score[pairs[i][0]][pairs[i][1]] <= score[pairs[i - 1][0]][pairs[i - 1][1]] + 1e-9, `pair ${i} is more alike than ${i - 1}`);
}));
