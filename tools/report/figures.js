/* Heat map, tree and map of a report's page: what they say when pointed at. Without scripts they are pictures.
 *
 * What tests may rely on:
 *   plots      #heatmap-plot #tree-plot #map-plot: focusable; arrow keys move a .cursor, Enter keeps the .tip of the figure open
 *              (class "pinned") and moves the focus into it, Escape closes it
 *   .tip       one a figure, hidden when nothing is pointed at; links #aN and #gN to articles and groups, in the order row,
 *              column; <strong> has the similarity; data-a and data-b are the articles, or data-g and data-h the groups
 *   heat map   data-kind "articles" or "groups", data-m rows, the first cell at data-x, data-y of the picture, each data-cell
 *              wide; row i is items[i] of #heatmap-data. #heatmap-csv downloads the matrix that is shown. Of groups: Enter
 *              or a click opens .zoom (data-g, data-h) with the articles of two groups; Escape or #heatmap-back leads back
 *   tree       path[data-i] joints and a[data-i] leaves: nodes of #tree-data; .on is what is pointed at, and what is below
 *   map        path[data-g] the marks of a group; article N is at x[N], y[N] of #map-data, in tenths of a unit of the picture
 * Nothing is put into the page but text and elements made here. */
'use strict';

(() => {
  const { ready, say, number, make, download } = vnreport;
  const SVG = 'http://www.w3.org/2000/svg';
  const WORDS = 6;          /* shared words that are told */
  const ZOOM_MAX = 1000;    /* articles a side */
  const NAMED = 20;         /* cells beside which a title fits */
  const STEPS = 33;

  const dataOf = (id) => {
    const element = document.getElementById(id);
    return element && JSON.parse(element.textContent);
  };
  const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const clamp = (x, low, high) => Math.max(low, Math.min(high, x));

  /* Articles and groups -------------------------------------------------------------------------------------------- */

  let figures;  /* #figures-data */
  const titles = [];
  const title = (a) => (titles[a] ??= document.querySelector('#a' + a + ' .title').firstChild.textContent.trim());
  const articleLink = (a) => make('a', { href: '#a' + a }, title(a));
  const groupText = (g) => say('JS_GROUP_N', [g + 1]) + (figures.name[g] ? ': ' + figures.name[g] : '');
  const groupLink = (g) => make('a', { href: '#g' + g }, groupText(g));
  const members = (g) => figures.order.filter((a) => figures.group[a] === g);

  /* Terms of all articles, unpacked when first asked for: those of article a are [start[a], start[a + 1]). */
  let vectors;
  const unpack = () => {
    const data = dataOf('terms-data');
    const bytes = bytesOf(data.rows);
    const n = figures.group.length;
    const start = new Uint32Array(n + 1);
    const term = [];
    const weight = [];
    const full = new Uint8Array(n); /* has terms, even if nobody shares them */
    let at = 0;
    const varint = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        value += (bytes[at] & 127) * 2 ** shift;
        if (bytes[at++] < 128) return value;
      }
    };
    const part = () => {
      at += data.bytes;
      return data.bytes === 2 ? (bytes[at - 2] + 256 * bytes[at - 1]) / 65535 : bytes[at - 1] / 255;
    };
    for (let a = 0; a < n; a++) {
      const count = varint();
      const largest = (bytes[at] + 256 * bytes[at + 1]) / 65535;
      at += 2;
      full[a] = largest > 0;
      for (let i = 0, last = 0; i < count; i++) term.push((last += varint()));
      for (let i = 0; i < count; i++) weight.push(part() * largest);
      start[a + 1] = term.length;
    }
    return { start, term: Uint32Array.from(term), weight: Float64Array.from(weight), full, words: data.terms, decimals: data.decimals };
  };
  const terms = () => (vectors ??= unpack());

  /* What each term adds to the similarity of two articles, most first. */
  const shared = (a, b) => {
    const { start, term, weight, words } = terms();
    const parts = [];
    for (let i = start[a], j = start[b]; i < start[a + 1] && j < start[b + 1];) {
      if (term[i] === term[j]) parts.push([words[term[i]], weight[i++] * weight[j++]]);
      else if (term[i] < term[j]) i++;
      else j++;
    }
    return parts.sort((x, y) => y[1] - x[1]);
  };

  /* Similarities of one article with others. */
  const similarities = (a, others) => {
    const { start, term, weight, full, words } = terms();
    const row = (similarities.row ??= new Float64Array(words.length));
    for (let i = start[a]; i < start[a + 1]; i++) row[term[i]] = weight[i];
    const scores = others.map((b) => {
      let sum = 0;
      for (let i = start[b]; i < start[b + 1]; i++) sum += weight[i] * row[term[i]];
      return a === b ? full[a] : Math.min(sum, 1);
    });
    for (let i = start[a]; i < start[a + 1]; i++) row[term[i]] = 0;
    return scores;
  };
  const scoreText = (score) => {
    const exact = terms().decimals > 2;
    return exact ? number(score, 3) : say('JS_ABOUT', [number(score, 2)]);
  };

  /* What is said of something -------------------------------------------------------------------------------------- */

  const line = (...parts) => {
    const p = make('p');
    p.append(...parts);
    return p;
  };
  const badge = (g) => make('span', { class: 'badge g' + (g % 8) + ' r' + Math.floor(g / 8) }, String(g + 1));
  const origin = (a) => line(badge(figures.group[a]), ' ', articleLink(a));

  const tellPair = (a, b) => {
    if (a === b) return { lines: [origin(a), line(say('JS_SAME'))], data: { a, b } };
    const parts = shared(a, b);
    const score = similarities(a, [b])[0];
    const what = line(say('JS_SCORE') + ' ', make('strong', {}, scoreText(score)));
    const words = parts.slice(0, WORDS).map(([word, part]) => word + ' ' + number(part, 3)).join(' · ');
    const lines = [origin(a), origin(b), what];
    if (words) lines.push(line(say('JS_SHARED') + ' ' + words));
    else if (terms().decimals > 2) lines.push(line(say('JS_NO_SHARED')));
    return { lines, data: { a, b } };
  };

  const tellGroups = (g, h, mean) => {
    const what = line(say(g === h ? 'JS_WITHIN' : 'JS_BETWEEN') + ' ', make('strong', {}, number(mean, 3)));
    return { lines: [line(groupLink(g)), ...(g === h ? [] : [line(groupLink(h))]), what], data: { g, h } };
  };

  const tellArticle = (a) => {
    const keys = document.querySelector('#a' + a + ' .keys');
    const lines = [origin(a), line(groupText(figures.group[a]))];
    if (keys && keys.textContent.trim()) lines.push(line(keys.textContent.trim()));
    return { lines, data: { a } };
  };

  /* A figure that can be pointed at -------------------------------------------------------------------------------- */

  const svgMake = (name, attributes) => {
    const element = document.createElementNS(SVG, name);
    for (const key of Object.keys(attributes)) element.setAttribute(key, attributes[key]);
    return element;
  };

  /* Where in the picture's own units an event was. */
  const unitsOf = (picture, event) => {
    const box = picture.getBoundingClientRect();
    const view = picture.viewBox.baseVal;
    return [(event.clientX - box.left) * view.width / box.width, (event.clientY - box.top) * view.height / box.height];
  };

  /* What a figure can do is told by `act`:
   *   picture()         the <svg> whose units count
   *   at(x, y)          what is there, or null
   *   first()           what the keys begin with
   *   move(thing, key)  what an arrow key leads to; the same when there is nothing
   *   tell(thing)       { lines, data }
   *   box(thing)        { x, y, w, h } in units, around which the cursor goes
   *   open(thing)       true when a click or Enter did something of its own; `touch` tells how it was asked for
   *   back()            true when Escape did something
   *   mark(thing)       may be left out
   * Things are compared by JSON, so they are numbers or arrays of them. */
  const pointed = (plot, act, help) => {
    const figure = plot.closest('.figure');
    const tip = make('div', { class: 'tip', role: 'status', 'aria-live': 'off' });
    const close = make('button', { type: 'button', class: 'close', 'aria-label': say('JS_CLOSE') }, '×');
    let thing = null;
    let pinned = false;
    let byKeys = false; /* the keys put the cursor there, so that the pointer does not take it away */
    tip.hidden = true;
    const note = make('p', { class: 'help', id: plot.id + '-help' }, say(help));
    plot.before(note);
    plot.after(tip);
    plot.setAttribute('role', 'application');
    plot.setAttribute('aria-describedby', plot.getAttribute('aria-describedby') + ' ' + note.id);

    /* Two rectangles, so that it is seen on light and dark cells. */
    const drawCursor = () => {
      for (const old of plot.querySelectorAll('.cursor, .cursor-halo')) old.remove();
      if (thing === null) return;
      const { x, y, w, h } = act.box(thing);
      for (const name of ['cursor-halo', 'cursor'])
        act.picture().append(svgMake('rect', { class: name, x: x - 1, y: y - 1, width: w + 2, height: h + 2, rx: 2 }));
    };

    const place = (left, top) => {
      const width = tip.offsetWidth;
      const height = tip.offsetHeight;
      const right = left + 16 + width < innerWidth;
      tip.style.left = Math.max(8, right ? left + 16 : left - 16 - width) + 'px';
      tip.style.top = clamp(top + 16 + height < innerHeight ? top + 16 : top - 16 - height, 8, Math.max(8, innerHeight - height - 8)) + 'px';
    };
    const placeAtThing = () => {
      const picture = act.picture();
      const box = picture.getBoundingClientRect();
      const scale = box.width / picture.viewBox.baseVal.width;
      const { x, y, w, h } = act.box(thing);
      place(box.left + (x + w) * scale, box.top + (y + h / 2) * scale);
    };

    const hide = () => {
      pinned = byKeys = false;
      thing = null;
      tip.hidden = true;
      tip.classList.remove('pinned');
      drawCursor();
      act.mark?.(null);
    };
    const show = (next, live) => {
      const same = JSON.stringify(next) === JSON.stringify(thing) && !tip.hidden;
      thing = next;
      if (same) return;
      const { lines, data, extra = [] } = act.tell(thing);
      tip.setAttribute('aria-live', live ? 'polite' : 'off');
      for (const key of Object.keys(tip.dataset)) delete tip.dataset[key];
      Object.assign(tip.dataset, data);
      tip.hidden = false;
      tip.replaceChildren(close, ...lines, ...extra);
      drawCursor();
      act.mark?.(thing);
    };
    const pin = (focus) => {
      pinned = true;
      tip.classList.add('pinned');
      if (focus) (tip.querySelector('a') ?? close).focus({ preventScroll: true });
    };
    const reveal = () => {
      const { x, y, w, h } = act.box(thing);
      const picture = act.picture();
      const box = picture.getBoundingClientRect();
      const frame = plot.getBoundingClientRect();
      const scale = box.width / picture.viewBox.baseVal.width;
      const left = box.left + x * scale - frame.left;
      const top = box.top + y * scale - frame.top;
      if (left < 20) plot.scrollLeft += left - 40;
      if (left + w * scale > plot.clientWidth - 20) plot.scrollLeft += left + w * scale - plot.clientWidth + 40;
      if (top < 20) plot.scrollTop += top - 40;
      if (top + h * scale > plot.clientHeight - 20) plot.scrollTop += top + h * scale - plot.clientHeight + 40;
      intoWindow(picture.getBoundingClientRect().top + y * scale, h * scale);
    };

    /* Below the bar at the top and above the lower edge of the window. */
    const intoWindow = (top, height) => {
      const above = top - 90;
      const under = top + height + 20 - innerHeight;
      if (above < 0 || under > 0) scrollBy({ top: above < 0 ? above : Math.min(above, under), behavior: 'instant' });
    };

    const over = (event) => (plot.contains(event.target) ? act.at(...unitsOf(act.picture(), event)) : null);
    plot.addEventListener('pointermove', (event) => {
      if (event.pointerType !== 'mouse' || pinned) return;
      const next = over(event);
      if (next === null) byKeys || hide();
      else {
        byKeys = false;
        show(next, false);
        place(event.clientX, event.clientY);
      }
    });
    plot.addEventListener('pointerleave', () => pinned || byKeys || hide());
    plot.addEventListener('click', (event) => {
      if (event.target.closest('a')) return;
      const next = over(event);
      hide();
      if (next === null) return;
      if (act.open?.(next, event.pointerType === 'touch')) return;
      show(next, false);
      place(event.clientX, event.clientY);
      pin(false);
    });
    plot.addEventListener('keydown', (event) => {
      if (event.target !== plot || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key.startsWith('Arrow')) {
        const next = thing === null ? act.first() : act.move(thing, event.key.slice(5), event.shiftKey ? 10 : 1);
        pinned = false;
        byKeys = true;
        tip.classList.remove('pinned');
        show(next, true);
        reveal();
        placeAtThing();
      } else if ((event.key === 'Enter' || event.key === ' ') && thing !== null) {
        if (!act.open?.(thing, false)) pin(true);
      } else if (event.key === 'Escape') {
        if (thing !== null) hide();
        else if (!act.back?.()) return;
      } else return;
      event.preventDefault();
    });
    tip.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      hide();
      plot.focus({ preventScroll: true });
    });
    tip.addEventListener('click', (event) => event.target.closest('a') && hide());
    close.addEventListener('click', () => {
      hide();
      plot.focus({ preventScroll: true });
    });
    document.addEventListener('click', (event) => {
      if (pinned && !plot.contains(event.target) && !tip.contains(event.target)) hide();
    });
    plot.addEventListener('blur', () => pinned || hide());
    addEventListener('scroll', () => pinned || byKeys || tip.hidden || hide(), { passive: true });
    return { hide, figure };
  };

  /* What stands between the caption and the picture. */
  const toolsOf = (plot) => {
    const tools = make('div', { class: 'figure-tools' });
    plot.before(tools);
    return tools;
  };

  /* The heat map --------------------------------------------------------------------------------------------------- */

  /* Arrow keys in a matrix of rows and columns. */
  const step = ([i, j], key, far, rows, columns) => [
    clamp(i + (key === 'Down') * far - (key === 'Up') * far, 0, rows - 1),
    clamp(j + (key === 'Right') * far - (key === 'Left') * far, 0, columns - 1),
  ];

  const means = (text, m) => {
    const bytes = bytesOf(text);
    const value = new Float64Array(m * m);
    for (let i = 0, at = 0; i < m; i++)
      for (let j = i; j < m; j++, at += 2) value[i * m + j] = value[j * m + i] = (bytes[at] + 256 * bytes[at + 1]) / 65535;
    return value;
  };

  /* The articles of two groups, a pixel or more each, few of them with their titles: { element, svg, rows, columns, cell, draw,
   * cut }. */
  const zoomed = (g, h, width) => {
    const rows = members(g).slice(0, ZOOM_MAX);
    const columns = members(h).slice(0, ZOOM_MAX);
    const cell = clamp(Math.floor(width / Math.max(rows.length, columns.length)), 1, 28);
    const size = { width: columns.length * cell, height: rows.length * cell };
    const element = make('div', { class: 'zoomed' });
    const zoom = make('div', { class: 'zoom', 'data-g': g, 'data-h': h });
    const canvas = make('canvas', { width: columns.length, height: rows.length, 'aria-hidden': 'true' });
    const svg = svgMake('svg', { ...size, viewBox: '0 0 ' + size.width + ' ' + size.height, 'aria-hidden': 'true' });
    canvas.style.width = size.width + 'px';
    canvas.style.height = size.height + 'px';
    zoom.append(canvas, svg);
    element.append(zoom);
    if (cell >= NAMED) {
      const names = make('ol');
      for (const a of rows) {
        const item = make('li');
        item.style.height = item.style.lineHeight = cell + 'px';
        item.append(articleLink(a));
        names.append(item);
      }
      element.append(names);
    }
    const levels = rows.map((a) => similarities(a, columns).map((score) => Math.round(Math.cbrt(Math.max(score, 0) ** 2) * (STEPS - 1))));
    const draw = () => {
      const style = getComputedStyle(document.documentElement);
      const colours = Array.from({ length: STEPS }, (unused, i) => parseInt(style.getPropertyValue('--s' + i).trim().slice(1), 16));
      const image = new ImageData(columns.length, rows.length);
      let at = 0;
      for (const row of levels)
        for (const level of row) {
          const colour = colours[level];
          image.data.set([colour >> 16, (colour >> 8) & 255, colour & 255, 255], at);
          at += 4;
        }
      canvas.getContext('2d').putImageData(image, 0, 0);
    };
    draw();
    return { element, svg, rows, columns, cell, draw, cut: Math.max(members(g).length, members(h).length) > ZOOM_MAX };
  };

  ready(() => {
    const plot = document.getElementById('heatmap-plot');
    figures = dataOf('figures-data');
    if (!plot) return;
    const { items, means: packed } = dataOf('heatmap-data');
    const kind = plot.dataset.kind;
    const [m, x0, y0, size] = ['m', 'x', 'y', 'cell'].map((key) => Number(plot.dataset[key]));
    const base = plot.querySelector('svg');
    const mean = kind === 'groups' && means(packed, m);
    const back = make('button', { type: 'button', id: 'heatmap-back' }, say('JS_BACK'));
    const where = make('span', { class: 'where', role: 'status' });
    let view = null; /* what is zoomed into */

    const leave = () => {
      if (!view) return false;
      view.element.remove();
      view = null;
      base.style.display = '';
      back.hidden = true;
      where.textContent = '';
      return true;
    };
    const enter = (g, h) => {
      pointer.hide();
      leave();
      base.style.display = 'none';
      view = zoomed(g, h, clamp(plot.parentElement.clientWidth - 30, 280, 860));
      plot.append(view.element);
      plot.scrollTo(0, 0);
      back.hidden = false;
      const names = g === h ? groupText(g) : groupText(g) + ' × ' + groupText(h);
      where.textContent = say('JS_ZOOMED', [names, number(view.rows.length), number(view.columns.length)]) +
        (view.cut ? '; ' + say('JS_ZOOM_CUT', [number(ZOOM_MAX)]) : '');
      where.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    };

    const act = {
      picture: () => (view ? view.svg : base),
      at: (x, y) => {
        const i = Math.floor(view ? y / view.cell : (y - y0) / size);
        const j = Math.floor(view ? x / view.cell : (x - x0) / size);
        return i >= 0 && j >= 0 && i < (view ? view.rows.length : m) && j < (view ? view.columns.length : m) ? [i, j] : null;
      },
      first: () => [0, (view ? view.columns.length : m) > 1 ? 1 : 0],
      move: (thing, key, far) => step(thing, key, far, view ? view.rows.length : m, view ? view.columns.length : m),
      tell: ([i, j]) => {
        if (view) return tellPair(view.rows[i], view.columns[j]);
        if (kind === 'articles') return tellPair(items[i], items[j]);
        const told = tellGroups(items[i], items[j], mean[i * m + j]);
        const zoom = make('button', { type: 'button' }, say('JS_ZOOM'));
        zoom.addEventListener('click', () => {
          enter(items[i], items[j]);
          plot.focus();
        });
        return { ...told, extra: [line(zoom)] };
      },
      box: ([i, j]) => (view ? { x: j * view.cell, y: i * view.cell, w: view.cell, h: view.cell }
        : { x: x0 + j * size, y: y0 + i * size, w: size, h: size }),
      open: ([i, j], touch) => {
        if (view || kind === 'articles' || touch) return false;
        enter(items[i], items[j]);
        return true;
      },
      back: leave,
    };
    const pointer = pointed(plot, act, kind === 'groups' ? 'JS_HEAT_HELP_GROUPS' : 'JS_HEAT_HELP');

    const tools = toolsOf(plot);
    const csv = make('button', { type: 'button', id: 'heatmap-csv' }, say('JS_MATRIX'));
    csv.addEventListener('click', () => {
      const rows = view ? view.rows : items;
      const columns = view ? view.columns : items;
      const articles = view || kind === 'articles';
      const name = articles ? title : groupText;
      const table = rows.map((a, i) => (articles ? similarities(a, columns) : columns.map((b, j) => mean[i * m + j])));
      download('similarity-matrix', [['', ...columns.map(name)], ...table.map((row, i) => [name(rows[i]), ...row.map((x) => x.toFixed(4))])]);
    });
    back.hidden = true;
    back.addEventListener('click', () => {
      pointer.hide();
      leave();
      plot.focus();
    });
    tools.append(csv, back, where);
    document.addEventListener('vnreport-theme', () => view?.draw());
  });

  /* The tree ------------------------------------------------------------------------------------------------------- */

  ready(() => {
    const plot = document.getElementById('tree-plot');
    if (!plot) return;
    const { leaves, nodes } = dataOf('tree-data');
    const [X, Y, SIZE, SIMILARITY, GROUP, LEFT, RIGHT, FIRST] = [0, 1, 2, 3, 4, 5, 6, 7];
    const base = plot.querySelector('svg');
    const parent = new Int32Array(nodes.length).fill(-1);
    nodes.forEach((node, i) => {
      if (i >= leaves) parent[node[LEFT]] = parent[node[RIGHT]] = i;
    });
    const parts = [];
    for (const element of plot.querySelectorAll('[data-i]')) (parts[element.dataset.i] ??= []).push(element);
    for (const link of plot.querySelectorAll('a')) link.setAttribute('tabindex', '-1');
    const tips = nodes[0][X]; /* where leaves stand */

    const top = (i) => nodes[nodes[i][LEFT]][Y];
    const bottom = (i) => nodes[nodes[i][RIGHT]][Y];
    const below = (i) => (i < leaves ? [i] : [i, ...below(nodes[i][LEFT]), ...below(nodes[i][RIGHT])]);
    const href = (i) => plot.querySelector('a[data-i="' + i + '"]').getAttribute('href');

    const act = {
      picture: () => base,
      at: (x, y) => {
        if (x > tips) {
          const leaf = Math.round((y - nodes[0][Y]) / (leaves > 1 ? nodes[1][Y] - nodes[0][Y] : 1));
          return leaf >= 0 && leaf < leaves ? leaf : null;
        }
        let best = null;
        let least = 12;
        for (let i = leaves; i < nodes.length; i++) {
          const away = Math.max(Math.abs(nodes[i][X] - x), top(i) - y, y - bottom(i), 0);
          if (away < least) [best, least] = [i, away];
        }
        return best;
      },
      first: () => nodes.length - 1,
      move: (i, key, far) => {
        if (key === 'Left') return parent[i] < 0 ? i : parent[i];
        if (i < leaves) return clamp(i + (key === 'Down') * far - (key === 'Up') * far, 0, leaves - 1);
        return key === 'Down' ? nodes[i][RIGHT] : nodes[i][LEFT];
      },
      tell: (i) => {
        const node = nodes[i];
        const group = node[GROUP] >= 0 ? [line(groupLink(node[GROUP]))] : [];
        const data = { i };
        if (node[SIZE] === 1) {
          const a = figures.order[node[FIRST]];
          return { ...tellArticle(a), data: { i, a } };
        }
        const articles = figures.order.slice(node[FIRST], node[FIRST] + 3).map((a) => line(articleLink(a)));
        if (node[SIZE] > 3) articles.push(line('…'));
        const joined = say('JS_JOINED', [number(node[SIZE]), '\u0000']).split('\u0000');
        return { lines: [line(joined[0], make('strong', {}, number(node[SIMILARITY], 3)), joined[1] ?? ''), ...group, ...articles], data };
      },
      box: (i) => (i < leaves ? { x: tips + 2, y: nodes[i][Y] - 8, w: base.viewBox.baseVal.width - tips - 6, h: 16 }
        : { x: nodes[i][X] - 3, y: top(i) - 2, w: 6, h: bottom(i) - top(i) + 4 }),
      open: (i, touch) => {
        if (i >= leaves || touch) return false;
        location.hash = href(i);
        return true;
      },
      mark: (i) => {
        for (const old of plot.querySelectorAll('.on')) old.classList.remove('on');
        if (i !== null) for (const k of below(i)) for (const part of parts[k] ?? []) part.classList.add('on');
      },
    };
    pointed(plot, act, 'JS_TREE_HELP');
  });

  /* The map -------------------------------------------------------------------------------------------------------- */

  ready(() => {
    const plot = document.getElementById('map-plot');
    if (!plot) return;
    const { x, y } = dataOf('map-data');
    const base = plot.querySelector('svg');
    const REACH = 140;
    const WAY = { Left: [-1, 0], Right: [1, 0], Up: [0, -1], Down: [0, 1] };

    const act = {
      picture: () => base,
      at: (px, py) => {
        let best = null;
        let least = REACH * REACH;
        for (let a = 0; a < x.length; a++) {
          const away = (x[a] - 10 * px) ** 2 + (y[a] - 10 * py) ** 2;
          if (away < least) [best, least] = [a, away];
        }
        return best;
      },
      first: () => figures.order[0],
      /* The next one in a direction: far along counts once, far aside three times. Of marks on one spot the next number. */
      move: (from, key) => {
        const [dx, dy] = WAY[key];
        const forward = key === 'Right' || key === 'Down';
        let best = from;
        let least = Infinity;
        for (let a = 0; a < x.length; a++) {
          const along = (x[a] - x[from]) * dx + (y[a] - y[from]) * dy;
          const aside = Math.abs((x[a] - x[from]) * dy) + Math.abs((y[a] - y[from]) * dx);
          const spot = along === 0 && aside === 0 && (forward ? a > from : a < from);
          const cost = spot ? Math.abs(a - from) / x.length : along > 0 ? along + 3 * aside : Infinity;
          if (cost < least) [best, least] = [a, cost];
        }
        return best;
      },
      tell: tellArticle,
      box: (a) => ({ x: x[a] / 10 - 8, y: y[a] / 10 - 8, w: 16, h: 16 }),
    };
    pointed(plot, act, 'JS_MAP_HELP');
  });
})();
