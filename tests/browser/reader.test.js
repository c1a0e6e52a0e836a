/* For every reader: keyboard, contrast and names, light and dark, telephone, paper. */
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { execFileSync } = require('node:child_process');

const { LARGE, SMALL, check, newsArticles, on, report, same, test, work } = require('./harness.js');

/* Light and dark ---------------------------------------------------------------------------------------------------- */

const lightness = (page) => page.evaluate(() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
  return (r + g + b) / 3;
});

for (const scheme of ['light', 'dark'])
  test(`the theme switches from ${scheme} and back`, () => on(report('news'), { scheme }, async (page) => {
    const isDark = async () => (await lightness(page)) < 100;
    same(await isDark(), scheme === 'dark', 'dark at first');
    const label = await page.textContent('#theme');
    await page.click('#theme');
    same(await isDark(), scheme !== 'dark', 'dark after the switch');
    check((await page.textContent('#theme')) !== label, 'the button says the same as before');
    await page.click('#theme');
    same(await isDark(), scheme === 'dark', 'dark after switching back');
  }));

/* Keyboard ---------------------------------------------------------------------------------------------------------- */

/* Tabs through the page: what has the focus after each press, and what could have it. */
const tabThrough = async (page) => {
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
      .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }));
    window.stops = new Map(all.map((one, i) => [one, i]));
    return all.map((one) => `${one.tagName}#${one.id} ${one.textContent.trim().slice(0, 30)}`);
  });
  const reached = [];
  for (let i = 0; i < wanted.length + 20; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      return one === document.body ? null : { stop: window.stops.get(one), marked, what: `${one.tagName}#${one.id}.${one.className}` };
    });
    if (at === null) break;
    reached.push(at);
  }
  return { wanted, reached };
};

test('the keyboard reaches everything, in order, and shows where it is', () => on(report('news'), {}, async (page) => {
  const { wanted, reached } = await tabThrough(page);
  const stops = new Set(reached.map((at) => at.stop));
  wanted.forEach((what, i) => check(stops.has(i), `the keyboard does not reach ${what}`));
  for (const at of reached) check(at.marked, `nothing shows the focus of ${at.what}`);
  const order = reached.map((at) => at.stop).filter((stop) => stop !== undefined);
  check(order.every((stop, i) => i === 0 || stop > order[i - 1]), 'the order of the keyboard is not that of the page');
  await page.keyboard.press('Home');
}));

test('the first stop skips to the report', () => on(report('news'), {}, async (page) => {
  await page.keyboard.press('Tab');
  same(await page.evaluate(() => document.activeElement.className), 'skip', 'first stop');
  await page.keyboard.press('Enter');
  check(page.url().endsWith('#main'), page.url());
}));

/* Accessibility ----------------------------------------------------------------------------------------------------- */

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const violations = async (page) => {
  await page.evaluate(AXE);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values },
    resultTypes: ['violations'] }), RULES);
  return found.violations.map((one) => `axe: ${one.id} (${one.nodes.length}): ${one.nodes[0].html.slice(0, 160)} ` +
    `${one.nodes[0].failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`);
};

for (const name of ['news', 'news-en'])
  for (const profile of ['desktop', 'phone'])
    for (const scheme of ['light', 'dark'])
      test(`axe finds nothing: ${name}, ${profile}, ${scheme}`, () => on(report(name), { profile, scheme }, async (page) => {
        await page.evaluate(() => document.querySelectorAll('details').forEach((box) => { box.open = true; }));
        for (const found of await violations(page)) check(false, found);
      }));

/* Telephone and paper ----------------------------------------------------------------------------------------------- */

for (const name of [...SMALL, ...LARGE])
  for (const width of [360, 320])
    test(`${name} does not scroll sideways at ${width} pixels`, () => on(report(name), { profile: 'phone' }, async (page) => {
      await page.setViewportSize({ width, height: 740 });
      await page.evaluate(() => document.querySelectorAll('details').forEach((box) => { box.open = true; }));
      const wide = await page.evaluate(() => {
        const edge = document.documentElement.clientWidth;
        const over = [...document.querySelectorAll('body *')].find((one) => one.getBoundingClientRect().right > edge + 1 &&
          !one.closest('.scroll, svg, [hidden]') && one.getClientRects().length);
        return { page: document.scrollingElement.scrollWidth, edge, over: over?.outerHTML.slice(0, 120) };
      });
      check(wide.page <= wide.edge, `${wide.page} pixels wide: ${wide.over}`);
    }));

test('it prints', () => on(report('news'), {}, async (page) => {
  const file = path.join(work, 'news.pdf');
  await page.pdf({ path: file, format: 'A4', printBackground: true });
  const pages = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
  check(pages.length >= 3 && pages.length <= 60, `${pages.length} pages`);
  pages.forEach((text, i) => check(text.trim().length > 20, `page ${i + 1} is empty`));
  const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).normalize('NFC').replace(/\s+/g, ' ');
  const heads = await page.$$eval('h2', (all) => all.filter((one) => one.getBoundingClientRect().width > 1)
    .map((one) => one.textContent.trim()));
  for (const head of heads) check(text.includes(head.normalize('NFC')), `not on paper: ${head}`);
  const titles = newsArticles().map((one) => one.title.normalize('NFC').replace(/\s+/g, ' '));
  const missing = titles.filter((title) => !text.includes(title));
  check(missing.length === 0, `titles not on paper: ${missing.length}, such as ${missing[0]}`);
}));
