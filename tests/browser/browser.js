/* The browser that opens reports: without a network, one at a time, everything that it complains of kept. */
'use strict';

const { chromium } = require('playwright-core');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const QUIET = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];

/* What readers hold in their hands. */
const PROFILES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true },
};

const executable = () => process.env.VN_CHROMIUM || '/usr/bin/chromium';

/* A program run by root gets no sandbox of Chromium's. */
const launch = () => chromium.launch({
  executablePath: executable(),
  args: process.getuid && process.getuid() === 0 ? ['--no-sandbox', ...QUIET] : QUIET,
});

const isOwn = (url, own) => url.split('#')[0] === own || /^(data|blob|about):/.test(url);

/* Opens a report. `faults` of the page collects what the console and the network would have told: it is to stay empty. */
const open = async (browser, file, { profile = 'desktop', scheme = 'light', setup } = {}) => {
  const context = await browser.newContext({ ...PROFILES[profile], colorScheme: scheme, offline: true,
    acceptDownloads: true, reducedMotion: 'reduce' });
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  const own = pathToFileURL(path.resolve(file)).href;
  page.faults = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => page.faults.push(`page error: ${error.message}`));
  page.on('request', (request) => isOwn(request.url(), own) || page.faults.push(`request: ${request.url()}`));
  page.on('dialog', (dialog) => {
    page.faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('popup', (popup) => page.faults.push(`window: ${popup.url()}`));
  await context.route((url) => !isOwn(url.href, own), (route) => route.abort());
  if (setup) await setup(page);
  await page.goto(own, { waitUntil: 'load' });
  return page;
};

const close = (page) => page.context().close();

module.exports = { PROFILES, close, executable, launch, open };
