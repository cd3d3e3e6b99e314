import type { TicketView, World } from '../../sandbox';

/** The number of a ticket's last change, as a text that sorts like it; its name says it. */
const changeOf = ({ name }: TicketView) => (name ?? '').replace(/\D/g, '').padStart(9, '0');

/**
 * A world whose list of tickets says the number of the last change in place of its time. What happens picks its ticket
 * by that: times depend on how long a way waits within a poll, and every way is to meet the same.
 */
export function pickedByChange(world: World): World {
	const ticketsOf = (productId: number) =>
		world
			.ticketsOf(productId)
			.map(
				(ticket) =>
					Object.create(ticket, { updated_at: { value: changeOf(ticket) } }) as TicketView,
			);
	return new Proxy(world, {
		get(target, name) {
			if (name === 'ticketsOf') return ticketsOf;
			const value: unknown = Reflect.get(target, name);
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		},
	});
}
