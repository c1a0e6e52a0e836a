/* node picture.js REPORT FILE: the heat map, with what it says of its two most similar articles. */
'use strict';

const { close, launch, open } = require('./browser.js');

const SIZE = { width: 1280, height: 1100 };

/* Where the middle of the cell of two articles is on the screen. */
const cellOf = (page) => page.evaluate(() => {
  const plot = document.getElementById('heatmap-plot');
  const { a, b } = document.querySelector('#pairs-table tbody tr').dataset;
  const { items } = JSON.parse(document.getElementById('heatmap-data').textContent);
  const [x, y, cell] = ['x', 'y', 'cell'].map((key) => Number(plot.dataset[key]));
  const [i, j] = [Number(a), Number(b)].map((one) => items.indexOf(one)).sort((p, q) => p - q);
  const spot = new DOMPoint(x + (j + 0.5) * cell, y + (i + 0.5) * cell).matrixTransform(plot.querySelector('svg').getScreenCTM());
  return [spot.x, spot.y];
});

const main = async ([report, file]) => {
  const browser = await launch();
  const page = await open(browser, report);
  await page.setViewportSize(SIZE);
  await page.evaluate(() => {
    document.querySelector('.bar').style.position = 'static';
    document.getElementById('heatmap-plot').style.maxHeight = 'none';
    document.getElementById('heatmap-plot').scrollIntoView({ block: 'center' });
  });
  await page.waitForTimeout(200);
  await page.mouse.move(...await cellOf(page));
  await page.waitForTimeout(200);
  await page.screenshot({ path: file, clip: await page.locator('#heatmap-plot').boundingBox() });
  await close(page);
  await browser.close();
};

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
