import { trade } from './trade.ts';

export const marketing = trade({
  industry: 'Marketing',
  roles: [
    'Marketing Manager',
    'Content Manager',
    'SEO Specialist',
    'Community Manager',
    'Brand Manager',
    'Growth Marketer',
    'Press Officer',
  ],
  skills: [
    'SEO',
    'Google Analytics',
    'Copywriting',
    'Social media',
    'Email campaigns',
    'HubSpot',
    'Excel',
    'Events',
    'Branding',
    'Photoshop',
  ],
  duties: [
    'You plan campaigns for "{product}" and measure what they bring.',
    'You write articles, newsletters and the occasional speech.',
    'You look after our presence on the networks and answer within the hour.',
    'You manage a budget with {skill} and know which half of it is wasted.',
    'You organise fairs and evenings with customers from {city} to Milan.',
    'You bring in freelancers, agencies and printers, and keep their deadlines.',
    'You look after the brand and have the courage to say no.',
    'You test subject lines, prices and pictures before you believe in them.',
  ],
  salary: 38_000,
  remote: 0.2,
});
