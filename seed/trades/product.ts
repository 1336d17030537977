import { trade } from './trade.ts';

export const product = trade({
  industry: 'Product and Design',
  roles: [
    'Product Manager',
    'Product Designer',
    'UX Researcher',
    'Product Owner',
    'UI Designer',
    'Graphic Designer',
    'Art Director',
  ],
  skills: [
    'Figma',
    'User research',
    'Roadmaps',
    'Prototyping',
    'Jira',
    'Photoshop',
    'Accessibility',
    'Illustrator',
    'Design systems',
    'Copywriting',
  ],
  duties: [
    'You talk with customers every week and bring back what they did not say.',
    'You draw, test and throw away prototypes for "{product}" until one of them holds.',
    'You keep the roadmap short and explain why things are not on it.',
    'With {skill} you make ideas visible before anybody builds them.',
    'You care for a design system that engineers like to use.',
    'You decide with numbers where there are numbers, and with taste where there are none.',
    'You run workshops with sales, support and the engineers next door.',
    'You write the words in the product as carefully as you draw its shapes.',
  ],
  salary: 46_000,
  remote: 0.24,
});
