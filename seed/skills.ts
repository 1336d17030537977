import { defineTable } from '../src/index.ts';
import { candidateOf } from './candidates.ts';
import { at, between, chance } from './draw.ts';
import { ownerOfSkill, sizes } from './sizes.ts';

const languages = ['English', 'French', 'German', 'Spanish', 'Arabic', 'Italian'];
const soft = ['Teamwork', 'Communication', 'Organisation', 'Leadership', 'Mentoring', 'Patience'];

export const skills = defineTable({
  columns: ['id', 'candidate_id', 'name', 'category', 'level'],
  rows: sizes.skills,
  row: (index, random, seeding) => {
    const { candidate, nth } = ownerOfSkill(index);
    const { name, category } = skillOf(candidate, nth, candidateOf(candidate, seeding).trade.skills);
    return [index + 1, candidate + 1, name, category, chance(random, 0.85) ? between(random, 1, 5) : null];
  },
});

/** Every fourth is a language or a soft skill; the others are the trade's, from the candidate's own on. None comes twice. */
function skillOf(candidate: number, nth: number, own: readonly string[]) {
  const turn = Math.floor(nth / 4);
  if (nth % 8 === 3)
    return { name: at(languages, (candidate + turn) % languages.length), category: 'language' };
  if (nth % 8 === 7) return { name: at(soft, (candidate + turn) % soft.length), category: 'soft' };
  const place = ((candidate * 7) % own.length) + nth - turn;
  return { name: at(own, place % own.length), category: 'technical' };
}
