import { trade } from './trade.ts';

export const finance = trade({
  industry: 'Finance',
  roles: [
    'Accountant',
    'Financial Controller',
    'Payroll Specialist',
    'Financial Analyst',
    'Auditor',
    'Treasury Analyst',
    'Chief Financial Officer',
    'Tax Adviser',
  ],
  skills: [
    'Excel',
    'SAP',
    'Accounting',
    'IFRS',
    'Reporting',
    'Budgeting',
    'Sage',
    'Consolidation',
    'VBA',
    'Tax law',
  ],
  duties: [
    'You close the books by the fifth working day, with all that belongs to it.',
    'You prepare budgets and forecasts and explain where reality differs.',
    'You are the one whom auditors, banks and the tax office ask for.',
    'You improve our reporting in {skill}, which has grown over the years.',
    'You watch margins and cash, and raise your hand early.',
    'You post invoices, reconcile accounts and chase what is overdue.',
    'You go along with the change to {skill} in four subsidiaries.',
    'You calculate the case for "{product}" before anybody falls in love with it.',
  ],
  salary: 42_000,
  remote: 0.1,
});
