import type { Desk } from '../service/desk';
import { faultKinds } from '../service/faults';
import { DEMO_TOKEN } from '../options';

/** What there is, and how to try it. */
export function overview(
	{ world, settings, rateLimit, requests, faults, files }: Desk,
	origin: string,
) {
	const json = "-H 'Content-Type: application/json'";
	const control = `${origin}/sandbox`;
	return {
		api: `${origin}/v1`,
		fileHost: files.url,
		products: world.products.map((product) => ({
			...product,
			tickets: world.ticketsOf(product.id).length,
		})),
		requests: requests.count(),
		pendingFaults: faults.pending,
		faultKinds,
		settings,
		rateLimit: rateLimit.rule,
		try: [
			`curl -i -H 'Authorization: Bearer ${DEMO_TOKEN}' ${origin}/v1/products/1/tickets`,
			`curl ${control}/requests`,
			`curl ${control}/history`,
			`curl -X POST ${control}/tickets ${json} -d '{"product_id": 1, "subject": "Hello", "description": "Is anybody there?"}'`,
			`curl -X POST ${control}/tickets/1/messages ${json} -d '{"message": "Any news?"}'`,
			`curl -X POST ${control}/tickets/1/status ${json} -d '{"status": 1, "agent_id": 74}'`,
			`curl -X DELETE ${control}/tickets/1`,
			`curl -X POST ${control}/faults ${json} -d '{"kind": "status", "status": 500, "times": 2, "match": {"method": "GET"}}'`,
			`curl -X DELETE ${control}/faults`,
			`curl -X PATCH ${control}/settings ${json} -d '{"latencyMs": 200, "attachmentShape": "string"}'`,
			`curl -X PATCH ${control}/rate-limit ${json} -d '{"limit": 10, "windowSeconds": 60}'`,
			`curl -X POST ${control}/token`,
			`curl -X POST ${control}/reset`,
		],
	};
}
