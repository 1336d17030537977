import { defineScenario } from '../src/index.ts';
import { vocabulary } from '../seed/vocabulary.ts';

/** §9.2's single statement as requests, for words of every frequency and not for "python" alone. */
export const jobSearch = defineScenario({
  id: 'job-search',
  title: 'Remote jobs with a word',
  source: '§9.2 scenario 2',
  saturation: 4,
  requests: [
    search('frequent', vocabulary.frequent),
    search('typical', vocabulary.typical),
    search('rare', vocabulary.rare),
    search('absent', vocabulary.absent),
  ],
});

function search(frequency: string, words: readonly string[]) {
  return {
    name: `search-${frequency}`,
    get: '/api/jobs?search={word}&location_type=remote&limit=20',
    parameters: { word: words },
  };
}
