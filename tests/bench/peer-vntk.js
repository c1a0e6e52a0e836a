// Words of the npm package vntk for peer.py: node peer-vntk.js FOLDER-OF-VNTK < raw lines > lines with syllables joined.
const words = require(process.argv[2]).wordTokenizer();
const lines = require('fs').readFileSync(0, 'utf8').split('\n');
const segment = (line) => words.tag(line).map((word) => word.replace(/\s+/g, '_')).join(' ');
process.stdout.write(lines.map((line) => (line.trim() ? segment(line) : '')).join('\n'));
