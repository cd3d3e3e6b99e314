// node .ci/release-notes.mjs <tag>
// Prints what CHANGELOG.md says of the version that is released under this tag, and refuses a version that it does
// not describe: nothing is tagged or published without a word to its users.
import { readFileSync } from 'node:fs';

/** @param {string} reason */
function refuse(reason) {
	console.error(reason);
	process.exit(1);
}

const [tag] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
if (tag !== `v${version}`) refuse(`The tag ${tag} is not v${version}, the version in package.json`);

const [, newest = ''] = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const [section = ''] = newest.split(/^\[.+\]: /m); // the addresses of all versions follow the last section
const [heading = '', ...notes] = section.trim().split('\n');
const [, date = ''] = heading.split(`[${version}] - `);
if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
	refuse(`CHANGELOG.md begins with "${heading}" instead of "[${version}] - <date>"`);
}
console.log(notes.join('\n').trim());
