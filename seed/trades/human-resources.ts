import { trade } from './trade.ts';

export const humanResources = trade({
  industry: 'Human Resources',
  roles: [
    'Recruiter',
    'HR Manager',
    'HR Assistant',
    'Talent Acquisition Partner',
    'Training Manager',
    'Office Manager',
    'Executive Assistant',
  ],
  skills: [
    'Recruiting',
    'Labour law',
    'Payroll',
    'Interviewing',
    'Excel',
    'Onboarding',
    'Training',
    'Workday',
    'Negotiation',
    'Employer branding',
  ],
  duties: [
    'You look for people whom everybody looks for, and treat the others just as well.',
    'You accompany managers from the first talk about a position to the end of the trial period.',
    'You prepare contracts, payslips and the answers to forty questions a day.',
    'You build a training plan and make time for it.',
    'You know labour law well enough to sleep, and a lawyer for the rest.',
    'You bring new colleagues on board, on site and at home.',
    'You look after {skill} for two hundred people in three countries.',
    'You welcome visitors, book trains and know where everything is.',
  ],
  salary: 35_000,
  remote: 0.14,
});
