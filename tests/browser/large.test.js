/* Pages of thousands of articles: how soon they are there, how soon they answer. The limits are loose, for a busy machine. */
'use strict';

const { LARGE, check, on, report, test } = require('./harness.js');

const MOST_TO_OPEN = 5000; /* milliseconds, of opening the page until scripts have run */
const MOST_TO_ANSWER = 1500; /* from a typed word to the number found */

for (const name of LARGE)
  test(`${name} is there and answers soon`, () => on(report(name), {}, async (page) => {
    const opened = await page.evaluate(() => performance.getEntriesByType('navigation')[0].loadEventEnd);
    check(opened > 0 && opened < MOST_TO_OPEN, `opened after ${Math.round(opened)} ms`);
    const answered = await page.evaluate(() => new Promise((done) => {
      const input = document.getElementById('search');
      const found = document.getElementById('found');
      const begun = performance.now();
      new MutationObserver(() => found.textContent && requestAnimationFrame(() => setTimeout(() =>
        done(performance.now() - begun)))).observe(found, { childList: true, subtree: true, characterData: true });
      input.value = 'bóng đá';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }));
    check(answered < MOST_TO_ANSWER, `a search was answered after ${Math.round(answered)} ms`);
    const shown = await page.$$eval('#articles-table tbody tr', (rows) => rows.filter((row) => row.getClientRects().length).length);
    check(shown > 10 && shown < 2000, `${shown} articles found`);
    console.log(`       ${name}: open after ${Math.round(opened)} ms, a search answered after ${Math.round(answered)} ms`);
  }));
