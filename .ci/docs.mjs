// Writes what the code says into docs/user/troubleshooting.md: each message that can be shown, and what to do.
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { shownMessages } from '../test/support/docs/messages.js';
import { written } from '../test/support/docs/troubleshooting.js';

const page = new URL('../docs/user/troubleshooting.md', import.meta.url).pathname;
const text = written(await readFile(page, 'utf8'), shownMessages().messages);
await writeFile(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
