import { trade } from './trade.ts';

export const sales = trade({
  industry: 'Sales',
  roles: [
    'Sales Representative',
    'Account Manager',
    'Key Account Manager',
    'Business Developer',
    'Sales Manager',
    'Store Manager',
    'Sales Assistant',
    'Export Manager',
  ],
  skills: [
    'Negotiation',
    'CRM',
    'Prospecting',
    'Salesforce',
    'Cold calling',
    'Excel',
    'Presentation',
    'HubSpot',
    'Tendering',
    'Merchandising',
  ],
  duties: [
    'You look after a portfolio of eighty customers and find the next twenty yourself.',
    'You present "{product}" to people who have heard it all before.',
    'You negotiate contracts from the first call to the signature.',
    'You keep {skill} up to date, since the forecast depends on it.',
    'You visit customers two days a week in the region around {city}.',
    'You open new accounts and hand them over in good order.',
    'You know the figures of your quarter by heart, and what to do when they are red.',
    'You train new colleagues in {skill} and go with them on their first visits.',
  ],
  salary: 36_000,
  remote: 0.08,
});
