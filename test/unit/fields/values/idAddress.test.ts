import { describe, expect, test } from '@jest/globals';

import { idValue, productIdValue, ticketIdValue } from '../../../../nodes/Desk360/fields/values';
import { said } from './said';

describe('the address of a ticket', () => {
	test.each([
		['https://panel.example.com/tickets/44', '44'],
		['http://panel.example.com/ticket/44/', '44'],
		['HTTPS://panel.example.com/Tickets/44', '44'],
		['https://panel.example.com/products/11/tickets/44', '44'],
		['https://panel.example.com/tickets/44/messages/747', '44'],
		['https://panel.example.com/tickets/44?page=2#message-747', '44'],
		['https://panel.example.com/#/tickets/44', '44'],
		['https://panel.example.com/#!/products/11/tickets/44?tab=1', '44'],
		['https://panel.example.com/tickets#44', '44'],
		['https://panel.example.com/inbox/44', '44'],
		['https://panel.example.com/app/detail/44/edit', '44'],
		['https://panel.example.com/view?ticketId=44', '44'],
		['https://panel.example.com/view/7?ticket_id=44', '44'],
		['https://panel.example.com/#/view?ticket=44', '44'],
		[' \u200Bhttps://panel.example.com/tickets/44\n', '44'],
		['"https://panel.example.com/tickets/44"', '44'],
		[
			'https://api.desk360.com/v1/products/1/tickets/12345678901234567890/logs',
			'12345678901234567890',
		],
	])('%p names %p', (address, id) => {
		expect(ticketIdValue(address)).toBe(id);
	});

	test.each([
		['without a number', 'https://panel.example.com/tickets'],
		['of two tickets', 'https://panel.example.com/tickets/44#/tickets/45'],
		['beside another one', 'https://x.co/tickets/44 https://x.co/tickets/45'],
		['on a line of its own', 'https://x.co/tickets/44\nhttps://x.co/tickets/45'],
		['joined to another one', 'https://x.co/tickets/44,https://x.co/tickets/45'],
		['of several tickets', 'https://x.co/tickets/44,45'],
		['with two numbers', 'https://panel.example.com/7/44'],
		['of a product', 'https://panel.example.com/products/11'],
		['of a customer', 'https://panel.example.com/customers/12'],
		['of a page', 'https://panel.example.com/inbox/page/2'],
		['with a number only in its query', 'https://panel.example.com/inbox?page=2'],
		['with a port', 'https://panel.example.com:8443/inbox'],
		['that is none', 'https://'],
		['with a number that is none', 'https://panel.example.com/tickets/44a'],
		['that is very long', `https://panel.example.com/tickets/44?${'x'.repeat(3_000)}`],
	])('%s is refused', (_case, address) => {
		expect(() => ticketIdValue(address)).toThrow(
			expect.objectContaining({
				message: expect.stringMatching(/^Ticket "https:.* is not an ID$/s),
				description: expect.stringMatching(
					/^The address does not say for certain which ticket is meant\. Give the digits/,
				),
			}),
		);
	});

	test.each([
		'panel.example.com/tickets/44',
		'ftp://panel.example.com/tickets/44',
		'see https://panel.example.com/tickets/44',
	])('%p is refused', (text) => {
		expect(said(ticketIdValue, text)).toBe(`Field "${text}" is not an ID`);
	});

	test('is not that of a reason', () => {
		expect(said(idValue, 'https://x.co/tickets/44')).toBe(
			'Field "https://x.co/tickets/44" is not an ID',
		);
	});
});

describe('the address of a product', () => {
	test.each([
		['https://panel.example.com/products/11', '11'],
		['https://panel.example.com/#/product/11/tickets/44', '11'],
		['https://panel.example.com/tickets/44?product_id=11', '11'],
	])('%p names %p', (address, id) => {
		expect(productIdValue(address)).toBe(id);
	});

	test.each([
		'https://panel.example.com/11',
		'https://panel.example.com/tickets/44',
		'https://panel.example.com/products/',
	])('%p is refused', (address) => {
		expect(() => productIdValue(address)).toThrow(
			expect.objectContaining({ description: expect.stringMatching(/which product is meant/) }),
		);
	});
});
