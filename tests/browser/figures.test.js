/* Heat map, tree and map: what is pointed at is told rightly, by mouse, keyboard and finger. */
'use strict';

const fs = require('node:fs');

const { parseCsv } = require('./tables.js');
const { LARGE, NEWS, check, largeArticles, newsArticles, newsMatrix, on, report, same, test, tool } = require('./harness.js');

/* Where a point of a picture is on the screen, after its plot was scrolled there and the page has taken note. */
const place = (page, plot, [x, y]) => page.evaluate(async ([id, px, py]) => {
  const box = document.getElementById(id);
  const picture = [...box.querySelectorAll('svg')].find((one) => one.getClientRects().length);
  const spot = () => new DOMPoint(px, py).matrixTransform(picture.getScreenCTM());
  box.scrollIntoView({ block: 'start' });
  let frame = box.getBoundingClientRect();
  box.scrollBy(spot().x - frame.left - frame.width / 2, spot().y - frame.top - frame.height / 2);
  window.scrollBy(0, spot().y - innerHeight / 2);
  for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  frame = spot();
  return [frame.x, frame.y];
}, [plot, x, y]);

/* The middle of a cell of the heat map, or of what was zoomed into, in units of the picture. */
const cellOf = (page, i, j) => page.$eval('#heatmap-plot', (plot, [row, column]) => {
  const zoom = plot.querySelector('.zoom svg');
  if (zoom) {
    const size = zoom.viewBox.baseVal.width / plot.querySelector('.zoom canvas').width;
    return [(column + 0.5) * size, (row + 0.5) * size];
  }
  const [x, y, cell] = ['x', 'y', 'cell'].map((key) => Number(plot.dataset[key]));
  return [x + (column + 0.5) * cell, y + (row + 0.5) * cell];
}, [i, j]);

const hover = async (page, plot, spot) => page.mouse.move(...await place(page, plot, spot));
const tap = async (page, plot, spot) => page.touchscreen.tap(...await place(page, plot, spot));

/* What a figure says now; null: nothing. */
const told = (page, figure) => page.$eval(`#${figure} .tip`, (tip) => tip.hidden || !tip.getClientRects().length ? null : {
  data: { ...tip.dataset },
  text: tip.textContent,
  links: [...tip.querySelectorAll('a')].map((link) => [link.getAttribute('href'), link.textContent]),
  score: tip.querySelector('strong')?.textContent,
  pinned: tip.classList.contains('pinned'),
  inside: (({ left, right, top, bottom }) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight)(
    tip.getBoundingClientRect()),
});

const numberOf = (text) => Number(/-?\d+(?:[.,]\d+)?/.exec(text)[0].replace(',', '.'));

/* The shared words of two articles and what each adds, by number. */
const newsReasons = (articles) => {
  const numbers = new Map(articles.map((one, i) => [one.id, i]));
  const reasons = new Map();
  for (const line of tool('vnsim', '--min', '0', '--why', '--terms', '6', NEWS).trim().split('\n')) {
    const [a, b, , words] = line.split('\t');
    reasons.set([numbers.get(a), numbers.get(b)].sort((x, y) => x - y).join(), words.split(' ').filter(Boolean).map((one) => {
      const cut = one.lastIndexOf(':');
      return [one.slice(0, cut).replace(/_/g, ' '), Number(one.slice(cut + 1))];
    }));
  }
  return reasons;
};

/* A tip about two different articles says what is so. */
const checkPair = (tip, a, b, articles, score, reasons) => {
  const what = `cell of ${a} and ${b}`;
  if (!tip) return check(false, `${what}: nothing is told`);
  same([tip.data.a, tip.data.b], [String(a), String(b)], what);
  same(tip.links.slice(0, 2).map(([href, text]) => [href, text]), [[`#a${a}`, articles[a].title], [`#a${b}`, articles[b].title]],
    `${what}: titles`);
  check(Math.abs(numberOf(tip.score) - score) <= 0.0006, `${what}: ${tip.score}, not ${score}`);
  check(tip.inside, `${what}: what is told stands outside of the window`);
  const wanted = reasons.get([a, b].sort((x, y) => x - y).join()) ?? [];
  const least = wanted.length ? wanted[wanted.length - 1][1] : 0; /* words of equal share: any may come last */
  for (const [word, part] of wanted) {
    const at = tip.text.indexOf(` ${word} 0`) + 1;
    check(at > 0 || part <= least + 1e-5, `${what}: '${word}' is not told: ${tip.text}`);
    if (at > 0) check(Math.abs(numberOf(tip.text.slice(at + word.length + 1)) - part) <= 0.0006, `${what}: ${word} ${part}: ${tip.text}`);
  }
  return undefined;
};

const itemsOf = (page) => page.$eval('#heatmap-data', (data) => JSON.parse(data.textContent).items);

/* Cells all over the map. */
const sample = (m, n) => Array.from({ length: n }, (unused, k) => [(k * 37 + 5) % m, (k * 53 + 11) % m]).filter(([i, j]) => i !== j);

for (const name of ['news', 'news-en'])
  test(`${name}: the heat map tells the pair under the mouse`, () => on(report(name), {}, async (page) => {
    const items = await itemsOf(page);
    const articles = newsArticles();
    const { score } = newsMatrix();
    const reasons = newsReasons(articles);
    same([...items].sort((a, b) => a - b), articles.map((one, i) => i), 'articles of the map');
    for (const [i, j] of sample(items.length, name === 'news' ? 60 : 10)) {
      await hover(page, 'heatmap-plot', await cellOf(page, i, j));
      checkPair(await told(page, 'heatmap'), items[i], items[j], articles, score[items[i]][items[j]], reasons);
    }
    await page.mouse.move(2, 2);
    same(await told(page, 'heatmap'), null, 'told outside of the map');
  }));

test('the heat map answers to the keyboard', () => on(report('news'), {}, async (page) => {
  const items = await itemsOf(page);
  const articles = newsArticles();
  const { score } = newsMatrix();
  const reasons = newsReasons(articles);
  await page.focus('#heatmap-plot');
  const keys = ['ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowLeft'];
  let at = null;
  for (const key of keys) {
    await page.keyboard.press(key);
    at = at === null ? [0, 1] : [at[0] + (key === 'ArrowDown') - (key === 'ArrowUp'), at[1] + (key === 'ArrowRight') - (key === 'ArrowLeft')];
    const tip = await told(page, 'heatmap');
    if (at[0] === at[1]) same(tip?.data.a, String(items[at[0]]), `after ${key}`);
    else checkPair(tip, items[at[0]], items[at[1]], articles, score[items[at[0]]][items[at[1]]], reasons);
  }
  await page.keyboard.press('Enter');
  check((await told(page, 'heatmap'))?.pinned, 'Enter does not keep what is told');
  check(await page.evaluate(() => document.activeElement.closest('.tip') !== null), 'Enter does not lead into what is told');
  await page.keyboard.press('Escape');
  same(await told(page, 'heatmap'), null, 'told after Escape');
  same(await page.evaluate(() => document.activeElement.id), 'heatmap-plot', 'focus after Escape');
  for (let i = 0; i < 10; i++) await page.keyboard.press('Shift+ArrowDown');
  same((await told(page, 'heatmap')).data.a, String(items[items.length - 1]), 'at the lower edge');
}));

test('the heat map answers to a finger', () => on(report('news'), { profile: 'phone' }, async (page) => {
  const items = await itemsOf(page);
  const articles = newsArticles();
  const { score } = newsMatrix();
  const reasons = newsReasons(articles);
  for (const [i, j] of sample(items.length, 8)) {
    await tap(page, 'heatmap-plot', await cellOf(page, i, j));
    const tip = await told(page, 'heatmap');
    checkPair(tip, items[i], items[j], articles, score[items[i]][items[j]], reasons);
    check(tip?.pinned, 'what a finger asked for does not stay');
    await page.tap('#heatmap .tip .close');
    same(await told(page, 'heatmap'), null, 'told after it was closed');
  }
}));

test('the matrix of the heat map comes down as CSV', () => on(report('news'), {}, async (page) => {
  const items = await itemsOf(page);
  const { score } = newsMatrix();
  const articles = newsArticles();
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#heatmap-csv')]);
  const [head, ...rows] = parseCsv(fs.readFileSync(await download.path(), 'utf8'));
  same(head, ['', ...items.map((a) => articles[a].title)], 'headings');
  same(rows.map((row) => row[0]), items.map((a) => articles[a].title), 'rows');
  rows.forEach((row, i) => row.slice(1).forEach((cell, j) => check(/^[01]\.\d{4}$/.test(cell) &&
    Math.abs(Number(cell) - score[items[i]][items[j]]) <= 0.0002, `row ${i}, column ${j}: ${cell}`)));
}));

/* Tree and map ------------------------------------------------------------------------------------------------------ */

test('the tree tells its leaves and joints', () => on(report('news'), {}, async (page) => {
  const articles = newsArticles();
  const { leaves, nodes } = await page.$eval('#tree-data', (data) => JSON.parse(data.textContent));
  same(leaves, articles.length, 'leaves');
  const leaf = 20;
  await hover(page, 'tree-plot', [nodes[leaf][0] + 20, nodes[leaf][1]]);
  const tip = await told(page, 'tree');
  check(tip && articles[tip.data.a] && tip.text.includes(articles[tip.data.a].title), `leaf ${leaf}: ${tip?.text}`);
  const joint = nodes.length - 1;
  await hover(page, 'tree-plot', [nodes[joint][0], nodes[joint][1]]);
  const root = await told(page, 'tree');
  check(root && root.text.includes('64'), `root: ${root?.text}`);
  await page.focus('#tree-plot');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  check(await told(page, 'tree'), 'the keyboard shows nothing of the tree');
  await page.keyboard.press('Escape');
  same(await told(page, 'tree'), null, 'told after Escape');
}));

test('the map tells articles', () => on(report('news'), {}, async (page) => {
  const articles = newsArticles();
  const { x, y } = await page.$eval('#map-data', (data) => JSON.parse(data.textContent));
  same(x.length, articles.length, 'articles');
  for (const a of [0, 7, 31, 63]) {
    await hover(page, 'map-plot', [x[a] / 10, y[a] / 10]);
    const tip = await told(page, 'map');
    const near = tip && (x[tip.data.a] - x[a]) ** 2 + (y[tip.data.a] - y[a]) ** 2 < 25; /* another may lie on the same spot */
    check(near && tip.text.includes(articles[tip.data.a].title), `article ${a}: ${tip?.text}`);
  }
  await page.focus('#map-plot');
  const seen = new Set();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
    await page.keyboard.press(key);
    seen.add((await told(page, 'map'))?.data.a);
  }
  check(seen.size >= 3 && !seen.has(undefined), `the keyboard reaches ${[...seen]}`);
}));

/* Thousands of articles --------------------------------------------------------------------------------------------- */

for (const name of LARGE)
  test(`${name}: the heat map shows groups, and zooms to articles`, () => on(report(name), {}, async (page) => {
    const articles = largeArticles(name);
    const numbers = new Map(articles.map((one, i) => [String(one.id), i]));
    const pairs = tool('vnsim', '--min', '0.35', articles.file).trim().split('\n').map((line) => line.split('\t'))
      .filter(([, , score]) => score < 0.95);
    same(await page.getAttribute('#heatmap-plot', 'data-kind'), 'groups', 'kind');
    const items = await itemsOf(page);
    const groups = await page.$eval('#figures-data', (data) => JSON.parse(data.textContent).group);
    for (const [idA, idB, score] of [0, 1, 2].map((k) => pairs[Math.floor((pairs.length - 1) * k / 3)])) {
      const [a, b] = [numbers.get(idA), numbers.get(idB)];
      const [i, j] = [items.indexOf(groups[a]), items.indexOf(groups[b])];
      if (i < 0 || j < 0) continue;
      await hover(page, 'heatmap-plot', await cellOf(page, i, j));
      same((await told(page, 'heatmap'))?.data, { g: String(groups[a]), h: String(groups[b]) }, 'groups under the mouse');
      await page.mouse.down();
      await page.mouse.up();
      const zoom = await page.$eval('#heatmap-plot .zoom', (one) => ({ ...one.dataset }));
      same(zoom, { g: String(groups[a]), h: String(groups[b]) }, 'groups that were zoomed into');
      const members = await page.$eval('#figures-data', (data, [g, h]) => {
        const { order, group } = JSON.parse(data.textContent);
        return [g, h].map((one) => order.filter((article) => group[article] === one));
      }, [groups[a], groups[b]]);
      await hover(page, 'heatmap-plot', await cellOf(page, members[0].indexOf(a), members[1].indexOf(b)));
      const tip = await told(page, 'heatmap');
      same([tip?.data.a, tip?.data.b], [String(a), String(b)], 'articles under the mouse');
      check(tip && Math.abs(numberOf(tip.score) - Number(score)) <= 0.01, `${idA}, ${idB}: ${tip?.score}, not ${score}`);
      await page.mouse.move(2, 2);
      await page.focus('#heatmap-plot');
      if (await told(page, 'heatmap')) await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      check(!(await page.$('#heatmap-plot .zoom')), 'Escape does not lead back');
    }
    for (const fault of page.faults) check(false, fault);
  }));
