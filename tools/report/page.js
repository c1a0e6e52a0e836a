/* A report's page comes alive: search, sorting, downloads, light and dark. Without scripts all of it can be read.
 * Other scripts of the page use the object `vnreport`. */
'use strict';

const vnreport = (() => {
  const root = document.documentElement;
  const phrases = {};

  /* Runs when the page is there; scripts stand in its head. */
  const ready = (then) => document.addEventListener('DOMContentLoaded', then);

  ready(() => Object.assign(phrases, JSON.parse(document.getElementById('phrases').textContent)));

  /* A phrase with {0}, {1} as values; of two forms the one for `count`. */
  const say = (name, values = [], count = 2) => {
    const forms = phrases[name].split('|');
    return forms[count === 1 ? 0 : forms.length - 1].replace(/\{(\d)\}/g, (all, i) => values[i]);
  };

  /* A number as readers of the page's language write it. */
  const number = (x, decimals = 0) =>
    x.toLocaleString(root.lang === 'vi' ? 'vi-VN' : 'en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

  /* An element with attributes and text. */
  const make = (name, attributes = {}, text = '') => {
    const element = document.createElement(name);
    for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key]);
    element.textContent = text;
    return element;
  };

  /* Downloads ------------------------------------------------------------------------------------------------------ */

  /* Of text that spreadsheets would take for a formula, an apostrophe before it makes text again. */
  const neutral = (text) => (/^ *[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? "'" + text : text);
  const quoted = (text) => (/[",;\t\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text);

  /* RFC 4180, with the mark by which spreadsheets know UTF-8. */
  const csv = (rows) => '\ufeff' + rows.map((row) => row.map((cell) => quoted(neutral(String(cell)))).join(',') + '\r\n').join('');

  /* Hands rows of cells to the reader as NAME.csv. */
  const download = (name, rows) => {
    const url = URL.createObjectURL(new Blob([csv(rows)], { type: 'text/csv;charset=utf-8' }));
    const link = make('a', { href: url, download: name + '.csv' });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  };

  /* What readers see of an element, without what is there for the eye only. */
  const plain = (element) => {
    const copy = element.cloneNode(true);
    for (const extra of copy.querySelectorAll('.out, .copy, .meta, svg')) extra.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };

  const tableRows = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const wanted = heads.map((head) => !head.classList.contains('c'));
    const links = table.id === 'articles-table' && table.querySelector('td .out') !== null;
    const rows = [heads.filter((head, i) => wanted[i]).map(plain)];
    if (links) rows[0].push(say('JS_LINK'));
    for (const tr of table.tBodies[0].rows) {
      const row = [...tr.cells].filter((cell, i) => wanted[i]).map((cell) => cell.dataset.v ?? plain(cell));
      if (links) row.push(tr.querySelector('.out')?.href ?? '');
      rows.push(row);
    }
    return rows;
  };

  /* What is above a table: how many rows are shown, and buttons. */
  const toolsOf = (table) => {
    const box = table.closest('.scroll');
    let tools = box.previousElementSibling;
    if (!tools || !tools.classList.contains('table-tools')) {
      tools = make('div', { class: 'table-tools' });
      box.before(tools);
    }
    return tools;
  };

  ready(() => {
    for (const table of document.querySelectorAll('table[data-csv]')) {
      const button = make('button', { type: 'button', 'data-for': table.id }, say('JS_CSV'));
      button.setAttribute('aria-label', say('JS_CSV') + ': ' + table.caption.textContent);
      button.addEventListener('click', () => download(table.dataset.csv, tableRows(table)));
      toolsOf(table).append(button);
    }
  });

  /* Search --------------------------------------------------------------------------------------------------------- */

  /* A word as letters without marks, the marks of its vowels (one place a letter) and its tone: so it does not matter where
   * the tone is written (hoà, hòa), nor whether letters are composed. */
  const TONE = { '\u0300': 1, '\u0301': 2, '\u0303': 3, '\u0309': 4, '\u0323': 5 };
  const parse = (word) => {
    const read = { letters: '', marks: '', tone: 0 };
    for (const sign of word.normalize('NFD')) {
      if (TONE[sign]) read.tone = TONE[sign];
      else if (/\p{M}/u.test(sign)) read.marks = read.marks.slice(0, -1) + sign;
      else {
        read.letters += sign === 'đ' ? 'd' : sign;
        read.marks += sign === 'đ' ? '-' : ' ';
      }
    }
    return read;
  };
  const wordsOf = (text) => text.toLowerCase().normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) || [];

  /* Text without marks, a space before each word. */
  const fold = (text) => wordsOf(text).map((word) => ' ' + parse(word).letters).join('');

  /* Whether a word begins as was typed: marks and tones that were typed must be there, others may. */
  const begins = (word, typed) =>
    word.letters.startsWith(typed.letters) && (!typed.tone || typed.tone === word.tone) &&
    [...typed.marks].every((mark, i) => mark === ' ' || mark === word.marks[i]);

  /* Things that can be found, by their text; made when first asked for. */
  const searchable = (elements) => [...elements].map((element) => ({ element }));
  const holds = (item, typed) => {
    item.text ??= item.element.textContent;
    item.folded ??= fold(item.text);
    return typed.every((one) => item.folded.includes(' ' + one.letters) &&
      (one.bare || wordsOf(item.text).some((word) => begins(parse(word), one))));
  };
  const query = (text) => wordsOf(text).map((word) => {
    const typed = parse(word);
    typed.bare = !typed.tone && !typed.marks.trim();
    return typed;
  });

  ready(() => {
    const input = document.getElementById('search');
    const found = document.getElementById('found');
    const kinds = [
      ['N_ARTICLES', '#articles', searchable(document.querySelectorAll('#articles-table tbody tr'))],
      ['N_GROUPS', '#groups', searchable(document.querySelectorAll('#groups .card, #groups .single'))],
      ['N_PAIRS', '#pairs', searchable(document.querySelectorAll('#pairs-table tbody tr, #copies-table tbody tr'))],
    ];
    const show = () => {
      const typed = query(input.value);
      root.classList.toggle('searching', typed.length > 0);
      const links = [];
      for (const [phrase, target, items] of kinds) {
        let n = 0;
        for (const item of items) {
          item.element.hidden = typed.length > 0 && !holds(item, typed);
          n += !item.element.hidden;
        }
        if (n && typed.length) links.push(make('a', { href: target }, say(phrase, [number(n)], n)));
      }
      for (const box of document.querySelectorAll('.singles')) box.open = typed.length > 0 && box.querySelector('.single:not([hidden])') !== null;
      found.replaceChildren();
      if (typed.length && !links.length) found.textContent = say('JS_NOTHING');
      else if (typed.length) found.append(say('JS_FOUND') + ' ', ...links.flatMap((link, i) => (i ? [', ', link] : [link])));
      document.dispatchEvent(new CustomEvent('vnreport-search', { detail: typed.length > 0 }));
    };
    let waiting;
    input.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, 120);
    });
    input.closest('.tools').hidden = false;
    if (input.value) show();
  });

  /* Long tables ---------------------------------------------------------------------------------------------------- */

  const AT_FIRST = 100;

  const shorten = (table) => {
    const rows = table.tBodies[0].rows;
    if (rows.length <= AT_FIRST * 1.5) return;
    const tools = toolsOf(table);
    const note = make('span', { class: 'shown' });
    const button = make('button', { type: 'button' }, say('JS_MORE'));
    let all = false;
    const show = () => {
      for (let i = 0; i < rows.length; i++) rows[i].hidden = !all && i >= AT_FIRST;
      note.textContent = say('JS_SHOWN', [number(all ? rows.length : AT_FIRST), number(rows.length)]);
      button.hidden = all;
    };
    button.addEventListener('click', () => {
      all = true;
      show();
    });
    table.addEventListener('vnreport-sorted', () => root.classList.contains('searching') || show());
    document.addEventListener('vnreport-search', (event) => {
      note.hidden = event.detail;
      button.hidden = event.detail || all;
      if (!event.detail) show();
    });
    tools.prepend(note, button);
    show();
  };

  ready(() => document.querySelectorAll('table[data-csv]').forEach(shorten));

  /* Whatever a link leads to is there to be seen. */
  const reveal = (hash) => {
    const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
    if (!target) return;
    target.hidden = false;
    for (let box = target.closest('details'); box; box = box.parentElement.closest('details')) box.open = true;
  };
  ready(() => {
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href^="#"]');
      if (link) reveal(link.getAttribute('href'));
    });
    addEventListener('hashchange', () => reveal(location.hash));
    if (location.hash) {
      reveal(location.hash);
      document.getElementById(location.hash.slice(1))?.scrollIntoView();
    }
  });

  /* Sorting -------------------------------------------------------------------------------------------------------- */

  const keyOf = (cell, numeric) => {
    const text = cell.dataset.v ?? plain(cell);
    return numeric ? Number(text) : text;
  };

  const sort = (table, column, descending) => {
    const head = table.tHead.rows[0].cells[column];
    const numeric = head.classList.contains('n');
    const compare = new Intl.Collator(root.lang, { numeric: true }).compare;
    const rows = [...table.tBodies[0].rows].map((row) => [keyOf(row.cells[column], numeric), row]);
    rows.sort(([a], [b]) => (numeric ? a - b : compare(a, b)) * (descending ? -1 : 1));
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    table.tBodies[0].append(...rows.map(([, row]) => row));
    table.dispatchEvent(new Event('vnreport-sorted'));
  };

  ready(() => {
    for (const table of document.querySelectorAll('table[data-csv]'))
      [...table.tHead.rows[0].cells].forEach((head, column) => {
        if (head.classList.contains('x') || head.classList.contains('c')) return;
        const button = make('button', { type: 'button', title: say('JS_SORT', [head.textContent]) }, head.textContent);
        button.addEventListener('click', () => {
          const now = head.getAttribute('aria-sort');
          sort(table, column, now ? now === 'ascending' : head.classList.contains('n'));
        });
        head.dataset.label = head.textContent;
        head.replaceChildren(button);
      });
  });

  /* Light and dark ------------------------------------------------------------------------------------------------- */

  const remembered = {
    get() {
      try { return localStorage.getItem('vnreport-theme'); } catch { return null; }
    },
    set(theme) {
      try { localStorage.setItem('vnreport-theme', theme); } catch { /* it holds until the page is left */ }
    },
  };
  const night = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => root.dataset.theme || (night.matches ? 'dark' : 'light');
  const chosen = remembered.get();
  if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;

  ready(() => {
    const button = document.getElementById('theme');
    const label = () => {
      button.textContent = say(theme() === 'dark' ? 'JS_LIGHT' : 'JS_DARK');
      document.dispatchEvent(new CustomEvent('vnreport-theme', { detail: theme() }));
    };
    button.addEventListener('click', () => {
      root.dataset.theme = theme() === 'dark' ? 'light' : 'dark';
      remembered.set(root.dataset.theme);
      label();
    });
    night.addEventListener('change', label);
    label();
  });

  /* On paper groups show their articles, as long as these are no book. */
  const MOST_PRINTED = 300;
  const opened = [];
  addEventListener('beforeprint', () => {
    const boxes = document.querySelectorAll('.cards li').length > MOST_PRINTED ? [] : document.querySelectorAll('.card details:not([open])');
    for (const box of boxes) {
      box.open = true;
      opened.push(box);
    }
  });
  addEventListener('afterprint', () => opened.splice(0).forEach((box) => { box.open = false; }));

  return { ready, say, phrases, number, make, download, fold, query, holds, theme };
})();
