import { trade } from './trade.ts';

export const health = trade({
  industry: 'Healthcare',
  roles: [
    'Nurse',
    'Care Assistant',
    'Physiotherapist',
    'Pharmacist',
    'Medical Secretary',
    'General Practitioner',
    'Laboratory Technician',
    'Midwife',
  ],
  skills: [
    'Patient care',
    'First aid',
    'Hygiene',
    'Geriatrics',
    'Paediatrics',
    'Intensive care',
    'Medical records',
    'Anaesthesia',
    'Radiology',
    'Palliative care',
  ],
  duties: [
    'You look after patients with time for a word, since our rotas allow for it.',
    'You give treatments, watch over their effects and write them down.',
    'You work hand in hand with doctors, families and the ward next door.',
    'You welcome people on one of the hardest days of their lives.',
    'You take part in training on {skill}, during working hours.',
    'You share weekends fairly: one in three, known two months ahead.',
    'You keep records complete and devices ready.',
    'You bring knowledge of {skill}, or the wish to learn it here.',
  ],
  salary: 34_000,
  remote: 0.01,
});
