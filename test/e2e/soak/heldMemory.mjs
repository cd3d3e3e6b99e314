// <n8n's Node.js> heldMemory.mjs <port of n8n's inspector>
// Prints how many bytes n8n holds once its garbage is collected. It needs the WebSocket that Node.js has from 22 on.

/** @type {Array<{ webSocketDebuggerUrl: string }>} */
const [target] = await (await fetch(`http://127.0.0.1:${process.argv[2]}/json/list`)).json();
const inspector = new WebSocket(target?.webSocketDebuggerUrl ?? '');

/**
 * @param {number} id
 * @param {string} method
 * @returns {Promise<any>} its result
 */
function ask(id, method) {
	inspector.send(JSON.stringify({ id, method }));
	return new Promise((resolve) => {
		inspector.addEventListener('message', ({ data }) => {
			const answer = JSON.parse(data);
			if (answer.id === id) resolve(answer.result);
		});
	});
}

inspector.addEventListener('open', async () => {
	await ask(1, 'HeapProfiler.collectGarbage');
	const { usedSize, backingStorageSize = 0 } = await ask(2, 'Runtime.getHeapUsage');
	console.log(usedSize + backingStorageSize);
	inspector.close();
});
