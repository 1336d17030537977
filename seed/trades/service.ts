import { trade } from './trade.ts';

export const service = trade({
  industry: 'Customer Service and Hospitality',
  roles: [
    'Customer Support Agent',
    'Receptionist',
    'Chef',
    'Waiter',
    'Customer Success Manager',
    'Call Centre Supervisor',
    'Barista',
    'Housekeeper',
  ],
  skills: [
    'Customer care',
    'Telephone',
    'Guest relations',
    'Table service',
    'Zendesk',
    'Cooking',
    'Complaint handling',
    'Cash desk',
    'Reservations',
    'Hygiene',
  ],
  duties: [
    'You answer customers by telephone, chat and mail, in their own words.',
    'You solve what can be solved at once and follow up on the rest.',
    'You greet guests as you would like to be greeted yourself.',
    'You cook with what the market in {city} has that morning.',
    'You know {skill} and are not afraid of a full house on a Saturday.',
    'You collect what customers say about "{product}" and carry it to those who can change it.',
    'You keep the place clean, the till right and the spirits up.',
    'You train newcomers in {skill} and stand beside them on their first day.',
  ],
  salary: 25_500,
  remote: 0.06,
});
