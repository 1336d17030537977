import { faker } from '@faker-js/faker/locale/en';
import { vocabulary } from './vocabulary.ts';

/**
 * Names and phrases by Faker, made once in each thread: a draw from a pool takes a hundredth of the time of a call,
 * and a million jobs need tens of millions of draws. The pools have a seed of their own: they are vocabulary, not rows. One locale, as all of them take long to load.
 */
faker.seed(20_260_106);

/** Words with a known frequency must not come in by this door. */
const reserved = Object.values(vocabulary)
  .flat()
  .map((word) => word.toLowerCase());

function pool(count: number, make: () => string): readonly string[] {
  const values = new Set<string>();
  while (values.size < count) {
    const value = make();
    const plain = value.toLowerCase();
    if (!reserved.some((word) => plain.includes(word))) values.add(value);
  }
  return [...values];
}

export const firstNames = pool(600, () => faker.person.firstName());
export const lastNames = pool(450, () => faker.person.lastName());
/** "Reverse-engineered zero-defect capacity": what companies say of what they make. */
export const products = pool(800, () => faker.company.catchPhrase().toLowerCase());
/** "Transition cutting-edge users": what companies say of what they do. */
export const missions = pool(500, () => faker.company.buzzPhrase().toLowerCase());
export const streets = pool(400, () => faker.location.street());
