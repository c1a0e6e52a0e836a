/* Tables as programs read them: CSV by RFC 4180, TSV as the tools write it. */
'use strict';

/* Rows of cells; throws where the text is no CSV: a stray quote, a bare line end, rows of different lengths. */
const parseCsv = (text) => {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  const rows = [];
  let row = [];
  let at = 0;
  while (at < body.length) {
    const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/.exec(body.slice(at));
    if (!cell) throw new Error(`no CSV at byte ${at}: ${JSON.stringify(body.slice(at, at + 60))}`);
    row.push(cell[1] === undefined ? cell[2] : cell[1].replace(/""/g, '"'));
    at += cell[0].length;
    if (cell[3] === ',') {
      if (at === body.length) row.push('');
      else continue;
    }
    rows.push(row);
    row = [];
  }
  for (const one of rows)
    if (one.length !== rows[0].length) throw new Error(`a row of ${one.length} cells under ${rows[0].length} headings`);
  return rows;
};

const parseTsv = (text) => text.split('\n').filter((line) => line !== '').map((line) => line.split('\t'));

module.exports = { parseCsv, parseTsv };
