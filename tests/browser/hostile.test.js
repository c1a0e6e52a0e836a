/* Articles that attack the page: nothing of them runs, all of it is shown as text. */
'use strict';

const path = require('node:path');

const { check, on, readArticles, report, same, searchFor, test } = require('./harness.js');

const articles = readArticles(path.join(__dirname, 'hostile.jsonl'));

/* What a title is after white space and control characters, which no reader sees, are put aside. */
const visible = (text) => text.replace(/[\s\p{C}\ufffd]+/gu, ' ').trim();

/* Touches everything that answers to a hand. */
const exercise = async (page) => {
  await page.evaluate(() => document.querySelectorAll('details').forEach((box) => { box.open = true; }));
  for (const one of await page.$$('svg [tabindex], svg a, rect, circle, canvas, tr, summary'))
    await one.dispatchEvent('mouseover');
  for (const figure of await page.$$('#heatmap, #tree, #map')) {
    const box = await figure.boundingBox();
    for (let i = 1; i < 12; i++) await page.mouse.move(box.x + (box.width * i) / 12, box.y + (box.height * i) / 12);
  }
  await searchFor(page, 'script');
  await searchFor(page, '');
  await page.click('#theme');
  await page.$$eval('th button', (all) => all.forEach((button) => button.click()));
  await page.emulateMedia({ media: 'print' });
  await page.emulateMedia({ media: 'screen' });
};

for (const profile of ['desktop', 'phone'])
  test(`hostile articles run nothing: ${profile}`, () => on(report('hostile'), { profile }, async (page) => {
    await exercise(page);
    same(await page.evaluate(() => window.hacked ?? null), null, 'a script of an article ran');
    same(await page.$$eval('script', (all) => all.length), await page.$$eval('head script, script[type="application/json"]',
      (all) => all.length), 'scripts that are not the page\'s own');
    for (const name of ['b', 'i', 'img', 'iframe', 'object', 'base', 'form'])
      same(await page.$$eval(`main ${name}, header ${name}`, (all) => all.length), 0, `elements <${name}>`);
    const events = await page.evaluate(() => [...document.querySelectorAll('*')].flatMap((one) =>
      [...one.attributes].filter((a) => a.name.startsWith('on') || a.name === 'style').map((a) => `${one.tagName} ${a.name}`)));
    same(events, [], 'attributes that run or style');
    const links = await page.$$eval('a[href]', (all) => all.map((one) => one.getAttribute('href')));
    for (const link of links) check(/^(#|https?:\/\/)/.test(link), `a link to ${link}`);
  }));

test('hostile titles are shown as text', () => on(report('hostile'), {}, async (page) => {
  const shown = await page.$$eval('#articles-table tbody tr', (rows) =>
    rows.map((row) => row.querySelector('.title').firstChild.textContent));
  same(shown.length, articles.length, 'articles');
  articles.forEach((one, i) => {
    const wanted = visible(one.title) || visible(one.id);
    same(visible(shown[i]), wanted, `title ${i}`);
  });
  const sources = await page.$$eval('#articles-table tbody .source', (cells) => cells.map((cell) => cell.textContent));
  same(sources.map(visible), articles.map((one) => visible(one.source)), 'sources');
}));
