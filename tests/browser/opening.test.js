/* A report opens in silence, asks for nothing, and its policy lets no other script run. */
'use strict';

const fs = require('node:fs');

const { LARGE, SMALL, check, on, report, same, test } = require('./harness.js');

for (const name of [...SMALL, ...LARGE])
  test(`${name} opens in silence, for itself, and lets no script in`, () => on(report(name), {}, async (page) => {
    check(fs.statSync(report(name)).size <= 10e6, 'the page has more than 10 MB');
    const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
    check(policy.includes("default-src 'none'") && !policy.includes('unsafe'), `policy: ${policy}`);
    const lang = await page.getAttribute('html', 'lang');
    same(lang, name.endsWith('-en') ? 'en' : 'vi', 'language');
    const broken = await page.evaluate((text) => {
      const read = new DOMParser().parseFromString(text, 'application/xml');
      return read.querySelector('parsererror')?.textContent;
    }, fs.readFileSync(report(name), 'utf8').replace('<!DOCTYPE html>', ''));
    check(!broken, `not well-formed: ${broken}`);
    check(page.faults.length === 0, page.faults.join('; '));
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src="data:image/png,x" onerror="window.ran = true"/>';
      document.body.append(image);
      return new Promise((done) => setTimeout(() => done(window.ran === true), 200));
    });
    check(!ran, 'a script that the policy does not name ran');
    page.faults = page.faults.filter((fault) => !/Content Security Policy/.test(fault)); /* the two just refused */
  }));
