/** What customers write about, and what they and the agents say next. */
export interface Topic {
	subject: string;
	opening: string;
	reasonId: number;
	customer: string[];
	agent: string[];
}

export const topics: Topic[] = [
	{
		subject: 'Cannot sign in after the update',
		opening: 'Since the update this morning the app sends me back to the sign-in screen.',
		reasonId: 2,
		customer: ['I tried that twice, still the same.', 'It works now, thank you!'],
		agent: [
			'Please remove the app, restart the phone and install it again.',
			'We have reset your session. Could you try once more?',
		],
	},
	{
		subject: 'Invoice for October is missing',
		opening: 'I can see the invoices up to September, but the one for October is not there.',
		reasonId: 5,
		customer: ['Our accountant needs it by Friday.', 'Got it, many thanks.'],
		agent: [
			'The invoice was issued late, you will find it in your account within the hour.',
			'I have attached the invoice to this message.',
		],
	},
	{
		subject: 'Order arrived damaged',
		opening: 'The parcel was open when it came and one of the cups is broken. See the picture.',
		reasonId: 1,
		customer: ['A replacement would be great.', 'The new one has arrived in one piece.'],
		agent: [
			'We are sorry to hear that. Would you like a replacement or a refund?',
			'The replacement left our warehouse today.',
		],
	},
	{
		subject: 'Refund not received yet',
		opening: 'I returned the shoes two weeks ago and have not seen the money.',
		reasonId: 5,
		customer: ['The number of the return is R-20413.', 'It is on my account now.'],
		agent: [
			'Could you send us the number of the return?',
			'The refund was made today and takes up to three working days.',
		],
	},
	{
		subject: 'How do I change my address?',
		opening: 'I am moving next month. Where do I enter the new address?',
		reasonId: 3,
		customer: ['I do not see that menu.', 'Found it!'],
		agent: [
			'Open Profile, then Addresses, and choose Edit.',
			'On the web it is behind your initials in the top right corner.',
		],
	},
	{
		subject: 'Push notifications stopped',
		opening: 'I no longer get notifications about new messages, although they are switched on.',
		reasonId: 2,
		customer: ['Battery saving was on, indeed.', 'Android 14, app version 5.2.'],
		agent: [
			'Which version of the app and of the system do you use?',
			'Please allow the app to run in the background.',
		],
	},
	{
		subject: 'Question about the annual plan',
		opening: 'Can I switch from the monthly to the annual plan in the middle of the month?',
		reasonId: 5,
		customer: ['And what happens to the days already paid?', 'Perfect, I will do that.'],
		agent: [
			'Yes, at any time. The days you have paid are credited.',
			'You find the switch under Subscription.',
		],
	},
	{
		subject: 'Export takes very long',
		opening: 'The export of last year has been running for forty minutes.',
		reasonId: 2,
		customer: ['About 80,000 rows.', 'It finished over night.'],
		agent: [
			'How many rows does the export have?',
			'We send you an email with a link once it is finished.',
		],
	},
	{
		subject: 'Çeviri hatası / wrong translation',
		opening: 'Ödeme sayfasında “Refund” yerine “Geri ödeme” yazmalı. Teşekkürler 🙏',
		reasonId: 2,
		customer: ['Ekran görüntüsünü de ekledim.', 'Harika, düzelmiş.'],
		agent: ['Teşekkürler, ekibimize ilettik.', 'Yeni sürümde düzeltildi.'],
	},
	{
		subject: 'Please delete my account',
		opening: 'I do not use the service any more and would like all my data to be removed.',
		reasonId: 3,
		customer: ['Yes, I am sure.', 'Thank you for the quick help.'],
		agent: [
			'This cannot be taken back. Are you sure?',
			'Your account will be removed within thirty days.',
		],
	},
];

export const customers: Array<{ name: string; email: string; country_code: string }> = [
	{ name: 'Ayşe Yılmaz', email: 'ayse.yilmaz@example.com', country_code: 'TR' },
	{ name: 'Mehmet Demir', email: 'mehmet.demir@example.com', country_code: 'TR' },
	{ name: 'John Doe', email: 'john.doe@example.com', country_code: 'US' },
	{ name: "Siobhán O'Brien", email: 'siobhan@example.org', country_code: 'IE' },
	{ name: 'Lena Fischer', email: 'lena.fischer@example.net', country_code: 'DE' },
	{ name: 'Marco Rossi', email: 'marco.rossi@example.com', country_code: 'IT' },
	{ name: 'Chloé Dubois', email: 'chloe+support@example.fr', country_code: 'FR' },
	{ name: 'Priya Sharma', email: 'priya.sharma@example.in', country_code: 'IN' },
	{ name: 'Tom Becker', email: 'tom@example.net', country_code: 'DE' },
	{ name: 'Yuki Tanaka', email: 'yuki.tanaka@example.jp', country_code: 'JP' },
];

export const sources: Array<{ channel: string; platform: string }> = [
	{ channel: 'Application', platform: 'Android' },
	{ channel: 'Application', platform: 'iOS' },
	{ channel: 'Email', platform: 'Email' },
	{ channel: 'Web', platform: 'Web' },
	{ channel: 'Twitter', platform: 'Twitter' },
];

export const agentIds = [72, 73, 74];
export const typeIds = [null, 3, 9];
