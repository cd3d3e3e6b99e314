import { join } from 'node:path';

/** npm runs the scripts of a package in the package's folder. */
export const PROJECT_FOLDER = process.cwd();

/** Each has a package.json and a lockfile that pin an n8n and the Node.js it runs on. */
export const PIN_FOLDER = join(PROJECT_FOLDER, 'host');
export const OLDER_PIN_FOLDER = join(PIN_FOLDER, 'older');

export const LEASH = join(PROJECT_FOLDER, 'host', 'leash.mjs');
export const WORKFLOWS_FOLDER = join(PROJECT_FOLDER, 'workflows');
