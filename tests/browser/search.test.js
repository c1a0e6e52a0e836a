/* The search box: what it leaves, with marks and without, and what it says of it. */
'use strict';

const { check, on, report, same, searchFor, test } = require('./harness.js');

const wordsOf = (text) => text.toLowerCase().normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) || [];
const bare = (word) => word.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd');
const articleRows = (page) => page.$$eval('#articles-table tbody tr', (rows) =>
  rows.map((row) => ({ text: row.textContent, shown: row.getClientRects().length > 0 })));

/* Which rows a search without marks should leave: each word begins some word of the row. */
const expectFound = (rows, typed, marks) => rows.map((row) => {
  const words = wordsOf(row.text).map((word) => (marks ? word : bare(word)));
  return wordsOf(typed).every((one) => words.some((word) => word.startsWith(marks ? one : bare(one))));
});

for (const name of ['news', 'news-en'])
  test(`${name}: search filters, with marks and without`, () => on(report(name), {}, async (page) => {
    const before = await articleRows(page);
    for (const [typed, marks] of [['sạt lở', true], ['sat lo', false], ['DA NANG', false], ['bệnh viện', true], ['ha', false]]) {
      await searchFor(page, typed);
      const rows = await articleRows(page);
      const wanted = expectFound(rows, typed, marks);
      same(rows.map((row) => row.shown), wanted, `rows shown for '${typed}'`);
      const count = wanted.filter(Boolean).length;
      check(count > 0 && count < rows.length, `'${typed}' is no good search: ${count}`);
      const told = await page.textContent('#found');
      check(told.includes(String(count)), `'${typed}': ${count} articles, told '${told}'`);
    }
    const decomposed = 'sạt lở'.normalize('NFD');
    await searchFor(page, 'sạt lở');
    const composed = await articleRows(page);
    await searchFor(page, decomposed);
    same(await articleRows(page), composed, 'decomposed letters find the same');
    await searchFor(page, 'qqqqzz');
    check((await articleRows(page)).every((row) => !row.shown), 'rows shown where nothing is found');
    check((await page.textContent('#found')).trim() !== '', 'nothing is told where nothing is found');
    await searchFor(page, '');
    same(await articleRows(page), before, 'rows after the search was cleared');
    same((await page.textContent('#found')).trim(), '', 'told after the search was cleared');
  }));
