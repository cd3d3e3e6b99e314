// node leash.mjs <command> <argument>...
// Runs a command, as the leader of a process group, on behalf of a process that holds the other end of its
// standard input. That closes whenever the holder ends, even by SIGKILL, and the whole group ends with it.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const [command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

process.stdin.resume().once('end', () => {
	process.kill(process.platform === 'win32' ? process.pid : 0, 'SIGKILL');
});
// A signal to the group reaches the child as well, and the child says when it is done.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);

child.once('error', ({ message }) => {
	console.error(`${command} did not start: ${message}`);
	process.exit(127);
});
child.once('exit', (code, signal) =>
	process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0)),
);
