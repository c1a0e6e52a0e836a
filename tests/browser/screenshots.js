/* node screenshots.js REPORT FOLDER: PROFILE-SCHEME.png, the whole page, and PROFILE-SCHEME-SECTION.png of its figures. */
'use strict';

const path = require('node:path');

const { PROFILES, close, launch, open } = require('./browser.js');

const TALLEST = 12000; /* pixels that are worth a picture */

const shoot = async (browser, report, folder, profile, scheme) => {
  const page = await open(browser, report, { profile, scheme });
  page.setDefaultTimeout(60000);
  const name = (part) => path.join(folder, `${profile}-${scheme}${part}.png`);
  await page.screenshot({ path: name('') });
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  if (tall < TALLEST) await page.screenshot({ path: name('-whole'), fullPage: true, scale: 'css' });
  await page.$eval('.bar', (bar) => { bar.style.position = 'static'; }); /* else it lies over what is below */
  for (const section of await page.$$('main > section')) {
    const id = await section.getAttribute('id');
    const box = await section.boundingBox();
    if (id && box && box.height < TALLEST) await section.screenshot({ path: name(`-${id}`), scale: 'css' });
  }
  for (const fault of page.faults) console.error(fault);
  await close(page);
};

const main = async ([report, folder]) => {
  const browser = await launch();
  for (const profile of Object.keys(PROFILES))
    for (const scheme of ['light', 'dark']) await shoot(browser, report, folder, profile, scheme);
  await browser.close();
};

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
