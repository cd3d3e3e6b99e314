/** For whoever is shown nothing else: later nodes, the models of agents, the log. */
export function inOneText({
	message,
	description,
}: {
	message: string;
	description?: string | null;
}): string {
	return description ? `${message}. ${description}` : message;
}
